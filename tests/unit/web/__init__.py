"""Pure rules of `emulator/web/`."""
