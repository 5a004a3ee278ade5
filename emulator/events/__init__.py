"""Delivering events to the endpoints that the command line names."""
