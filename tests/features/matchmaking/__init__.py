"""Tickets, from the call that starts one to the players of a game session."""
