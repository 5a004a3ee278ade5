"""Matchmaking: tickets by their ids, pools of configurations, and what time acts on next."""

from collections.abc import Collection

import msgspec
from sqlalchemy import bindparam, distinct, exists, func, null, or_, select, update

from emulator.domain.matchmaking_configuration import MatchmakingConfiguration
from emulator.domain.matchmaking_ticket import IN_MATCH, STATUSES, MatchmakingTicket
from emulator.store.records import columns_of, record_reader
from emulator.store.statements import DbCursor, Statement
from emulator.store.tables import GAME_SESSION, MATCHMAKING_CONFIGURATION, MATCHMAKING_TICKET
from emulator.store.time import text

ROW = MATCHMAKING_TICKET.c
CONFIGURATION = MATCHMAKING_CONFIGURATION.c
_ticket = record_reader(MatchmakingTicket)
_configuration = record_reader(MatchmakingConfiguration)
_COLUMNS = columns_of(MatchmakingTicket)
_HERE = (ROW.account == bindparam("account"), ROW.region == bindparam("region"))
_OPEN = ROW.end_time.is_(None)
_IN_POOL = (_OPEN, ROW.match_id.is_(None))
_WANTED = select(func.json_each(bindparam("wanted")).table_valued("value").c.value)
_PLAYER = func.json_each(ROW.players).table_valued("value")

_BY_IDS = Statement(select(*_COLUMNS).where(ROW.ticket_id.in_(_WANTED), *_HERE).order_by(ROW.key))
_EVERYWHERE = Statement(select(*_COLUMNS).where(ROW.ticket_id == bindparam("id")).order_by(ROW.key))
_POOL = Statement(
    select(*_COLUMNS).where(*_IN_POOL, ROW.configuration_key == bindparam("of")).order_by(ROW.start_time, ROW.key)
)
_OF_MATCH = Statement(
    select(*_COLUMNS)
    .where(ROW.match_id == bindparam("match"), ROW.account == bindparam("account"))
    .order_by(ROW.start_time, ROW.key)
)
_IS_MATCH = Statement(select(exists().where(ROW.match_id == bindparam("match"), ROW.account == bindparam("account"))))
_OF_PLAYERS = Statement(
    select(*_COLUMNS)
    .where(_OPEN, *_HERE, exists().select_from(_PLAYER).where(func.json_extract(_PLAYER.c.value, "$[0]").in_(_WANTED)))
    .order_by(ROW.key)
)
_OF_GAME_SESSION = (
    ROW.backfill.is_not(None),
    ROW.game_session_id == bindparam("game_session_id"),
    ROW.account == bindparam("account"),
)
OPEN_BACKFILL = Statement(select(*_COLUMNS).where(*_OF_GAME_SESSION, _OPEN).order_by(ROW.key).limit(1))
_AUTOMATIC_ON_FLEET = Statement(
    select(*_COLUMNS)
    .where(
        ROW.backfill.is_not(None),
        ROW.backfill == "AUTOMATIC",
        ROW.game_session_id.in_(
            select(GAME_SESSION.c.game_session_id).where(GAME_SESSION.c.fleet_key == bindparam("on_fleet"))
        ),
        ROW.account == bindparam("account"),
        _OPEN,
    )
    .order_by(ROW.key)
)
TIMED_OUT_BACKFILLS = Statement(
    select(func.count()).where(*_OF_GAME_SESSION, ROW.backfill == "AUTOMATIC", ROW.status == "TIMED_OUT")
)
_FIRST_DUE = Statement(select(*_COLUMNS).where(ROW.due_time.is_not(None)).order_by(ROW.due_time, ROW.key).limit(1))
_HAS_OPEN = Statement(select(exists().where(_OPEN, ROW.configuration_key == bindparam("of"))))
_WAITS = Statement(
    select(ROW.end_time - ROW.start_time)
    .where(
        ROW.configuration_key == bindparam("of"),
        ROW.end_time.is_not(None),
        ROW.status == "COMPLETED",
        ROW.backfill.is_(None),
    )
    .order_by(ROW.end_time.desc())
    .limit(bindparam("limit"))
)
_BY_KEY = Statement(select(*columns_of(MatchmakingConfiguration)).where(CONFIGURATION.key == bindparam("wanted")))
_FIRST_LOOK = Statement(
    select(*columns_of(MatchmakingConfiguration))
    .where(CONFIGURATION.look_at.is_not(None))
    .order_by(CONFIGURATION.look_at, CONFIGURATION.key)
    .limit(1)
)
_LOOK = Statement(
    update(MATCHMAKING_CONFIGURATION)
    .where(
        CONFIGURATION.key == bindparam("of"),
        or_(CONFIGURATION.look_at.is_(None), CONFIGURATION.look_at > bindparam("at")),
    )
    .values(look_at=bindparam("at"))
)
_HAVE_LOOKED = Statement(
    update(MATCHMAKING_CONFIGURATION).where(CONFIGURATION.key == bindparam("of")).values(look_at=null())
)
_LOOK_AT_NEW = Statement(
    update(MATCHMAKING_CONFIGURATION)
    .where(
        CONFIGURATION.look_at.is_(None),
        exists().where(*_IN_POOL, ROW.configuration_key == CONFIGURATION.key, ROW.searched_at.is_(None)),
    )
    .values(look_at=bindparam("at"))
)
_SEARCH_ANEW = Statement(
    update(MATCHMAKING_TICKET)
    .where(*_IN_POOL, ROW.configuration_key == bindparam("of"))
    .values(searched_at=null())
    .returning(ROW.key)
)
_STATUSES = Statement(select(ROW.status, func.count()).group_by(ROW.status))
_MATCHES = Statement(
    select(ROW.status, func.count(distinct(ROW.match_id)))
    .where(ROW.match_id.is_not(None), ROW.status.in_([text(each) for each in IN_MATCH]))
    .group_by(ROW.status)
)


