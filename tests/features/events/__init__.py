"""Events of queues and matchmaking, seen from outside."""
