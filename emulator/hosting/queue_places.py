"""Where a queue leads: its places, and what it and a placement say of them.

The choice itself is pure: domain/candidates.py.
"""

from collections.abc import Sequence
from functools import lru_cache

from emulator.context import Context
from emulator.domain import candidates, placement, queue
from emulator.domain.alias import Alias
from emulator.domain.candidates import Candidate, Request, Rules
from emulator.domain.placement import FailedPlace, Placement
from emulator.domain.queue import Destination, GameSessionQueue


def candidates_of(of_queue: GameSessionQueue, context: Context) -> list[Candidate]:
    """The places that a queue leads to, through its aliases too that lead to a fleet."""
    destinations = queue.read_destinations(of_queue.destinations)
    fleets = [
        (each.name, each.region) if each.kind == "fleet" else aliased_fleet(each, of_queue.account, context)
        for each in destinations
    ]
    return context.store.placements.candidates(fleets, of_queue.account)


def aliased_fleet(destination: Destination, account: str, context: Context) -> tuple[str, str] | None:
    """The id and the region of the fleet that an alias leads to, None where it leads to none."""
    alias = context.store.find(Alias, destination.name, destination.region, account)
    return None if alias is None or alias.fleet_id is None else (alias.fleet_id, alias.region)


def in_order(
    known: Sequence[Candidate], failed: Sequence[FailedPlace], rules: Rules, request: Request, context: Context
) -> list[Candidate]:
    """The candidates, the first to try first; those where an attempt has failed come last, the oldest failure first."""
    found = candidates.ranked(known, rules, request)
    if failed:
        last = {place: n for n, place in enumerate(failed, 1)}
        arns = {key: context.store.fleets.by_key(key).arn for key in {each.fleet_key for each in found}}
        found.sort(key=lambda each: last.get(FailedPlace(arns[each.fleet_key], each.location), 0))
    return found


@lru_cache(64)
def rules_of(of_queue: GameSessionQueue) -> Rules:
    return Rules(
        queue.read_criteria(of_queue.priority_order),
        queue.read_texts(of_queue.location_order),
        queue.read_texts(of_queue.allowed_locations),
        queue.read_policies(of_queue.player_latency_policies),
    )


def request_of(pending: Placement) -> Request:
    override = placement.read_override(pending.priority_override)
    return Request(
        pending.start_time,
        candidates.latencies_of(placement.read_latencies(pending.player_latencies)),
        override.location_order if override else (),
        override is not None and override.fallback_strategy == "NONE",
    )
