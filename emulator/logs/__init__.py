"""All that stderr says."""
