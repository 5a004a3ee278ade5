"""Pure rules of `emulator/domain/`."""
