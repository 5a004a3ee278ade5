"""Backfill as game servers ask for it and are told of it, in the dialect of each SDK."""

import asyncio
import json
from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
from types_boto3_gamelift import GameLiftClient

from tests.support.backfills import new_pairs, players_of, start_backfill
from tests.support.configurations import configuration_arn
from tests.support.fleets import NOW
from tests.support.running import Running, running
from tests.support.server_sdk import DIALECTS, GO, Dialect, ServerProcess, backfill_player, connected, reset_alone
from tests.support.tickets import look_at_ticket, start_ticket, statuses

DUELS = configuration_arn("duels")
PROCESS_NUMBERS = count(1)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("backfill")) as emulator:
        yield emulator


@pytest.fixture
def emulator(shared: Running) -> Running:
    reset_alone(shared)
    shared.freeze(NOW)
    return shared


@pytest.fixture
def client(emulator: Running) -> GameLiftClient:
    return emulator.client()


@pytest.fixture(params=DIALECTS)
def dialect(request: pytest.FixtureRequest) -> Dialect:
    return DIALECTS[request.param]


async def match(emulator: Running, client: GameLiftClient, process: ServerProcess) -> str:
    """The game session of the players `a` and `b`, which the process has activated."""
    await process.ready()
    for each in "ab":
        await asyncio.to_thread(start_ticket, client, each)
    await asyncio.to_thread(emulator.advance, 1)
    push = await process.pushed("CreateGameSession")
    await process.do("ActivateGameSession", GameSessionId=push["GameSessionId"])
    return str(push["GameSessionId"])


def new_process() -> dict[str, str]:
    return {"pID": f"backfill-{next(PROCESS_NUMBERS)}"}


def there(dialect: Dialect) -> list[dict[str, object]]:
    """The two players, with attributes of each type; more than one frame of C#."""
    return [
        backfill_player(
            dialect,
            "a",
            "red",
            skill={"N": 5.5},
            mode={"S": "duel"},
            characters={"SL": ["elf", "x" * 60]},
            maps={"SDM": {"lake": 1.0}},
        ),
        backfill_player(dialect, "b", "blue"),
    ]


def test_game_server_asks_for_players_and_gets_them(
    emulator: Running, client: GameLiftClient, dialect: Dialect
) -> None:
    new_pairs(client)

    async def play() -> None:
        async with connected(emulator.url, dialect, **new_process()) as process:
            arn = await match(emulator, client, process)
            asked: dict[str, Any] = {"MatchmakingConfigurationArn": DUELS, "Players": there(dialect)}
            ticket = (await process.do("StartMatchBackfill", GameSessionArn=arn, **asked))["TicketId"]
            a, _ = (await asyncio.to_thread(look_at_ticket, client, ticket))["Players"]
            assert a["PlayerAttributes"] == {
                "skill": {"N": 5.5},
                "mode": {"S": "duel"},
                "characters": {"SL": ["elf", "x" * 60]},
                "maps": {"SDM": {"lake": 1.0}},
            }
            assert a.get("LatencyInMs") == (None if dialect is GO else {"us-east-1": 20})
            await asyncio.to_thread(start_ticket, client, "c")
            await asyncio.to_thread(emulator.advance, 1)
            push = await process.pushed("UpdateGameSession")
            told = push.pop("GameSession")
            assert push == {
                "Action": "UpdateGameSession",
                "UpdateReason": "MATCHMAKING_DATA_UPDATED",
                "BackfillTicketId": ticket,
            }
            data = json.loads(told.pop("MatchmakerData"))
            assert [each["playerId"] for team in data["teams"] for each in team["players"]] == ["a", "c", "b"]
            assert (data["matchmakingConfigurationArn"], data["autoBackfillTicketId"]) == (DUELS, None)
            assert told == {
                "GameSessionId": arn,
                "Name": "",
                "FleetId": arn.split("/")[1],
                "GameSessionData": "",
                "MaximumPlayerSessionCount": 4,
                "Port": 7_777,
                "IpAddress": "127.0.0.1",
                "DnsName": "",
                "GameProperties": {},
            }
            assert (await asyncio.to_thread(players_of, client, arn)) == dict.fromkeys("abc", "RESERVED")

    asyncio.run(play())


def test_game_server_is_told_whatever_becomes_of_its_request(
    emulator: Running, client: GameLiftClient, dialect: Dialect
) -> None:
    new_pairs(client)

    async def play() -> None:
        async with connected(emulator.url, dialect, **new_process()) as process:
            arn = await match(emulator, client, process)

            async def ask(ticket_id: str) -> None:
                asked: dict[str, Any] = {"MatchmakingConfigurationArn": DUELS, "Players": there(dialect)}
                found = await process.do("StartMatchBackfill", TicketId=ticket_id, GameSessionArn=arn, **asked)
                assert found["TicketId"] == ticket_id

            async def told(ticket_id: str, reason: str) -> None:
                push = await process.pushed("UpdateGameSession")
                assert (push["BackfillTicketId"], push["UpdateReason"]) == (ticket_id, reason)

            await ask("one")
            await process.do("StopMatchBackfill", TicketId="one", GameSessionArn=arn, MatchmakingConfigurationArn=DUELS)
            await told("one", "BACKFILL_CANCELLED")
            await ask("two")
            await ask("three")
            await told("two", "BACKFILL_CANCELLED")
            await asyncio.to_thread(emulator.advance, 60)
            await told("three", "BACKFILL_TIMED_OUT")
            await ask("four")
            await process.do("UpdatePlayerSessionCreationPolicy", GameSessionId=arn, PlayerSessionPolicy="DENY_ALL")
            await asyncio.to_thread(start_ticket, client, "c")
            await asyncio.to_thread(emulator.advance, 1)
            await told("four", "BACKFILL_FAILED")
            assert process.pushes.empty()

    asyncio.run(play())


