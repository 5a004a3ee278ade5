"""The whole state, out and in, and the same again."""
