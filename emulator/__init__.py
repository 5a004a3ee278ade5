"""A local emulator of Amazon GameLift player sessions."""

__version__ = "0.1.0"
