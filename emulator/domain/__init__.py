"""GameLift's rules: data and pure functions on frozen records. Nothing here does I/O or reads a clock.

An instant is an int of milliseconds since the epoch, UTC.
"""
