"""What time has to write, and when it is written.

Theory of operation
-------------------
Most of what time does is never written: a reservation has timed out because its deadline lies before now, and every
look computes that afresh (decisions 3 and 16). But some things have effects outside of their own row: others are told
of them, or find them there. Those are written by `settle`: before a call reads or writes anything else, after one that
may have made something due at once (`Operation.settles`), when the clock moves, and while nobody calls
(`dispatch/passing_time.py`).

Each kind of thing is an `Effect`, which knows the first instant at which it is due. `settle` applies the earliest, then
looks again, since one thing may bring about the next, until nothing is due at `now`. Each is applied as of its own
instant: whoever looks late finds the same as whoever looked in time. So settling at one instant and then at a later
one leaves the same as settling at the later one alone (tests/unit/dispatch/test_settle.py). What has been written stays
when the clock goes back.

It costs nothing where nothing is due: the statement that every call runs anyway brings the first instant along
(`EmulatorState.due_at`).
"""

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Protocol

from emulator.context import Context
from emulator.hosting import matchmaking, placing, process_deadlines, ready_made, token_refreshes
from emulator.store.store import DueInstants


class Effect(Protocol):
    """A kind of thing that time does; a module can be one."""

    def due_at(self, due: DueInstants) -> int:
        """The first instant at which there is something to do, NEVER where there is none."""

    def apply(self, context: Context) -> None:
        """Does it as of the context's instant. Afterwards `due_at` is later."""


EFFECTS: Sequence[Effect] = (ready_made, process_deadlines, token_refreshes, placing, matchmaking)


def settle(
    context: Context, effects: Sequence[Effect] = EFFECTS, before: Callable[[int], object] = lambda _: None
) -> None:
    """Writes all that is due at the context's instant, in the order of instants; `before` is told each of them."""
    while True:
        due = context.store.due_instants(context.region, context.account)
        first_at, first = min(((each.due_at(due), each) for each in effects), key=itemgetter(0))
        if first_at > context.now:
            return
        before(first_at)
        first.apply(context.as_of(first_at))
