"""The open questions of docs/differences.md that matter most, put to AWS itself: `GAMELIFT_LIVE=1 make live`.

Each prints what AWS answers, and fails where the emulator assumes something else. The most important come first. They
make one Anywhere fleet with one compute, play the game server themselves, and delete what they made.
"""

import asyncio
from collections.abc import Callable

import pytest
from botocore.exceptions import ClientError

from tests.live.conftest import Live
from tests.support.running import until

pytestmark = pytest.mark.live


def answer_to(question: str, call: Callable[[], object]) -> str:
    """The error code of a call, or "answered"; prints it with the text."""
    try:
        shown = str(call())[:300]
        code = "answered"
    except ClientError as error:
        code, shown = error.response["Error"]["Code"], error.response["Error"]["Message"]
    print(f"\n{question}: {code}: {shown}")
    return code


def test_more_than_one_identifier(live: Live) -> None:
    ask = live.client.describe_player_sessions
    assert answer_to("no identifier", ask) == "InvalidRequestException"
    two = answer_to("two identifiers", lambda: ask(PlayerId="alice", PlayerSessionId="psess-1"))
    assert two == "InvalidRequestException"


def test_unknown_ids(live: Live) -> None:
    unknown = "psess-00000000-0000-4000-8000-000000000000"
    asked = answer_to("unknown player session", lambda: live.client.describe_player_sessions(PlayerSessionId=unknown))
    assert asked == "NotFoundException"
    assert live.client.describe_player_sessions(PlayerId="nobody-of-this-name")["PlayerSessions"] == []


@pytest.mark.asyncio
async def test_status_filter_that_is_none(live: Live) -> None:
    async with live.game_session() as (match, _):
        for text in ("NONSENSE", "reserved"):
            ask = live.client.describe_player_sessions
            code = answer_to(f"filter {text}", lambda: ask(GameSessionId=match, PlayerSessionStatusFilter=text))  # noqa: B023
            assert code == "InvalidRequestException"


@pytest.mark.asyncio
async def test_last_page_that_is_full(live: Live) -> None:
    async with live.game_session() as (match, _):
        live.client.create_player_sessions(GameSessionId=match, PlayerIds=["a", "b"])
        page = live.client.describe_player_sessions(GameSessionId=match, Limit=2)
        print(f"\na last page that is full: NextToken {page.get('NextToken')}")
        assert "NextToken" not in page
        assert [each["PlayerId"] for each in page["PlayerSessions"]] == ["a", "b"]
        first = live.client.describe_player_sessions(GameSessionId=match, Limit=1)
        foreign = answer_to(
            "a token for another question",
            lambda: live.client.describe_player_sessions(PlayerId="a", NextToken=first["NextToken"]),
        )
        assert foreign == "InvalidRequestException"


@pytest.mark.asyncio
async def test_same_player_twice(live: Live) -> None:
    async with live.game_session() as (match, _):
        ids = {
            live.client.create_player_session(GameSessionId=match, PlayerId="a")["PlayerSession"]["PlayerSessionId"]
            for _ in range(2)
        }
        print(f"\nthe same player twice: {len(ids)} player sessions")
        assert len(ids) == 2


@pytest.mark.asyncio
async def test_group_that_does_not_fit(live: Live) -> None:
    async with live.game_session(maximum=1) as (match, _):
        make = live.client.create_player_sessions
        code = answer_to("two players, one slot", lambda: make(GameSessionId=match, PlayerIds=["a", "b"]))
        assert code == "GameSessionFullException"


@pytest.mark.asyncio
async def test_end_of_a_game_session(live: Live) -> None:
    async with live.game_session() as (match, server):
        made = live.client.create_player_sessions(GameSessionId=match, PlayerIds=["in", "waiting"])["PlayerSessions"]
        await server.do("AcceptPlayerSession", GameSessionId=match, PlayerSessionId=made[0]["PlayerSessionId"])

    def ended() -> dict[str, str]:
        players = live.client.describe_player_sessions(GameSessionId=match)["PlayerSessions"]
        return {each["PlayerId"]: each["Status"] for each in players}

    await asyncio.to_thread(until, lambda: ended()["waiting"] != "RESERVED")
    print(f"\nplayers of a game session that has ended: {ended()}")
    assert ended() == {"in": "COMPLETED", "waiting": "TIMEDOUT"}


def test_wording_of_two_broken_constraints(live: Live) -> None:
    """boto3 sends both values: it checks lengths only where they are too short."""
    code = answer_to(
        "two broken constraints",
        lambda: live.client.describe_game_sessions(GameSessionId="?", StatusFilter="x" * 2_000),
    )
    assert code == "InvalidRequestException"


@pytest.mark.asyncio
async def test_time_out_is_at_60_seconds(live: Live) -> None:
    """The only one that waits for time: AWS has no clock that one could move."""
    async with live.game_session() as (match, _):
        live.client.create_player_session(GameSessionId=match, PlayerId="late")

        def player() -> tuple[str, float | None]:
            (each,) = live.client.describe_player_sessions(GameSessionId=match)["PlayerSessions"]
            end = each.get("TerminationTime")
            return each["Status"], (end - each["CreationTime"]).total_seconds() if end else None

        await asyncio.to_thread(until, lambda: player()[0] == "TIMEDOUT")
        print(f"\na reservation that timed out: TerminationTime - CreationTime = {player()[1]} s")
        assert player()[1] == 60
