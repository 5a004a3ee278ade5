"""What time does to matchmaking: an effect of `dispatch/settle.py`.

What it does is imported when it is first due: a start need not wait for the matcher.
"""

from emulator.context import Context
from emulator.store.store import DueInstants


def due_at(due: DueInstants) -> int:
    """The first instant at which a pool is to be looked at, or time acts on a ticket."""
    return min(due.ticket, due.pool_look)


def apply(context: Context) -> None:
    """Ends what has run out of time, else looks at the pool that is to be looked at first."""
    from emulator.domain.matchmaking_ticket import IN_POOL
    from emulator.hosting.acceptance import end_unaccepted
    from emulator.hosting.pools import look_at_pool
    from emulator.hosting.tickets import time_out

    first = context.store.matchmaking.first_due()
    if first is not None and first.due_time is not None and first.due_time <= context.now:
        end = time_out if first.status in IN_POOL else end_unaccepted
        end(first, context)
        return
    look = context.store.matchmaking.first_look()
    assert look is not None
    look_at_pool(look, context)
