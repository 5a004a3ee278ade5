"""What comes over connections that a client of AWS would not send, and what becomes of it."""
