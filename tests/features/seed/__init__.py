"""Seed documents."""
