"""Why a ticket is in no match: what its pool, its rule set and its age say."""

from collections.abc import Callable, Sequence
from functools import partial

from msgspec.structs import replace

from emulator.context import Context
from emulator.domain.matchmaking.explaining import Explanation, RuleVerdict, explain
from emulator.domain.matchmaking.needs import lacks_latency, missing_attributes
from emulator.domain.matchmaking.rule_set import RuleSet
from emulator.domain.matchmaking.search import SearchOptions, is_search_cut
from emulator.domain.matchmaking_ticket import IN_POOL, MatchmakingTicket, read_counts
from emulator.hosting.pools import options_of, pool_ticket, rule_set_of


def explanation_of(ticket: MatchmakingTicket, context: Context) -> Callable[[], Explanation]:
    """A function that explains the ticket as of now. It may take a while, and needs no database."""
    configuration = context.store.matchmaking.configuration(ticket.configuration_key)
    rule_set = None if configuration is None else rule_set_of(configuration, context)
    if configuration is None or rule_set is None or ticket.status not in IN_POOL:
        return partial(explain_outside, ticket, rule_set)
    tickets = context.store.matchmaking.pool(configuration.key)
    options = replace(options_of(configuration, tickets, rule_set, context), searched=frozenset())
    return partial(explain_in_pool, ticket, tickets, rule_set, context.now, options)


def explain_in_pool(
    ticket: MatchmakingTicket,
    tickets: Sequence[MatchmakingTicket],
    rule_set: RuleSet,
    now: int,
    options: SearchOptions,
) -> Explanation:
    """What a match around the ticket meets in its pool."""
    pool = [pool_ticket(each) for each in tickets]
    cut = is_search_cut(pool, rule_set, now, options)
    return explain(pool_ticket(ticket), pool, rule_set, now, options, search_cut=cut)


def explain_outside(ticket: MatchmakingTicket, rule_set: RuleSet | None) -> Explanation:
    """What is known of a ticket that is in a match, or has ended: how often rules passed and failed in its pool.

    `rule_set` is None where its configuration is gone.
    """
    searched = pool_ticket(ticket)
    return Explanation(
        ticket=ticket.ticket_id,
        rules=tuple(
            RuleVerdict(rule=name, passed=passed, failed=failed, example=None)
            for name, (passed, failed) in read_counts(ticket).items()
        ),
        missing_teams=(),
        missing_attributes=() if rule_set is None else missing_attributes(searched, rule_set),
        is_latency_missing=rule_set is not None and lacks_latency(searched, rule_set),
        next_expansion=None,
        search_cut=False,
    )
