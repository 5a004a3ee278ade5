"""What is told of calls: the journal and the figures."""