def test_automatic_ticket_is_told_and_can_be_stopped(emulator: Running, client: GameLiftClient) -> None:
    new_pairs(client, BackfillMode="AUTOMATIC")

    async def play() -> None:
        async with connected(emulator.url, GO, **new_process()) as process:
            arn = await match(emulator, client, process)
            first = await process.pushed("UpdateGameSession")
            assert first["UpdateReason"] == "MATCHMAKING_DATA_UPDATED"
            data = json.loads(first["GameSession"]["MatchmakerData"])
            assert (data["autoBackfillMode"], data["autoBackfillTicketId"]) == ("AUTOMATIC", first["BackfillTicketId"])
            await asyncio.to_thread(start_ticket, client, "c")
            await asyncio.to_thread(emulator.advance, 1)
            filled = await process.pushed("UpdateGameSession")
            assert filled["BackfillTicketId"] == first["BackfillTicketId"]
            following = json.loads(filled["GameSession"]["MatchmakerData"])["autoBackfillTicketId"]
            assert (await asyncio.to_thread(statuses, client, following)) == ["QUEUED"]
            await process.do(
                "StopMatchBackfill", TicketId=following, GameSessionArn=arn, MatchmakingConfigurationArn=DUELS
            )
            last = await process.pushed("UpdateGameSession")
            assert (last["UpdateReason"], last["BackfillTicketId"]) == ("BACKFILL_CANCELLED", following)
            assert json.loads(last["GameSession"]["MatchmakerData"])["autoBackfillMode"] is None

    asyncio.run(play())


def test_request_that_is_sent_again_is_made_once(emulator: Running, client: GameLiftClient) -> None:
    new_pairs(client)

    async def play() -> None:
        async with connected(emulator.url, GO, **new_process()) as process:
            await match(emulator, client, process)
            asked: dict[str, Any] = {"MatchmakingConfigurationArn": DUELS, "Players": there(GO)}
            answers = [await process.ask("StartMatchBackfill", "same", **asked) for _ in range(2)]
            assert answers[0] == answers[1]
            assert (await asyncio.to_thread(statuses, client, answers[0]["TicketId"])) == ["QUEUED"]

    asyncio.run(play())


def test_request_that_cannot_be_done_is_refused(emulator: Running, client: GameLiftClient) -> None:
    new_pairs(client)

    async def play() -> None:
        async with connected(emulator.url, GO, **new_process()) as process:
            asked: dict[str, Any] = {"MatchmakingConfigurationArn": DUELS, "Players": there(GO)}
            assert (await process.refused("StartMatchBackfill", **asked))[0] == 400  # it has no game session
            arn = await match(emulator, client, process)
            wrongs: list[tuple[int, dict[str, Any]]] = [
                (404, {"GameSessionArn": f"{arn}x"}),
                (404, {"MatchmakingConfigurationArn": f"{DUELS}x"}),
                (404, {"MatchmakingConfigurationArn": DUELS.replace("us-east-1", "eu-west-1")}),
                (400, {"MatchmakingConfigurationArn": None}),
                (400, {"Players": []}),
                (400, {"Players": "a"}),
                (400, {"Players": ["a"]}),
                (400, {"Players": [{"PlayerId": 5, "Team": "red"}]}),
                (400, {"Players": [{"PlayerId": "a"}]}),
                (400, {"Players": [{"PlayerId": "a", "Team": "red", "PlayerAttributes": ["x"]}]}),
                (400, {"Players": [{"PlayerId": "a", "Team": "red", "PlayerAttributes": {"x": 5}}]}),
                (400, {"Players": [{"PlayerId": "a", "Team": "red", "PlayerAttributes": {"x": {"AttrType": "N"}}}]}),
                (400, {"Players": [{"PlayerId": "a", "Team": "red", "LatencyInMs": {"us-east-1": 2.5}}]}),
            ]
            for status, wrong in wrongs:
                found, words = await process.refused("StartMatchBackfill", **(asked | wrong))
                assert (found, bool(words)) == (status, True), wrong
            await asyncio.to_thread(start_ticket, client, "x")
            await asyncio.to_thread(start_backfill, client, "other", arn)
            stop = {"GameSessionArn": arn, "MatchmakingConfigurationArn": DUELS}
            for status, ticket_id in [(404, "unknown"), (404, "x"), (400, None)]:
                found, _ = await process.refused("StopMatchBackfill", **stop, TicketId=ticket_id)
                assert found == status, ticket_id
            await process.do("StopMatchBackfill", **stop, TicketId="other")
            found, words = await process.refused("StopMatchBackfill", **stop, TicketId="other")
            assert (found, "cannot be canceled" in words) == (400, True)

    asyncio.run(play())
    assert emulator.control("GET", "/failures")["failures"] == []
