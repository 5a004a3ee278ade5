"""What tests take: running emulators, worlds, calls by hand."""
