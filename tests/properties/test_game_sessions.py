"""The database agrees with the domain on what game sessions are, on their player slots, and on how they end."""

import sqlite3

from hypothesis import given, settings
from hypothesis import strategies as st

from emulator.domain import game_session, paging, player_session
from emulator.domain.clock import Clock
from emulator.domain.fleet import Fleet
from emulator.domain.game_session import ENDED, RETENTION, STATUSES, GameSession, Status
from emulator.domain.player_session import PlayerSession
from emulator.store.store import Store
from emulator.store.transaction import write

REGION, ACCOUNT = "us-east-1", "000000000000"
LOCATIONS = (REGION, "eu-west-1")
DUE: tuple[Status, ...] = ("ACTIVE", "TERMINATED")

stored_sessions = st.lists(
    st.tuples(
        st.sampled_from(STATUSES),
        st.integers(0, 20),  # creation time: often the same
        st.none() | st.tuples(st.integers(0, 30), st.sampled_from(DUE)),  # how long until what
        st.sampled_from(LOCATIONS),
    ),
    max_size=12,
)
stored_players = st.lists(
    st.tuples(st.sampled_from(player_session.STATUSES), st.integers(0, 20), st.integers(0, 30)), max_size=12
)
nows = st.integers(0, 60) | st.integers(RETENTION, RETENTION + 60)


def session_of(key: int, status: Status, creation: int, due: tuple[int, Status] | None, location: str) -> GameSession:
    waits = status == "ACTIVATING" and due is not None
    return GameSession(
        key=key,
        fleet_key=1,
        game_session_id=f"arn:aws:gamelift:{REGION}::gamesession/fleet-a/{location}/gsess-{key}",
        id_string=f"gsess-{key}",
        location=location,
        status=status,
        maximum_player_session_count=key,
        creation_time=creation,
        termination_time=creation + 10 if status in ENDED else None,
        due_time=creation + due[0] if waits and due else None,
        due_status=due[1] if waits and due else None,
    )


def filled(store: Store, stored: list[tuple[Status, int, tuple[int, Status] | None, str]]) -> list[GameSession]:
    """Those game sessions, which are now all that the store holds."""
    store.begin_world(bytes(32), Clock(), 0)
    store.add(
        [
            Fleet(
                key=1,
                account=ACCOUNT,
                region=REGION,
                fleet_id="fleet-a",
                name="a",
                compute_type="EC2",
                creation_time=0,
            )
        ]
    )
    sessions = [session_of(n, *each) for n, each in enumerate(stored, 1)]
    store.add(sessions)
    return sessions


def players(store: Store, lives: list[tuple[player_session.Status, int, int]]) -> list[PlayerSession]:
    """Those player sessions, in game session 1."""
    found = [
        PlayerSession(
            n,
            1,
            f"psess-{n}",
            "player",
            status,
            creation,
            creation + lasting,
            creation + lasting if status in player_session.ENDED else None,
            None,
        )
        for n, (status, creation, lasting) in enumerate(lives, 1)
    ]
    store.add(found)
    return found


def holds(session: PlayerSession, now: int) -> bool:
    return player_session.settled(session, now).status in ("RESERVED", "ACTIVE")


def remembered(session: GameSession, now: int) -> bool:
    ended = game_session.settled(session, now).termination_time
    # An end that lies ahead of the clock is remembered too: the clock may have been set back.
    if ended is None and session.due_status == "TERMINATED":
        ended = session.due_time
    return ended is None or now < ended + RETENTION


@given(stored=stored_sessions, now=nows, limit=st.integers(1, 5))
@settings(max_examples=60)
def test_pages_hold_what_the_domain_says_once_and_in_order(
    connection: sqlite3.Connection,
    stored: list[tuple[Status, int, tuple[int, Status] | None, str]],
    now: int,
    limit: int,
) -> None:
    with write(connection) as store:
        sessions = sorted(filled(store, stored), key=lambda each: (each.creation_time, each.key))
        for status in (None, *STATUSES):
            for location in (None, *LOCATIONS):
                expected = [
                    each.key
                    for each in sessions
                    if remembered(each, now)
                    and status in (None, game_session.status_at(each, now))
                    and location in (None, each.location)
                ]
                seen: list[int] = []
                after = paging.START
                while page := store.game_sessions.page(1, location, status, after, limit, now):
                    seen += [session.key for session, _ in page]
                    after = paging.PageKey(page[-1][0].creation_time, page[-1][0].key)
                assert seen == expected


@given(lives=stored_players, now=st.integers(0, 60))
@settings(max_examples=60)
def test_player_slots_that_are_held_are_those_of_the_domain(
    connection: sqlite3.Connection, lives: list[tuple[player_session.Status, int, int]], now: int
) -> None:
    with write(connection) as store:
        (session,) = filled(store, [("ACTIVE", 0, None, REGION)])
        expected = sum(holds(each, now) for each in players(store, lives))
        found = store.game_sessions.find(session.game_session_id, REGION, ACCOUNT, now)
        admission = store.game_sessions.admission(session.game_session_id, REGION, ACCOUNT, now)
        assert found is not None
        assert admission is not None
        use = store.game_sessions.use(1, None, now)
        assert (found[1], admission[1].held, store.game_sessions.current_player_sessions(1, now), use.held) == (
            expected,
        ) * 4


@given(stored=stored_sessions, now=st.integers(0, 60), location=st.sampled_from([None, *LOCATIONS]))
@settings(max_examples=60)
def test_use_of_a_fleet_is_what_the_domain_says(
    connection: sqlite3.Connection,
    stored: list[tuple[Status, int, tuple[int, Status] | None, str]],
    now: int,
    location: str | None,
) -> None:
    with write(connection) as store:
        here = [each for each in filled(store, stored) if location in (None, each.location)]
        active = [each for each in here if game_session.status_at(each, now) == "ACTIVE"]
        use = store.game_sessions.use(1, location, now)
        assert use.processes == sum(game_session.status_at(each, now) not in ENDED for each in here)
        assert use.active == len(active)
        assert use.maximum == sum(each.maximum_player_session_count for each in active)


@given(lives=stored_players, end=st.integers(0, 60))
@settings(max_examples=60)
def test_end_of_a_game_session_ends_each_player_session_as_the_domain_says(
    connection: sqlite3.Connection, lives: list[tuple[player_session.Status, int, int]], end: int
) -> None:
    def ended(session: PlayerSession) -> tuple[str, int | None]:
        now = player_session.settled(session, end)
        if now.status not in player_session.ENDED:
            now = player_session.transition(session, player_session.Event.GAME_SESSION_ENDED, end)
        return now.status, now.termination_time

    with write(connection) as store:
        filled(store, [("ACTIVE", 0, None, REGION)])
        before = players(store, lives)
        store.player_sessions.end_all(1, end)
        after = list(store.each(PlayerSession))
    assert [(each.status, each.termination_time) for each in after] == [ended(each) for each in before]
