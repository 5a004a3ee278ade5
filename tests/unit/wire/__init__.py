"""Pure rules of `emulator/wire/`."""
