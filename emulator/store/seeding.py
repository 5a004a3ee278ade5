"""Whole rows in and out, for seed documents: the tables as they are, without what time has done."""

from collections.abc import Iterator, Sequence
from typing import Literal, TypeVar

from msgspec import Struct
from msgspec.structs import asdict
from sqlalchemy import Table, bindparam, delete, func, insert, or_, select

from emulator.domain import game_session, player_session
from emulator.store.pages import REMEMBERED
from emulator.store.statement import Cursor, Statement
from emulator.store.tables import FLEET, GAME_SESSION, PLAYER_SESSION


class FleetRow(Struct, frozen=True):
    key: int
    account: str
    region: str
    fleet_id: str
    name: str
    compute_type: Literal["EC2", "ANYWHERE"]
    certificate_type: Literal["GENERATED", "DISABLED"]
    creation_time: int


class GameSessionRow(Struct, frozen=True):
    key: int
    fleet_key: int
    game_session_id: str
    location: str
    name: str | None
    status: game_session.Status
    maximum_player_session_count: int
    ip_address: str | None
    dns_name: str | None
    port: int | None
    creation_time: int
    termination_time: int | None


class PlayerSessionRow(Struct, frozen=True):
    key: int
    game_session_key: int
    player_session_id: str
    player_id: str
    status: player_session.Status
    creation_time: int
    deadline: int
    termination_time: int | None
    player_data: str | None


AnyRow = TypeVar("AnyRow", FleetRow, GameSessionRow, PlayerSessionRow)
TABLES: dict[type[Struct], Table] = {
    FleetRow: FLEET,
    GameSessionRow: GAME_SESSION,
    PlayerSessionRow: PLAYER_SESSION,
}
_INSERT = {kind: Statement(insert(table)) for kind, table in TABLES.items()}
_ALL = {kind: Statement(select(table).order_by(table.c.key)) for kind, table in TABLES.items()}
_LAST_KEY = {kind: Statement(select(func.coalesce(func.max(table.c.key), 0))) for kind, table in TABLES.items()}
_FLEETS = Statement(select(FLEET).where(FLEET.c.fleet_id == bindparam("id")))
_FLEET = Statement(select(FLEET).where(FLEET.c.key == bindparam("wanted_key")))
_GAME_SESSIONS = Statement(select(GAME_SESSION).where(GAME_SESSION.c.game_session_id == bindparam("id"), REMEMBERED))
_GAME_SESSIONS_LIKE = Statement(
    select(GAME_SESSION).where(GAME_SESSION.c.game_session_id.like(bindparam("pattern")), REMEMBERED)
)
_FORGET = Statement(
    delete(GAME_SESSION).where(
        GAME_SESSION.c.game_session_id == bindparam("id"),
        GAME_SESSION.c.fleet_key == bindparam("of_fleet"),
        ~REMEMBERED,
    )
)
_PLAYER_SESSIONS = Statement(
    select(PLAYER_SESSION, FLEET.c.account, FLEET.c.region)
    .select_from(PLAYER_SESSION.join(GAME_SESSION).join(FLEET))
    .where(PLAYER_SESSION.c.player_session_id == bindparam("id"), REMEMBERED)
)
_HOLDERS = Statement(
    select(func.count())
    .select_from(PLAYER_SESSION)
    .where(
        PLAYER_SESSION.c.game_session_key == bindparam("game_session_key"),
        or_(
            PLAYER_SESSION.c.status == "ACTIVE",
            (PLAYER_SESSION.c.status == "RESERVED") & (PLAYER_SESSION.c.deadline > bindparam("now")),
        ),
    )
)


class SeedStore:
    """The rows of one transaction."""

    def __init__(self, cursor: Cursor) -> None:
        self.cursor = cursor

    def last_key(self, kind: type[Struct]) -> int:
        row = _LAST_KEY[kind].one(self.cursor)
        assert row is not None
        return int(row[0])

    def each(self, kind: type[AnyRow]) -> Iterator[AnyRow]:
        """All rows of a table, in the order of insertion."""
        return (kind(*row) for row in _ALL[kind].each(self.cursor))

    def fleets(self, fleet_id: str) -> list[FleetRow]:
        """The fleets of that id, in whatever region and account."""
        return [FleetRow(*row) for row in _FLEETS.all(self.cursor, id=fleet_id)]

    def fleet(self, key: int) -> FleetRow:
        row = _FLEET.one(self.cursor, wanted_key=key)
        assert row is not None
        return FleetRow(*row)

    def game_sessions(self, game_session_id: str, now: int) -> list[GameSessionRow]:
        """The remembered game sessions of that ARN, or with that last part, in whatever region and account."""
        if ":" in game_session_id:
            return [GameSessionRow(*row) for row in _GAME_SESSIONS.all(self.cursor, id=game_session_id, now=now)]
        ending = f"/{game_session_id}"
        found = (GameSessionRow(*row) for row in _GAME_SESSIONS_LIKE.all(self.cursor, pattern=f"%{ending}", now=now))
        return [row for row in found if row.game_session_id.endswith(ending)]  # LIKE may ignore case

    def player_session(self, player_session_id: str, region: str, account: str, now: int) -> PlayerSessionRow | None:
        """The remembered player session of that id."""
        for *row, found_account, found_region in _PLAYER_SESSIONS.all(self.cursor, id=player_session_id, now=now):
            if (found_region, found_account) == (region, account):
                return PlayerSessionRow(*row)
        return None

    def forget(self, game_session: GameSessionRow, now: int) -> None:
        """Removes what is left of a game session of that id that is no longer remembered."""
        _FORGET.run(self.cursor, id=game_session.game_session_id, of_fleet=game_session.fleet_key, now=now)

    def slots_held(self, game_session_key: int, now: int) -> int:
        """How many player sessions hold a slot of that game session at `now`."""
        row = _HOLDERS.one(self.cursor, game_session_key=game_session_key, now=now)
        assert row is not None
        return int(row[0])

    def insert(self, rows: Sequence[AnyRow]) -> None:
        if rows:
            _INSERT[type(rows[0])].run_many(self.cursor, map(asdict, rows))
