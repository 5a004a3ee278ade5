"""What becomes of calls: they are recorded, counted, struck by faults."""
