"""Backfill by two emulator processes on one database, while players join in other ways too."""

from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path

from types_boto3_gamelift import GameLiftClient

from tests.support.backfills import data_of, look_at_session, new_match, new_pairs, start_backfill
from tests.support.fleets import NOW
from tests.support.racing import at_once
from tests.support.refusing import refusal_code
from tests.support.running import Running, running
from tests.support.tickets import ENDS, look_at_ticket, start_ticket

JOINING = [f"join-{number}" for number in range(6)]
SEARCHING = [f"search-{number}" for number in range(12)]
REQUESTS = [f"request-{number}" for number in range(6)]


def race(clients: list[GameLiftClient], arn: str) -> None:
    """Players ask for slots of a game session, search for matches, and it asks for players, all at once."""
    calls: list[Callable[[], object]] = []
    for number, name in enumerate(JOINING):
        calls.append(partial(clients[number % 2].create_player_session, GameSessionId=arn, PlayerId=name))
    for number, name in enumerate(SEARCHING):
        calls.append(partial(start_ticket, clients[number % 2], name))
    for number, name in enumerate(REQUESTS):
        calls.append(partial(start_backfill, clients[number % 2], name, arn))
    refusals = at_once([partial(refusal_code, call) for call in calls])
    assert set(refusals) <= {None, "GameSessionFullException"}


def check_sessions(emulator: Running) -> Counter[str]:
    """The player sessions of each player; no game session has more than it has slots."""
    client, state = emulator.client(), emulator.control("GET", "/state")
    for session in state["GameSessions"]:
        current = look_at_session(client, session["GameSessionId"])["CurrentPlayerSessionCount"]
        assert current <= session["MaximumPlayerSessionCount"] == 4
    return Counter(each["PlayerId"] for each in state["PlayerSessions"])


def test_no_slot_is_given_twice(tmp_path: Path, database_url: str) -> None:
    start = partial(running, tmp_path, "--clock", NOW, "--matchmaking-interval-seconds", "0", database_url=database_url)
    with start() as one, start() as other:
        client = one.client()
        new_pairs(client, BackfillMode="AUTOMATIC")
        arn = new_match(client, one)
        race([client, other.client()], arn)
        had = check_sessions(other)
        for name in SEARCHING:
            ticket = look_at_ticket(client, name)
            assert had[name] == (ticket["Status"] == "COMPLETED")
        open_ones = [
            each["TicketId"]
            for each in one.control("GET", "/state")["MatchmakingTickets"]
            if each.get("GameSessionId") == arn and each.get("Backfill") and "EndTime" not in each
        ]
        assert len(open_ones) <= 1
        named = data_of(client, arn)["autoBackfillTicketId"]
        assert named is None or open_ones == [named]
        ends = Counter(
            each["ticketId"]
            for event in other.control("GET", "/events?limit=1000")["events"]
            if event["event"]["detail"]["type"] in ENDS
            for each in event["event"]["detail"]["tickets"]
        )
        assert set(ends.values()) == {1}
        for each in (one, other):
            assert each.control("GET", "/failures")["failures"] == []
