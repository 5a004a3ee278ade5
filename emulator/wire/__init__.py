"""Stations 2 and 6: bytes to a `Call`, an answer to bytes. One file per protocol, pure functions, no I/O."""
