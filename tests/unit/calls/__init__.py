"""Pure rules of `emulator/calls/`."""
