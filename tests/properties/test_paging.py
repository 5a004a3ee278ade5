"""Pages cover everything once, and the database agrees with the domain on what time has done."""

import sqlite3

from hypothesis import given, settings
from hypothesis import strategies as st

from emulator.domain import paging
from emulator.domain.clock import Clock
from emulator.domain.fleet import Fleet
from emulator.domain.game_session import GameSession
from emulator.domain.player_session import STATUSES, PlayerSession, Status, settled
from emulator.errors import InvalidRequestException
from emulator.store.store import Store
from emulator.store.transaction import write

ARN = "arn:aws:gamelift:us-east-1::gamesession/fleet-a/gsess-a"
PLACE = ("us-east-1", "000000000000")

Life = tuple[Status, int, int]
stored: st.SearchStrategy[Life] = st.tuples(
    st.sampled_from(STATUSES),
    st.integers(0, 20),  # creation time: often the same
    st.integers(0, 30),  # how long a reservation lasts
)
row_lists = st.lists(stored, max_size=30)


def rows_of(lives: list[Life], first_key: int = 1) -> list[PlayerSession]:
    return [
        PlayerSession(
            key=first_key + n,
            game_session_key=1,
            player_session_id=f"psess-{first_key + n}",
            player_id="player",
            status=status,
            creation_time=creation,
            deadline=creation + lasting,
            termination_time=creation + lasting if status in ("COMPLETED", "TIMEDOUT") else None,
            player_data=None,
        )
        for n, (status, creation, lasting) in enumerate(lives)
    ]


def filled(store: Store, rows: list[PlayerSession]) -> None:
    """Puts one game session into the store that has those player sessions, and nothing else."""
    store.begin_world(bytes(32), Clock(), 0)
    region, account = PLACE
    store.add(
        [
            Fleet(
                key=1, account=account, region=region, fleet_id="fleet-a", name="a", compute_type="EC2", creation_time=0
            )
        ]
    )
    store.add(
        [
            GameSession(
                key=1,
                fleet_key=1,
                game_session_id=ARN,
                id_string="gsess-a",
                location=region,
                status="ACTIVE",
                maximum_player_session_count=200,
                creation_time=0,
            )
        ]
    )
    store.add(rows)


def domain_view(rows: list[PlayerSession], status: Status | None, now: int) -> list[str]:
    """What a game session's player sessions are, by the domain alone."""
    sessions = sorted(rows, key=lambda row: (row.creation_time, row.key))
    return [each.player_session_id for each in sessions if status is None or settled(each, now).status == status]


@given(lives=row_lists, now=st.integers(0, 60), limit=st.integers(1, 7))
@settings(max_examples=60)
def test_pages_hold_what_the_domain_says_once_and_in_order(
    connection: sqlite3.Connection, lives: list[Life], now: int, limit: int
) -> None:
    rows = rows_of(lives)
    with write(connection) as store:
        filled(store, rows)
        host = store.game_sessions.host(ARN, *PLACE, now)
        assert host is not None
        for status in (None, *STATUSES):
            seen: list[str] = []
            after = paging.START
            while page := store.player_sessions.page_of_game_session(host, status, after, limit, now):
                seen += [each.player_session_id for each in page]
                after = paging.PageKey(page[-1].creation_time, page[-1].key)
            assert seen == domain_view(rows, status, now)


@given(lives=row_lists, now=st.integers(0, 60), limit=st.integers(1, 7))
@settings(max_examples=30)
def test_pages_of_a_player_hold_all_of_them_once_and_in_order(
    connection: sqlite3.Connection, lives: list[Life], now: int, limit: int
) -> None:
    rows = rows_of(lives)
    with write(connection) as store:
        filled(store, rows)
        seen: list[str] = []
        after = paging.START
        while page := store.player_sessions.page_of_player("player", PLACE, after, limit, now):
            seen += [session.player_session_id for session, _ in page]
            after = paging.PageKey(page[-1][0].creation_time, page[-1][0].key)
        assert seen == domain_view(rows, None, now)


@given(
    lives=row_lists,
    between=st.lists(row_lists, max_size=4),
    steps=st.lists(st.integers(0, 10), min_size=30, max_size=30),
    limit=st.integers(1, 5),
)
@settings(max_examples=60)
def test_pages_miss_and_repeat_nothing_while_others_come_and_time_passes(
    connection: sqlite3.Connection, lives: list[Life], between: list[list[Life]], steps: list[int], limit: int
) -> None:
    rows = rows_of(lives)
    with write(connection) as store:
        filled(store, rows)
        host = store.game_sessions.host(ARN, *PLACE, 0)
        assert host is not None
        seen: list[str] = []
        after = paging.START
        now, turn = 0, 0
        while page := store.player_sessions.page_of_game_session(host, None, after, limit, now):
            seen += [each.player_session_id for each in page]
            after = paging.PageKey(page[-1].creation_time, page[-1].key)
            if turn < len(between):
                store.add(rows_of(between[turn], first_key=1_000 * (turn + 1)))
            now += steps[turn % len(steps)]
            turn += 1
    assert len(seen) == len(set(seen))
    assert [each for each in seen if each in {row.player_session_id for row in rows}] == domain_view(rows, None, 0)


@given(lives=row_lists, since=st.integers(0, 60), until=st.integers(0, 60))
@settings(max_examples=60)
def test_reported_time_outs_are_those_between_two_instants(
    connection: sqlite3.Connection, lives: list[Life], since: int, until: int
) -> None:
    rows = rows_of(lives)
    with write(connection) as store:
        filled(store, rows)
        expected = sorted(
            (row.deadline, row.player_session_id)
            for row in rows
            if row.status == "RESERVED" and since < row.deadline <= until
        )
        assert store.due.count_time_outs(since, until) == len(expected)
        found = store.due.time_outs(since, until, limit=1_000)
        assert sorted((each.deadline, each.player_session_id) for each in found) == expected


cursors = st.builds(paging.PageKey, st.integers(0, 2**62), st.integers(0, 2**62))
keys = st.binary(min_size=32, max_size=32)


@given(cursor=cursors, question=st.text(), key=keys)
def test_token_leads_back_to_its_cursor(cursor: paging.PageKey, question: str, key: bytes) -> None:
    token = paging.write_token(cursor, question, key)
    assert 1 <= len(token) <= 1024
    assert paging.read_token(token, question, key) == cursor


@given(cursor=cursors, key=keys, question=st.text(), other=st.text(), other_key=keys)
def test_token_is_good_for_one_question_and_one_database(
    cursor: paging.PageKey, key: bytes, question: str, other: str, other_key: bytes
) -> None:
    token = paging.write_token(cursor, question, key)
    for asked, opened in ((other, key), (question, other_key)):
        if (asked, opened) != (question, key):
            assert refused(token, asked, opened)


@given(cursor=cursors, key=keys, data=st.data())
def test_altered_token_is_refused(cursor: paging.PageKey, key: bytes, data: st.DataObject) -> None:
    token = paging.write_token(cursor, "question", key)
    place = data.draw(st.integers(0, len(token) - 1))
    other = data.draw(st.characters().filter(lambda each: each != token[place]))
    for altered in (token[:place] + other + token[place + 1 :], token[:place], token[:place] + token[place + 1 :]):
        assert refused(altered, "question", key)


@given(token=st.text(max_size=1024), key=keys)
def test_any_other_text_is_refused(token: str, key: bytes) -> None:
    assert refused(token, "question", key)


def refused(token: str, question: str, key: bytes) -> bool:
    try:
        paging.read_token(token, question, key)
    except InvalidRequestException:
        return True
    return False
