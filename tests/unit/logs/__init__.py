"""Pure rules of `emulator/logs/`."""
