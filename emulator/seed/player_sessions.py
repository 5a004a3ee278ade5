"""The PlayerSessions of seed documents."""

from collections import Counter

from msgspec import Struct
from msgspec.structs import replace

from emulator.domain.arn import derived_player_session_id
from emulator.domain.clock import format_instant, within
from emulator.domain.player_session import TRANSITIONS, Event, PlayerSession, Status
from emulator.seed import document
from emulator.seed.game_sessions import GameSessions, Home
from emulator.seed.planning import TIMES, Place, Planned, Planning, given_columns


class Life(Struct, frozen=True, gc=False):
    """What is stored of a player session's life."""

    status: Status
    creation_time: int
    deadline: int
    termination_time: int | None


class PlayerSessions:
    """The player sessions that the documents ask for."""

    def __init__(self, planning: Planning, game_sessions: GameSessions) -> None:
        self.planned: list[Planned[PlayerSession]] = []
        self.earliest: dict[int, int] = {}
        """By a new game session's key, the first CreationTime of its player sessions."""
        self._planning = planning
        self._game_sessions = game_sessions
        self._ids: set[tuple[str, str, str]] = set()
        self._namesakes: Counter[tuple[int, str]] = Counter()
        self._free_slots: dict[int, int] = {}
        self._some_are_stored = planning.has_rows_of(PlayerSession)

    def plan(self, place: Place, entry: document.PlayerSession) -> None:
        """Plans a player session. Raises: SeedError."""
        planning = self._planning
        home = self._game_sessions.find(place, entry.game_session_id, entry.account_id)
        player_session_id = entry.player_session_id
        if player_session_id is None:
            ordinal = self._namesakes[home.key, entry.player_id]
            self._namesakes[home.key, entry.player_id] += 1
            player_session_id = derived_player_session_id(home.row.game_session_id, entry.player_id, ordinal)
        if not (planning.exact and home.is_forgotten(planning.now)):  # else its id may have come again since
            name = (player_session_id, home.region, home.account)
            if name in self._ids:
                where = f"region {home.region}, account {home.account}"
                raise place.error("PlayerSessionId", f"{player_session_id} stands twice in {where}")
            self._ids.add(name)
        if self._some_are_stored:
            known = planning.store.player_sessions.find(player_session_id, home.region, home.account, planning.now)
            if known is not None:
                self.planned.append(self._compared(place, entry, home, known[0]))
                return
        life = self._status_and_times(place, entry, home)
        row = PlayerSession(
            key=planning.new_key(PlayerSession),
            game_session_key=home.key,
            player_session_id=player_session_id,
            player_id=entry.player_id,
            status=life.status,
            creation_time=life.creation_time,
            deadline=life.deadline,
            termination_time=life.termination_time,
            player_data=entry.player_data,
        )
        if not planning.exact:
            self._take_slot(place, row, home)
        if not home.dated:
            self.earliest[home.key] = min(row.creation_time, self.earliest.get(home.key, home.row.creation_time))
        self.planned.append(Planned(row, None, frozenset()))

    def _compared(
        self, place: Place, entry: document.PlayerSession, home: Home, stored: PlayerSession
    ) -> Planned[PlayerSession]:
        """A player session that is there already, beside what the entry says of it outright."""
        given = given_columns(entry, game_session_id=("game_session_key",), account_id=())
        if entry.status == "RESERVED" and stored.status == "TIMEDOUT":
            given -= {"status"}  # what became of it when its game session ended
        told: dict[str, object] = {name: getattr(entry, name, None) for name in given}
        for name, member in TIMES.items():
            if name in given:
                told[name] = self._planning.time(place, member, getattr(entry, name))
        if "game_session_key" in given:
            told["game_session_key"] = home.key
        return Planned(replace(stored, **told), stored, given)

    def _take_slot(self, place: Place, row: PlayerSession, home: Home) -> None:
        """Counts the player slot that a RESERVED or ACTIVE player session holds."""
        planning = self._planning
        if row.status != "ACTIVE" and not (row.status == "RESERVED" and row.deadline > planning.now):
            return
        maximum = home.row.maximum_player_session_count
        free = self._free_slots.get(home.key)
        if free is None:
            free = maximum - planning.store.game_sessions.current_player_sessions(home.key, planning.now)
        if free <= 0:
            raise place.error(
                "GameSessionId",
                f"{home.row.game_session_id} has no player slot left for it: MaximumPlayerSessionCount is {maximum}, "
                "and RESERVED and ACTIVE player sessions hold one each",
            )
        self._free_slots[home.key] = free - 1

    def _status_and_times(self, place: Place, entry: document.PlayerSession, home: Home) -> Life:
        """The life that an entry tells, as far as time and the game session let it be."""
        planning = self._planning
        timeout = planning.settings.player_session_timeout_ms
        status: Status = entry.status or "RESERVED"
        told = entry.termination_time
        check_status(place, status, home, has_end=told is not None, exact=planning.exact)
        latest = planning.now if home.end is None else min(planning.now, home.end)
        ended = None if told is None else planning.time(place, "TerminationTime", told)
        if entry.creation_time is not None:
            creation_time = planning.time(place, "CreationTime", entry.creation_time)
        elif ended is not None:
            creation_time = within(ended - (timeout if status == "TIMEDOUT" else 0))
        else:
            creation_time = within(latest - (timeout if status == "TIMEDOUT" else 0))
        deadline = within(creation_time + timeout)
        if entry.deadline is not None:
            deadline = planning.time(place, "Deadline", entry.deadline)
            if deadline < creation_time:
                raise place.error("Deadline", "it lies before the CreationTime")
        end = None if home.end is None else min(home.end, deadline)
        if status == "RESERVED" and end is not None:
            status, ended = TRANSITIONS[status, Event.GAME_SESSION_ENDED], end
        elif status == "COMPLETED" and ended is None:
            ended = latest
        elif status == "TIMEDOUT" and ended is None:
            ended = deadline if end is None else end
            if ended > planning.now:
                raise place.error("Status", "it is not TIMEDOUT yet: its reservation lasts longer than until now")
        if not planning.exact and ended is not None and ended > planning.now:
            raise place.error("TerminationTime", "it lies in the future")
        if not planning.exact:
            check_order(place, creation_time, ended, home)
        return Life(status, creation_time, deadline, ended)


