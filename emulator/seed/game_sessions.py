"""The GameSessions of seed documents."""

from typing import NamedTuple

from emulator.domain import arn
from emulator.domain.game_session import ENDED, Status
from emulator.seed import document
from emulator.seed.fleets import Fleets
from emulator.seed.planning import Place, Planned, Planning, given_columns
from emulator.store.seeding import FleetRow, GameSessionRow

# Documented: GameLift's quota of player sessions per game session.
MAXIMUM_PLAYER_SESSION_COUNT = 200


class Home(NamedTuple):
    """A game session as its player sessions find it."""

    key: int
    region: str
    account: str
    row: GameSessionRow
    dated: bool
    """Whether its CreationTime is known, and not just the latest that it can be."""

    @property
    def end(self) -> int | None:
        """The instant at which it ended, None while it goes on."""
        return self.row.termination_time if self.row.status in ENDED else None


class GameSessions:
    """The game sessions that the documents ask for."""

    def __init__(self, planning: Planning, fleets: Fleets) -> None:
        self.planned: list[Planned[GameSessionRow]] = []
        self._planning = planning
        self._fleets = fleets
        self._homes: dict[str, list[Home]] = {}  # by ARN, and by its last part

    def plan(self, place: Place, entry: document.GameSession) -> None:
        """Plans a game session. Raises: SeedError."""
        planning = self._planning
        named = arn.parse_game_session_arn(entry.game_session_id)
        if named is None and not arn.NAME.fullmatch(entry.game_session_id):
            raise place.error("GameSessionId", "it is neither the ARN of a game session nor the last part of one")
        fleet = self._fleets.find(place, entry.fleet_id, named, entry.account_id)
        location = entry.location or (named and named.location) or fleet.region
        name = named.name if named else entry.game_session_id
        game_session_id = arn.game_session_arn(fleet.region, fleet.fleet_id, location, name)
        if named and game_session_id != entry.game_session_id:
            raise place.error("Location", f"{location} is not the location in the GameSessionId")
        namesakes = self._homes.setdefault(game_session_id, [])
        if any(each.account == fleet.account for each in namesakes):
            raise place.error("GameSessionId", f"{game_session_id} stands twice")
        row = self._row(place, entry, fleet, location, game_session_id)
        stored = next(
            (
                each
                for each in planning.store.game_sessions(game_session_id, planning.now)
                if each.fleet_key == fleet.key
            ),
            None,
        )
        self.planned.append(Planned(row, stored, given_columns(entry) - {"game_session_id", "fleet_id", "account_id"}))
        home = Home(
            (stored or row).key,
            fleet.region,
            fleet.account,
            stored or row,
            dated=stored is not None or entry.creation_time is not None,
        )
        namesakes.append(home)
        self._homes.setdefault(name, []).append(home)

    def _row(
        self, place: Place, entry: document.GameSession, fleet: FleetRow, location: str, game_session_id: str
    ) -> GameSessionRow:
        status, creation_time, termination_time = self._life(place, entry)
        anywhere = fleet.compute_type == "ANYWHERE"
        # Observed: a compute of an Anywhere fleet that was registered by its address has no DNS name.
        ip_address = entry.ip_address or ("127.0.0.1" if anywhere else arn.ip_address(game_session_id))
        tls = fleet.certificate_type == "GENERATED"
        dns_name = None if anywhere else arn.dns_name(fleet.region, ip_address, game_session_id, tls=tls)
        maximum = entry.maximum_player_session_count
        return GameSessionRow(
            key=self._planning.new_key(GameSessionRow),
            fleet_key=fleet.key,
            game_session_id=game_session_id,
            location=location,
            name=entry.name,
            status=status,
            maximum_player_session_count=MAXIMUM_PLAYER_SESSION_COUNT if maximum is None else maximum,
            ip_address=ip_address,
            dns_name=entry.dns_name or dns_name,
            port=entry.port or arn.port(game_session_id),
            creation_time=creation_time,
            termination_time=termination_time,
        )

    def _life(self, place: Place, entry: document.GameSession) -> tuple[Status, int, int | None]:
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
            found = self._homes[game_session_id] = [
                Home(row.key, fleet.region, fleet.account, row, dated=True)
                for row in self._planning.store.game_sessions(game_session_id, self._planning.now)
                for fleet in [self._planning.store.fleet(row.fleet_key)]
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
