"""Which emulators of GameLift answer as AWS does: each is asked the same, with stock boto3 and over a socket."""

import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, ExitStack
from functools import partial
from typing import TYPE_CHECKING, NamedTuple
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import boto3
import cbor2
from botocore.exceptions import ClientError

from tests.bench.findings import progress
from tests.bench.report import markdown
from tests.bench.servers import Server

if TYPE_CHECKING:
    from types_boto3_gamelift import GameLiftClient

PLAYERS = [f"player-{number}" for number in range(9)]
TIMEOUT_SECONDS = 61
"""A reservation lasts 60."""


class Asked(NamedTuple):
    """An emulator, and a game session there whose only players are PLAYERS, RESERVED in that order."""

    url: str
    client: "GameLiftClient"
    game_session_id: str
    ids: list[str]
    """Of the player sessions."""


def asked(url: str) -> Asked:
    """Makes what is asked for, in a new fleet."""
    client: GameLiftClient = boto3.client(
        "gamelift", endpoint_url=url, region_name="us-east-1", aws_access_key_id="test", aws_secret_access_key="test"
    )
    fleet = client.create_fleet(Name="bench", BuildId="build-1", EC2InstanceType="c5.large")["FleetAttributes"]
    made = client.create_game_session(FleetId=fleet["FleetId"], MaximumPlayerSessionCount=len(PLAYERS))
    name = made["GameSession"]["GameSessionId"]
    joined = [client.create_player_session(GameSessionId=name, PlayerId=each, PlayerData=each) for each in PLAYERS]
    return Asked(url, client, name, [each["PlayerSession"]["PlayerSessionId"] for each in joined])


def status_filter(subject: Asked) -> str:
    found = subject.client.describe_player_sessions(
        GameSessionId=subject.game_session_id, PlayerSessionStatusFilter="ACTIVE"
    )
    return told(not found["PlayerSessions"], f"{len(found['PlayerSessions'])} that are RESERVED for ACTIVE")


def filter_beside_an_id(subject: Asked) -> str:
    found = subject.client.describe_player_sessions(
        PlayerSessionId=subject.ids[0], PlayerSessionStatusFilter="COMPLETED"
    )
    return told(len(found["PlayerSessions"]) == 1, "it is heeded")


def limit(subject: Asked) -> str:
    found = subject.client.describe_player_sessions(GameSessionId=subject.game_session_id, Limit=2)
    return told(len(found["PlayerSessions"]) == 2, f"{len(found['PlayerSessions'])} for Limit 2")


def next_token(subject: Asked) -> str:
    paginator = subject.client.get_paginator("describe_player_sessions")
    pages = paginator.paginate(GameSessionId=subject.game_session_id, PaginationConfig={"PageSize": 2})
    found = [[each["PlayerSessionId"] for each in page["PlayerSessions"]] for page in pages]
    once = sorted(each for page in found for each in page) == sorted(subject.ids)
    return told(once and len(found) == 5, f"{len(found)} pages for {len(PLAYERS)} in twos")


def order(subject: Asked) -> str:
    found = subject.client.describe_player_sessions(GameSessionId=subject.game_session_id)
    again = subject.client.describe_player_sessions(GameSessionId=subject.game_session_id)
    ids, later = ([each["PlayerSessionId"] for each in page["PlayerSessions"]] for page in (found, again))
    return told(ids == later == subject.ids, "another at each call" if ids != later else "not that of creation")


def one_identifier(subject: Asked) -> str:
    return refused("InvalidRequestException", lambda: subject.client.describe_player_sessions())


def unknown_game_session(subject: Asked) -> str:
    unknown = "arn:aws:gamelift:us-east-1::gamesession/fleet-1/gsess-1"
    return refused("NotFoundException", lambda: subject.client.describe_player_sessions(GameSessionId=unknown))


def full_game_session(subject: Asked) -> str:
    join = partial(subject.client.create_player_session, GameSessionId=subject.game_session_id, PlayerId="late")
    return refused("GameSessionFullException", join)


def player_data(subject: Asked) -> str:
    (found,) = subject.client.describe_player_sessions(PlayerSessionId=subject.ids[0])["PlayerSessions"]
    return told(found.get("PlayerData") == PLAYERS[0], "it is dropped")


def cbor(subject: Asked) -> str:
    """As the SDKs for Go, Java, .NET and C++ ask."""
    named = {"Smithy-Protocol": "rpc-v2-cbor", "Content-Type": "application/cbor", "Accept": "application/cbor"}
    path = f"{subject.url}/service/GameLift/operation/DescribePlayerSessions"
    body = cbor2.dumps({"GameSessionId": subject.game_session_id})
    try:
        with urlopen(Request(path, body, named)) as answer:
            kind, found = answer.headers["Content-Type"], answer.read()
    except HTTPError as error:
        return f"HTTP {error.code}"
    if kind != "application/cbor":
        return f"{kind}"
    return told(len(cbor2.loads(found)["PlayerSessions"]) == len(PLAYERS), "other player sessions")


def time_out(subject: Asked) -> str:
    """To be asked TIMEOUT_SECONDS after the reservations."""
    (found,) = subject.client.describe_player_sessions(PlayerSessionId=subject.ids[0])["PlayerSessions"]
    return told(found["Status"] == "TIMEDOUT", f"{found['Status']} after {TIMEOUT_SECONDS} s")


AT_ONCE: dict[str, Callable[[Asked], str]] = {
    "status filter": status_filter,
    "no status filter beside an id": filter_beside_an_id,
    "Limit": limit,
    "NextToken, by boto3's paginator": next_token,
    "order of creation": order,
    "exactly one identifier": one_identifier,
    "NotFoundException": unknown_game_session,
    "GameSessionFullException": full_game_session,
    "PlayerData": player_data,
    "CBOR": cbor,
}
LATER = {"RESERVED becomes TIMEDOUT": time_out}


def told(right: bool, otherwise: str) -> str:
    return "" if right else otherwise


def refused(code: str, call: Callable[[], object]) -> str:
    """Whether a call is refused with that error."""
    try:
        call()
    except ClientError as error:
        return told(error.response["Error"]["Code"] == code, error.response["Error"]["Code"])
    return "no error"


def verdicts(
    starts: Mapping[str, Callable[[], AbstractContextManager[Server]]], *, wait: bool
) -> dict[str, dict[str, str]]:
    """By check and emulator, what is wrong, empty where nothing is. With `wait`, reservations are waited for too."""
    with ExitStack() as running:
        subjects = {name: asked(running.enter_context(start()).url) for name, start in starts.items()}
        begun = time.monotonic()
        found = {what: {name: check(each) for name, each in subjects.items()} for what, check in AT_ONCE.items()}
        if wait:
            progress(f"peers: waiting {TIMEOUT_SECONDS} s for reservations to run out")
            # kumo has no clock to move
            time.sleep(max(0, begun + TIMEOUT_SECONDS - time.monotonic()))
            found |= {what: {name: check(each) for name, each in subjects.items()} for what, check in LATER.items()}
    return found


def table(found: Mapping[str, Mapping[str, str]]) -> str:
    """The verdicts in Markdown."""
    names = list(next(iter(found.values())))
    rows = [
        [what, *("yes" if not wrong else f"**no**: {wrong}" for wrong in each.values())] for what, each in found.items()
    ]
    return markdown([["as on AWS", *names], *rows], [False] * (len(names) + 1))


def right(found: Mapping[str, Mapping[str, str]], name: str) -> str:
    """How many of its answers are AWS's."""
    answers = [each[name] for each in found.values() if name in each]
    return f"{answers.count('')} of {len(answers)}" if answers else "no GameLift"
