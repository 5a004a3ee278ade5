"""Pure rules of `emulator/seed/`."""
