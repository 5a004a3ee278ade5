"""Advice: what clients do here that AWS would punish, read from the journal of calls."""
