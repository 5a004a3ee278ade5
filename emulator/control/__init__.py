"""The control API: typed FastAPI routes for people and tests, not for AWS clients."""
