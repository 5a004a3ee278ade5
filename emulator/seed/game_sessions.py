"""The GameSessions of seed documents."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from msgspec.structs import replace

from emulator.domain import arn
from emulator.domain.clock import format_instant
from emulator.domain.fleet import Fleet
from emulator.domain.game_session import (
    ENDED,
    RETENTION,
    GameSession,
    Status,
    merged_properties,
    read_properties,
    settled,
)
from emulator.seed import document
from emulator.seed.fleets import Fleets
from emulator.seed.locations import Locations
from emulator.seed.planning import Place, Planned, Planning, given_columns

LONGEST_ARN = 512
"""Of the model's GameSessionId."""
# Members that say nothing of a column of their own.
COLUMNS: dict[str, tuple[str, ...]] = {"game_session_id": (), "fleet_id": (), "account_id": ()}
# Members that are columns as they stand.
SAME = (
    "name",
    "status_reason",
    "player_session_creation_policy",
    "protection_policy",
    "game_session_data",
    "matchmaker_data",
    "creator_id",
    "compute_name",
    "due_status",
    "fingerprint",
)


class Address(NamedTuple):
    """Where the players of a game session connect to."""

    ip_address: str | None
    dns_name: str | None
    port: int | None


@dataclass(frozen=True)
class Home:
    """A game session as its player sessions find it."""

    key: int
    region: str
    account: str
    row: GameSession
    """As it is when the seed is loaded: time has had its say."""
    dated: bool
    """Whether its CreationTime is known, and not just the latest that it can be."""

    @cached_property
    def end(self) -> int | None:
        """The instant at which it ended, None while it goes on."""
        return self.row.termination_time if self.row.status in ENDED else None

    def is_forgotten(self, now: int) -> bool:
        """Whether it ended so long ago that it is as if it had never been."""
        return self.end is not None and self.end + RETENTION <= now


