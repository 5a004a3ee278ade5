"""Calls that come more than once and are done once."""