class Matchmaking:
    """The tickets of one transaction, and the pools that they are in."""

    def __init__(self, cursor: DbCursor) -> None:
        self._cursor = cursor

    def find_all(self, ticket_ids: Collection[str], region: str, account: str) -> list[MatchmakingTicket]:
        """Those of the tickets that exist, the oldest first."""
        wanted = msgspec.json.encode(ticket_ids)
        return [_ticket(row) for row in _BY_IDS.all(self._cursor, wanted=wanted, region=region, account=account)]

    def everywhere(self, ticket_id: str) -> list[MatchmakingTicket]:
        """The tickets of that id, of whatever region and account."""
        return [_ticket(row) for row in _EVERYWHERE.all(self._cursor, id=ticket_id)]

    def pool(self, configuration_key: int) -> list[MatchmakingTicket]:
        """The tickets of a configuration that are QUEUED or SEARCHING, the oldest first."""
        return [_ticket(row) for row in _POOL.all(self._cursor, of=configuration_key)]

    def of_match(self, match_id: str, account: str) -> list[MatchmakingTicket]:
        """The tickets of a match."""
        return [_ticket(row) for row in _OF_MATCH.all(self._cursor, match=match_id, account=account)]

    def is_match(self, match_id: str, account: str) -> bool:
        """Whether there are tickets of such a match."""
        return bool(_IS_MATCH.number(self._cursor, match=match_id, account=account))

    def of_players(self, player_ids: Collection[str], region: str, account: str) -> list[MatchmakingTicket]:
        """The tickets that have not ended, and that have one of these players."""
        wanted = msgspec.json.encode(player_ids)
        return [_ticket(row) for row in _OF_PLAYERS.all(self._cursor, wanted=wanted, region=region, account=account)]

    def open_backfill(self, game_session_id: str, account: str) -> MatchmakingTicket | None:
        """The ticket that is to fill a game session, and has not ended; there is one at most."""
        row = OPEN_BACKFILL.one(self._cursor, game_session_id=game_session_id, account=account)
        return None if row is None else _ticket(row)

    def automatic_on_fleet(self, fleet_key: int, account: str) -> list[MatchmakingTicket]:
        """The automatic backfill tickets of a fleet's game sessions that have not ended."""
        return [_ticket(row) for row in _AUTOMATIC_ON_FLEET.all(self._cursor, on_fleet=fleet_key, account=account)]

    def count_timed_out_backfills(self, game_session_id: str, account: str) -> int:
        """How many automatic tickets of a game session have filled nothing in time."""
        return TIMED_OUT_BACKFILLS.number(self._cursor, game_session_id=game_session_id, account=account)

    def first_due(self) -> MatchmakingTicket | None:
        """The ticket on which time acts next."""
        row = _FIRST_DUE.one(self._cursor)
        return None if row is None else _ticket(row)

    def has_open_tickets(self, configuration_key: int) -> bool:
        return bool(_HAS_OPEN.number(self._cursor, of=configuration_key))

    def waits(self, configuration_key: int, limit: int) -> list[int]:
        """How long the last tickets that were COMPLETED took, in milliseconds; backfill tickets aside."""
        return [wait for (wait,) in _WAITS.all(self._cursor, of=configuration_key, limit=limit)]

    def configuration(self, key: int) -> MatchmakingConfiguration | None:
        row = _BY_KEY.one(self._cursor, wanted=key)
        return None if row is None else _configuration(row)

    def first_look(self) -> MatchmakingConfiguration | None:
        """The configuration whose pool is looked at next."""
        row = _FIRST_LOOK.one(self._cursor)
        return None if row is None else _configuration(row)

    def look(self, configuration_key: int, instant: int) -> None:
        """Has the pool of a configuration looked at, at that instant at the latest."""
        _LOOK.run(self._cursor, of=configuration_key, at=instant)

    def have_looked(self, configuration_key: int) -> None:
        """Notes that it has been looked at."""
        _HAVE_LOOKED.run(self._cursor, of=configuration_key)

    def search_anew(self, configuration_key: int) -> bool:
        """Forgets what was searched in a pool. Whether there are tickets in it."""
        return bool(_SEARCH_ANEW.all(self._cursor, of=configuration_key))

    def look_at_new(self, instant: int) -> None:
        """Has those pools looked at, at that instant, that have tickets which nobody has looked at."""
        _LOOK_AT_NEW.run(self._cursor, at=instant)

    def statuses(self) -> dict[str, int]:
        """How many tickets there are of each status, in all regions and accounts."""
        return dict.fromkeys(map(str, STATUSES), 0) | dict(_STATUSES.all(self._cursor))

    def match_statuses(self) -> dict[str, int]:
        """How many matches there are, by the status of their tickets, in all regions and accounts."""
        return dict.fromkeys(map(str, IN_MATCH), 0) | dict(_MATCHES.all(self._cursor))
