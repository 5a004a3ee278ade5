"""What --gamelift-local does, seen from outside."""
