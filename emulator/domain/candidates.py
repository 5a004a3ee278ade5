"""Where a game session may be placed, and in which order: pure functions of a queue, its fleets, a request and an
instant.

Theory of operation
-------------------
A queue leads to fleets, by themselves or by aliases. Each location of each of them is a candidate. Some are refused: a
fleet that is not ACTIVE, a location that the queue's filter or the request's override leaves out, a location to which a
player of the request has too much latency. The others are put into an order; the first with a free process is taken.

Latency policies count only for requests that tell latencies. They are taken in the order of rising maxima; each is in
force for its duration, counted from the placement's start, the last one for ever. So what is allowed only grows. A
player who tells latencies, but none to that location, has too much there.

The order follows four criteria. Those that a queue does not name come behind those that it names, as AWS has them:
LATENCY (the mean over the players), COST, DESTINATION, LOCATION. The last of all is the location's name.
Documented: the developer guide's pages on queues, and the model's PriorityConfiguration, PlayerLatencyPolicy and
PriorityConfigurationOverride. Assumed: the lines on placements in docs/differences.md.

Units: latencies and periods are in milliseconds.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter
from types import MappingProxyType
from typing import NamedTuple

from emulator.domain.clock import SECOND
from emulator.domain.fleet import Status
from emulator.domain.queue import Criterion, LatencyPolicy

DEFAULT_ORDER: tuple[Criterion, ...] = ("LATENCY", "COST", "DESTINATION", "LOCATION")

Latencies = Mapping[str, Mapping[str, float]]
"""By location, then by player."""


class Candidate(NamedTuple):
    """A location of a fleet that a queue leads to."""

    destination: int
    """The position in the queue's Destinations of what leads to it."""
    place_key: int
    """Of this location of the fleet."""
    fleet_key: int
    fleet_region: str
    fleet_status: Status
    location: str
    cost: float | None
    """What an hour of the fleet costs, None where that is not known."""


class Rules(NamedTuple):
    """What a queue says of its candidates."""

    priority_order: Sequence[Criterion] = ()
    location_order: Sequence[str] = ()
    allowed_locations: Sequence[str] = ()
    """Empty: all."""
    policies: Sequence[LatencyPolicy] = ()


class Request(NamedTuple):
    """What a placement says of them."""

    start_time: int
    latencies: Latencies = MappingProxyType({})
    override: Sequence[str] = ()
    """Locations that come first, whatever the queue says."""
    is_override_all: bool = False
    """Whether no other locations come into question."""


class Refusal(NamedTuple):
    """Why a candidate does not come into question, and the instant from which that reason is none; None: never."""

    reason: str
    until: int | None = None


class PolicyStep(NamedTuple):
    """From so long after the start on, no player may have more latency than that."""

    after: int
    maximum_latency: int


def latencies_of(told: Sequence[tuple[str, str, float]]) -> Latencies:
    """By location and player, what (player, location, latency) tell; of two the last one counts."""
    found: dict[str, dict[str, float]] = {}
    for player, location, latency in told:
        found.setdefault(location, {})[player] = latency
    return found


def policy_steps(policies: Sequence[LatencyPolicy]) -> list[PolicyStep]:
    """When which maximum is in force, in the order of time."""
    steps, after = [], 0
    for maximum, seconds in sorted(policies, key=lambda policy: policy.maximum_latency):
        steps.append(PolicyStep(after, maximum))
        if seconds is None:
            break
        after += seconds * SECOND
    return steps


def worst_latency(location: str, latencies: Latencies) -> float:
    """The most latency to a location that a player has, of those who tell any; infinite where one tells none to it."""
    here = latencies.get(location, {})
    players = {player for told in latencies.values() for player in told}
    return math.inf if players - here.keys() else max(here.values(), default=math.inf)


def refusal(candidate: Candidate, rules: Rules, request: Request, now: int) -> Refusal | None:
    """Why a candidate does not come into question at `now`; None where it does."""
    if candidate.fleet_status != "ACTIVE":
        return Refusal(f"the fleet is {candidate.fleet_status}")
    if rules.allowed_locations and candidate.location not in rules.allowed_locations:
        return Refusal("the queue's FilterConfiguration leaves the location out")
    if request.is_override_all and candidate.location not in request.override:
        return Refusal("the PriorityConfigurationOverride leaves the location out")
    if rules.policies and request.latencies:
        return latency_refusal(candidate.location, policy_steps(rules.policies), request, now)
    return None


def latency_refusal(location: str, steps: Sequence[PolicyStep], request: Request, now: int) -> Refusal | None:
    """Why a location is too far away at `now`. One whose latency is the maximum is not."""
    worst = worst_latency(location, request.latencies)
    opens = [request.start_time + step.after for step in steps if worst <= step.maximum_latency]
    if opens and opens[0] <= now:
        return None
    cap = next(step.maximum_latency for step in reversed(steps) if request.start_time + step.after <= now)
    until = opens[0] if opens else None
    if worst == math.inf:
        return Refusal(f"a player tells no latency to the location, and {cap} ms are allowed", until)
    return Refusal(f"a player has {worst:g} ms latency to the location, and {cap} ms are allowed", until)


def next_relaxation(policies: Sequence[LatencyPolicy], request: Request, now: int) -> int | None:
    """The next instant behind `now` at which a policy allows more, None where there is none."""
    if not request.latencies:
        return None
    instants = (request.start_time + step.after for step in policy_steps(policies))
    return min((instant for instant in instants if instant > now), default=None)


def ranked(candidates: Sequence[Candidate], rules: Rules, request: Request) -> list[Candidate]:
    """The candidates, the one to try first first."""
    first = {location: n for n, location in enumerate(request.override)}
    found = sorted(candidates, key=attrgetter("location", "destination"))
    for criterion in reversed(criteria_of(candidates, rules, request)):
        found.sort(key=criterion)
    if not first:
        return found
    preferred = [each for each in found if each.location in first]
    preferred.sort(key=lambda each: (first[each.location], each.destination))
    return preferred + [each for each in found if each.location not in first]


def criteria_of(candidates: Sequence[Candidate], rules: Rules, request: Request) -> list[Callable[[Candidate], float]]:
    """The queue's criteria, as sort keys. Costs count where all are known, latencies where any are told."""
    listed = {location: n for n, location in enumerate(rules.location_order)}
    keys: dict[Criterion, Callable[[Candidate], float]] = {
        "LATENCY": lambda each: mean_latency(each.location, request.latencies),
        "COST": attrgetter("cost"),
        "DESTINATION": attrgetter("destination"),
        "LOCATION": lambda each: listed.get(each.location, len(listed)),
    }
    if not request.latencies:
        del keys["LATENCY"]
    if any(each.cost is None for each in candidates):
        del keys["COST"]
    if not listed:
        del keys["LOCATION"]
    order = dict.fromkeys((*rules.priority_order, *DEFAULT_ORDER))
    return [keys[name] for name in order if name in keys]


def mean_latency(location: str, latencies: Latencies) -> float:
    """The mean over the players who tell one, infinite where nobody does."""
    here = latencies.get(location)
    return math.fsum(here.values()) / len(here) if here else math.inf
