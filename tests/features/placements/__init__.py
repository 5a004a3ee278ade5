"""Placements, seen from outside."""
