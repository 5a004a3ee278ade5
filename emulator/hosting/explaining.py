"""Why a placement is where it is, or nowhere: what is to be said of each place that its queue leads to."""

from typing import NamedTuple

from emulator.context import Context
from emulator.domain import arn, candidates, placement, queue
from emulator.domain.alias import Alias
from emulator.domain.candidates import Candidate, Refusal
from emulator.domain.fleet import Fleet
from emulator.domain.placement import FailedPlace, Placement
from emulator.domain.queue import Destination, GameSessionQueue
from emulator.hosting.queue_places import candidates_of, in_order, request_of, rules_of
from emulator.hosting.server_processes import first_free


class PlaceExplained(NamedTuple):
    """A place, why it was not taken, and the instant from which that is no reason any more, where that is known."""

    fleet_arn: str
    """The destination itself, where it leads to no fleet."""
    location: str | None
    reason: str
    until: int | None


def explain(explained: Placement, context: Context) -> list[PlaceExplained]:
    """The places of a placement, the one to try first first, as they are now; its destinations without a place last.

    Latency policies count as of the placement's end, where it has ended.
    """
    of_queue = context.store.queues.by_key(explained.queue_key)
    if of_queue is None:
        return []
    rules, request = rules_of(of_queue), request_of(explained)
    known = candidates_of(of_queue, context)
    now = context.now if explained.end_time is None else explained.end_time
    places = []
    for each in in_order(known, placement.read_failed(explained.failed_places), rules, request, context):
        fleet = context.store.fleets.by_key(each.fleet_key)
        why = candidates.refusal(each, rules, request, now) or refusal_of_place(explained, each, fleet, context)
        places.append(PlaceExplained(fleet.arn, each.location, why.reason, why.until))
    there = {each.destination for each in known}
    return places + [
        PlaceExplained(each.arn, None, lost_destination(each, of_queue, context), None)
        for position, each in enumerate(queue.read_destinations(of_queue.destinations))
        if position not in there
    ]


def refusal_of_place(explained: Placement, candidate: Candidate, fleet: Fleet, context: Context) -> Refusal:
    """What is to be said of a place that comes into question."""
    game_session_id = arn.game_session_arn(fleet.region, fleet.fleet_id, candidate.location, explained.placement_id)
    if explained.game_session_id == game_session_id:
        return Refusal("the placement is here" if explained.status == "FULFILLED" else "its game session is activating")
    failed = FailedPlace(fleet.arn, candidate.location) in placement.read_failed(explained.failed_places)
    if first_free([candidate.place_key], context)[1] is None:
        free = "no server process is free"
        return Refusal(f"a game session did not become ACTIVE here, and {free}" if failed else free)
    if failed:
        return Refusal("a game session did not become ACTIVE here")
    return Refusal("a server process is free; another place came first, or the placement has ended")


def lost_destination(lost: Destination, of_queue: GameSessionQueue, context: Context) -> str:
    """Why a destination leads to no place."""
    if lost.kind == "fleet":
        return "the fleet does not exist, or has no locations"
    alias = context.store.find(Alias, lost.name, lost.region, of_queue.account)
    if alias is None:
        return "the alias does not exist"
    if alias.fleet_id is None:
        return "the alias is TERMINAL: it leads to no fleet"
    return f"the alias leads to {alias.fleet_id}, which does not exist, or has no locations"
