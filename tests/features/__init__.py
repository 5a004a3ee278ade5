"""The emulator's own features, seen from outside, as people and scripts use them."""
