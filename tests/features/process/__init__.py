"""The process: how it starts, writes its log, fails and ends."""
