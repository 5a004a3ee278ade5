"""Station 3: one instant and one transaction for each call."""
