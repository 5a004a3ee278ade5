"""Kinds of advice, on entries that are made by hand."""