def check_status(place: Place, status: Status, home: Home, *, has_end: bool, exact: bool) -> None:
    """Refuses a status that a player session cannot have with what the entry says, or in its game session."""
    if has_end and status in ("RESERVED", "ACTIVE"):
        raise place.error("TerminationTime", f"a player session that is {status} has none")
    if home.row.status == "ACTIVATING" and not exact:
        raise place.error("GameSessionId", f"{home.row.game_session_id} is ACTIVATING: it has no player sessions yet")
    if home.end is not None and status == "ACTIVE":
        raise place.error("Status", f"{home.row.game_session_id} has ended, which completes its ACTIVE player sessions")


def check_order(place: Place, creation_time: int, ended: int | None, home: Home) -> None:
    """Refuses a life that begins before its game session's, or ends after it, or before it began."""
    if home.dated and creation_time < home.row.creation_time:
        raise place.error("CreationTime", f"it lies before that of its game session {home.row.game_session_id}")
    if home.end is not None and creation_time > home.end:
        raise place.error("CreationTime", f"it lies after the end of its game session {home.row.game_session_id}")
    if ended is not None and ended < creation_time:
        raise place.error("TerminationTime", "it lies before the CreationTime")
    if ended is not None and home.end is not None and ended > home.end:
        raise place.error("TerminationTime", f"it lies after the end of its game session {home.row.game_session_id}")


def player_session_entry(session: PlayerSession, game_session_id: str, account: str) -> document.PlayerSession:
    """The entry that says everything of a player session."""
    ended = session.termination_time
    return document.PlayerSession(
        game_session_id=game_session_id,
        account_id=account,
        player_id=session.player_id,
        player_session_id=session.player_session_id,
        status=session.status,
        creation_time=format_instant(session.creation_time),
        deadline=format_instant(session.deadline),
        termination_time=None if ended is None else format_instant(ended),
        player_data=session.player_data,
    )
