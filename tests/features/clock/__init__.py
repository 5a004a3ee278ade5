"""The clock of a running emulator."""
