"""Documents into the database: planned whole, then written, in one transaction."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple, Protocol

from msgspec import Struct

from emulator.domain.arn import parse_game_session_arn
from emulator.domain.clock import wall_clock
from emulator.domain.resource import Resource
from emulator.hosting.ready_made import FLEET_ID, make_ready
from emulator.seed.aliases import Aliases
from emulator.seed.builds import Builds
from emulator.seed.computes import Computes
from emulator.seed.document import LISTS
from emulator.seed.entry import SeedEntry
from emulator.seed.fleet_events import FleetEvents
from emulator.seed.fleets import Fleets
from emulator.seed.game_sessions import GameSessions
from emulator.seed.locations import Locations
from emulator.seed.matchmaking_configurations import MatchmakingConfigurations
from emulator.seed.matchmaking_tickets import MatchmakingTickets
from emulator.seed.placements import Placements
from emulator.seed.planning import Place, Planned, Planning
from emulator.seed.player_sessions import PlayerSessions
from emulator.seed.progress import Progress
from emulator.seed.queues import Queues
from emulator.seed.reading import Source
from emulator.seed.rule_sets import RuleSets
from emulator.seed.scripts import Scripts
from emulator.settings import Settings
from emulator.store.records import Record
from emulator.store.store import Store

log = logging.getLogger(__name__)

BATCH = 5_000
NAMED = 10  # ids that the warning names
FEW_STEPS = 100
MAIN_LISTS = ("Fleets", "GameSessions", "PlayerSessions")
IDS = {
    "Locations": "location_name",
    "Fleets": "fleet_id",
    "FleetEvents": "event_id",
    "Computes": "compute_name",
    "Aliases": "alias_id",
    "Builds": "build_id",
    "Scripts": "script_id",
    "GameSessionQueues": "name",
    "MatchmakingRuleSets": "name",
    "MatchmakingConfigurations": "name",
    "GameSessions": "game_session_id",
    "PlayerSessions": "player_session_id",
    "GameSessionPlacements": "placement_id",
    "MatchmakingTickets": "ticket_id",
}
"""The columns by which the report names rows."""


class Planner(Protocol):
    """What plans the entries of one list."""

    @property
    def planned(self) -> list[Planned[Any]]: ...
    def plan(self, place: Place, entry: Any) -> None: ...  # noqa: ANN401 - each takes the entries of its list


class Report(Struct, frozen=True, rename="pascal"):
    """What a load did, by list of the document."""

    added: dict[str, int]
    unchanged: dict[str, int]
    """Entries whose ids were there already, their rows as the document has them."""
    different: dict[str, list[str]]
    """The ARNs and ids that were there already, their rows different from the document; they stay as they are."""


def is_quick(sources: Iterable[Source]) -> bool:
    """Whether a load takes a few milliseconds: a thread, and a connection of its own, would take as long."""
    return steps(sources) <= FEW_STEPS


def steps(sources: Iterable[Source]) -> int:
    """How much work a load is: each entry is planned, and then written."""
    return 2 * sum(len(getattr(source.document, name)) for source in sources for name in LISTS.values())


def load(
    sources: Sequence[Source],
    store: Store,
    settings: Settings,
    progress: Progress = lambda _: None,
    *,
    exact: bool = False,
) -> Report:
    """What was loaded, once the transaction is committed: all documents. `exact`: they are a state that comes back.

    Raises: SeedError, before anything is written.
    """
    if not exact:
        open_regions(sources, store, settings)
    planning = Planning(store, settings, store.shared().clock.now(wall_clock()), exact=exact)
    planners = planners_for(planning)
    in_order: Sequence[Planner] = planners
    for name, planner in zip(LISTS, in_order, strict=True):
        for place, entry in each(sources, name, progress):
            planner.plan(place, entry)
    game_sessions = planners.game_sessions
    game_sessions.begin_before_players(planners.player_sessions.earliest)
    for planned in game_sessions.planned:
        if planned.stored is None:
            store.game_sessions.forget(planned.row.game_session_id, planned.row.fleet_key, planning.now)
    report = Report({}, {}, {})
    for name, planner in zip(LISTS, in_order, strict=True):
        store_planned(planner.planned, store, progress)
        tell(report, name, planner.planned)
    planners.locations.write_implied(store)
    store.placements.look_again(planning.now)
    store.matchmaking.look_at_new(planning.now)
    log_report(report)
    return report


class Planners(NamedTuple):
    """One for each list of a document, in the order of LISTS: what an entry names comes before it."""

    locations: Locations
    fleets: Fleets
    fleet_events: FleetEvents
    computes: Computes
    aliases: Aliases
    builds: Builds
    scripts: Scripts
    game_session_queues: Queues
    matchmaking_rule_sets: RuleSets
    matchmaking_configurations: MatchmakingConfigurations
    game_sessions: GameSessions
    player_sessions: PlayerSessions
    game_session_placements: Placements
    matchmaking_tickets: MatchmakingTickets


def planners_for(planning: Planning) -> Planners:
    locations = Locations(planning)
    fleets = Fleets(planning, locations)
    queues = Queues(planning)
    rule_sets = RuleSets(planning)
    configurations = MatchmakingConfigurations(planning, rule_sets)
    game_sessions = GameSessions(planning, fleets, locations)
    placements = Placements(planning, queues, game_sessions)
    return Planners(
        locations,
        fleets,
        FleetEvents(planning, fleets),
        Computes(planning, fleets, locations),
        Aliases(planning),
        Builds(planning),
        Scripts(planning),
        queues,
        rule_sets,
        configurations,
        game_sessions,
        PlayerSessions(planning, game_sessions),
        placements,
        MatchmakingTickets(planning, configurations, placements),
    )


def open_regions(sources: Iterable[Source], store: Store, settings: Settings) -> None:
    """Gives their ready-made world to the regions whose ready-made fleet the documents speak of."""
    places: list[tuple[str | None, str | None]] = []
    for _, document in sources:
        places += [(each.region, each.account_id) for each in document.computes if each.fleet_id == FLEET_ID]
        for session in document.game_sessions:
            if session.fleet_id == FLEET_ID:
                named = parse_game_session_arn(session.game_session_id)
                places.append((named and named.region, session.account_id))
    for region, account in {(each or settings.region, of or settings.account_id) for each, of in places}:
        make_ready(store, region, account)


def each(sources: Iterable[Source], name: str, progress: Progress) -> Iterator[tuple[Place, Any]]:
    """The entries of one list of all documents, with their places."""
    for file, document in sources:
        entries: list[SeedEntry] = getattr(document, LISTS[name])
        for position, entry in enumerate(entries):
            yield Place(file, name, position), entry
            if position % BATCH == BATCH - 1:
                progress(BATCH)
        progress(len(entries) % BATCH)


def store_planned(planned: list[Planned[Record]], store: Store, progress: Progress) -> None:
    for start in range(0, len(planned), BATCH):
        batch = planned[start : start + BATCH]
        added = [each for each in batch if each.stored is None]
        store.add([each.row for each in added])
        for each in added:
            if each.tags and isinstance(each.row, Resource):
                store.tags.put(each.row, each.tags)
        progress(len(batch))


def tell(report: Report, name: str, planned: list[Planned[Any]]) -> None:
    """Notes what became of the entries of one list, unless it is one that few documents have, and has none."""
    if not planned and name not in MAIN_LISTS:
        return
    report.added[name] = sum(each.stored is None for each in planned)
    report.different[name] = [full_name(name, each.row) for each in planned if each.differs]
    report.unchanged[name] = len(planned) - report.added[name] - len(report.different[name])


def full_name(name: str, row: Record) -> str:
    """The ARN of a row, or the id of one that has no ARN."""
    return row.arn if isinstance(row, Resource) else str(getattr(row, IDS[name]))


def log_report(report: Report) -> None:
    """Says in the log what was loaded, and warns of what was left as it is."""
    log.info("seed: added %s", ", ".join(f"{count} {name}" for name, count in report.added.items()))
    different = [identifier for identifiers in report.different.values() for identifier in identifiers]
    if different:
        more = f" and {len(different) - NAMED} more" if len(different) > NAMED else ""
        log.warning(
            "seed: rows that differ from the document stay as they are: %s%s",
            ", ".join(different[:NAMED]),
            more,
        )
