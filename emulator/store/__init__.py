"""Station 5: the only SQL. Plain values to domain values."""