class GameSessions:
    """The game sessions that the documents ask for."""

    def __init__(self, planning: Planning, fleets: Fleets, locations: Locations) -> None:
        self.planned: list[Planned[GameSession]] = []
        self._planning = planning
        self._fleets = fleets
        self._locations = locations
        self._homes: dict[str, list[Home]] = {}  # by ARN, and by its last part

    def plan(self, place: Place, entry: document.GameSession) -> None:
        """Plans a game session. Raises: SeedError."""
        planning = self._planning
        named = arn.parse_game_session_arn(entry.game_session_id)
        if named is None and not arn.ID_STRING.fullmatch(entry.game_session_id):
            raise place.error("GameSessionId", "it is neither the ARN of a game session nor the last part of one")
        fleet = self._fleets.find(place, entry.fleet_id, named, entry.account_id)
        location = entry.location or (named and named.location) or fleet.region
        id_string = named.id_string if named else entry.game_session_id
        game_session_id = arn.game_session_arn(fleet.region, fleet.fleet_id, location, id_string)
        if named and game_session_id != entry.game_session_id:
            raise place.error("Location", f"{location} is not the location in the GameSessionId")
        if len(game_session_id) > LONGEST_ARN:
            raise place.error("GameSessionId", f"its ARN would have more than {LONGEST_ARN} characters")
        namesakes = self._homes.setdefault(game_session_id, [])
        if any(each.account == fleet.account for each in namesakes):
            raise place.error("GameSessionId", f"{game_session_id} stands twice")
        row = self._row(place, entry, fleet, location, game_session_id)
        namesake = planning.store.game_sessions.find(game_session_id, fleet.region, fleet.account, planning.now)
        stored = namesake[0] if namesake else None
        self._locations.need(fleet, location)
        self.planned.append(Planned(row, stored, given_columns(entry, **COLUMNS)))
        home = Home(
            (stored or row).key,
            fleet.region,
            fleet.account,
            settled(stored or row, planning.now),
            dated=stored is not None or entry.creation_time is not None,
        )
        namesakes.append(home)
        self._homes.setdefault(id_string, []).append(home)

    def begin_before_players(self, earliest: dict[int, int]) -> None:
        """Has each begin no later than its first player session: `earliest` is by key."""
        self.planned = [
            replace(each, row=replace(each.row, creation_time=earliest.get(each.row.key, each.row.creation_time)))
            for each in self.planned
        ]

    def _row(
        self, place: Place, entry: document.GameSession, fleet: Fleet, location: str, game_session_id: str
    ) -> GameSession:
        status, creation_time, termination_time = self._status_and_times(place, entry)
        maximum = entry.maximum_player_session_count
        most = self._planning.settings.quota_player_sessions_per_game_session
        properties = {each.key: each.value for each in entry.game_properties or ()}
        return GameSession(
            key=self._planning.new_key(GameSession),
            fleet_key=fleet.key,
            game_session_id=game_session_id,
            id_string=game_session_id.rpartition("/")[2],
            location=location,
            status=status,
            maximum_player_session_count=most if maximum is None else maximum,
            game_properties=merged_properties("{}", properties),
            **self._address(entry, fleet, location, game_session_id)._asdict(),
            creation_time=creation_time,
            termination_time=termination_time,
            due_time=self._due_time(place, entry, status),
            **{name: value for name in SAME if (value := getattr(entry, name)) is not None},
        )

    def _address(self, entry: document.GameSession, fleet: Fleet, location: str, game_session_id: str) -> Address:
        """Where players connect to. A state says all of it: a compute may have only one of IpAddress and DnsName."""
        if self._planning.exact:
            return Address(entry.ip_address, entry.dns_name, entry.port)
        port = entry.port or arn.port(game_session_id)
        # Observed: a compute of an Anywhere fleet that was registered by its address has no DNS name.
        if fleet.anywhere:
            return Address(entry.ip_address or "127.0.0.1", entry.dns_name, port)
        ip_address = entry.ip_address or arn.ip_address(game_session_id)
        tls = fleet.certificate_type == "GENERATED"
        return Address(ip_address, entry.dns_name or arn.dns_name(location, ip_address, game_session_id, tls=tls), port)

    def _due_time(self, place: Place, entry: document.GameSession, status: Status) -> int | None:
        """When time alone ends ACTIVATING, if it does."""
        if (entry.due_time is None) != (entry.due_status is None):
            raise place.error("DueTime", "DueTime and DueStatus belong together")
        if entry.due_time is None:
            return None
        if status != "ACTIVATING":
            raise place.error("DueTime", f"a game session that is {status} has none")
        return self._planning.time(place, "DueTime", entry.due_time)

    def _status_and_times(self, place: Place, entry: document.GameSession) -> tuple[Status, int, int | None]:
        """Status, CreationTime and TerminationTime."""
        planning = self._planning
        end = entry.termination_time
        status: Status = entry.status or ("ACTIVE" if end is None else "TERMINATED")
        termination_time = None
        if status in ENDED:
            termination_time = planning.now if end is None else planning.time(place, "TerminationTime", end)
            if not planning.exact and termination_time > planning.now:
                raise place.error("TerminationTime", "it lies in the future")
        elif end is not None:
            raise place.error("TerminationTime", f"a game session that is {status} has none")
        latest = min(planning.now, termination_time or planning.now)
        start = entry.creation_time
        creation_time = latest if start is None else planning.time(place, "CreationTime", start)
        if termination_time is not None and termination_time < creation_time:
            raise place.error("TerminationTime", "it lies before the CreationTime")
        return status, creation_time, termination_time

    def find(self, place: Place, game_session_id: str, account: str | None) -> Home:
        """The game session of an ARN or of its last part: of the documents, else of the database.

        Raises: SeedError.
        """
        found = self._homes.get(game_session_id)
        if found is None:
            store, now = self._planning.store, self._planning.now
            found = self._homes[game_session_id] = [
                Home(row.key, fleet.region, fleet.account, settled(row, now), dated=True)
                for row, _ in store.game_sessions.everywhere(game_session_id, now)
                for fleet in [store.fleets.by_key(row.fleet_key)]
            ]
        if account is not None:
            found = [each for each in found if each.account == account]
        if len(found) == 1:
            return found[0]
        if not found:
            where = f" in account {account}" if account is not None else ""
            raise place.error(
                "GameSessionId", f"there is no game session {game_session_id}{where}, in the seed or in the emulator"
            )
        names = "; ".join(f"{each.row.game_session_id} of account {each.account}" for each in found)
        raise place.error("GameSessionId", f"{game_session_id} names several game sessions: {names}")


def game_session_entry(session: GameSession, fleet: Fleet) -> document.GameSession:
    """The entry that says everything of a game session."""
    properties = read_properties(session.game_properties)
    due, ended = session.due_time, session.termination_time
    return document.GameSession(
        game_session_id=session.game_session_id,
        fleet_id=fleet.fleet_id,
        account_id=fleet.account,
        location=session.location,
        status=session.status,
        maximum_player_session_count=session.maximum_player_session_count,
        game_properties=[document.GameProperty(*each) for each in properties.items()] or None,
        ip_address=session.ip_address,
        dns_name=session.dns_name,
        port=session.port,
        creation_time=format_instant(session.creation_time),
        termination_time=None if ended is None else format_instant(ended),
        due_time=None if due is None else format_instant(due),
        **{name: getattr(session, name) for name in SAME},
    )
