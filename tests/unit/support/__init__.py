"""Pure rules of `emulator/support/`."""
