"""What users' tests hold in their hands: `Emulator`, the helpers, the pytest plugin."""
