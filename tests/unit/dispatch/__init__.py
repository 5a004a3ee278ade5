"""Pure rules of `emulator/dispatch/`."""
