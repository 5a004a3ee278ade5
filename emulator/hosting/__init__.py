"""Who hosts game sessions, and what hosts do to them."""
