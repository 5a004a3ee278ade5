"""Station 5: plain values to domain values. The only place that knows SQL."""
