"""The refusal that all tables of transitions share."""


class WrongTransition(Exception):
    """What happened cannot happen to something of this status; the text says which is which."""
