"""The builders of events."""
