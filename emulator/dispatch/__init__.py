"""Station 3: from a call to its operation: one instant, one transaction."""
