"""What would break on AWS, as clients cause it and the emulator tells it."""
