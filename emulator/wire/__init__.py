"""Stations 2 and 6: one file per protocol. Bytes to a `Call`, an answer to bytes; pure functions, no I/O."""
