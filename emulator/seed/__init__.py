"""Seed documents: read and validated whole, then loaded in one transaction or not at all."""
