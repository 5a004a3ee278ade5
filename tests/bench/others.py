"""Other emulators and what they hold: kumo's GameLift, moto's CloudWatch Logs, dynalite's and MiniStack's DynamoDB.

Those without GameLift answer another question than ours does. What is compared is how long a test waits for a page of a
list, among as many entries.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import msgspec

from tests.bench.installing import dynalite_command, go_command, ministack_command, moto_command
from tests.bench.load import Call, Connection, ask_all, fresh_request
from tests.bench.servers import Server, free_port, server
from tests.bench.worlds import NOBODY

GROUP = 200
"""Entries of a list that is asked for: as many as a game session can have players."""
CREATED = 1_000_000_000
"""Entries that are created have numbers from here on."""
FLEET = {"Name": "bench", "BuildId": "build-1", "EC2InstanceType": "c5.large"}
MINISTACK = {"BIND_HOST": "127.0.0.1", "LOG_LEVEL": "ERROR"}
LIST_TABLES = Call("DynamoDB_20120810.ListTables", {}, "dynamodb", "1.0")


class Contents(Protocol):
    """What an emulator holds, in groups of GROUP entries."""

    def fill(self, url: str, count: int) -> None: ...
    def page(self, limit: int) -> Call:
        """Of the first group, as far as the service's own limit lets it be."""

    def create(self, number: int) -> Call:
        """One entry more, in a group of its own."""


class PlayerSessions:
    """Player sessions, made by calls."""

    def __init__(self) -> None:
        self._first = self._lobby = ""

    def fill(self, url: str, count: int) -> None:
        with Connection(url) as connection:
            made = answered(connection, game_lift("CreateFleet", **FLEET))
            fleet_id = made["FleetAttributes"]["FleetId"]
            sizes = [GROUP] * (count // GROUP) + [CREATED]
            calls = [game_lift("CreateGameSession", FleetId=fleet_id, MaximumPlayerSessionCount=size) for size in sizes]
            ids = [answered(connection, call)["GameSession"]["GameSessionId"] for call in calls]
        self._first, self._lobby = ids[0], ids[-1]
        names = [[f"player-{n}-{m}" for m in range(n, n + 25)] for n in range(0, GROUP, 25)]
        joins = [
            game_lift("CreatePlayerSessions", GameSessionId=each, PlayerIds=some) for each in ids[:-1] for some in names
        ]
        ask_all(url, [fresh_request(url, call) for call in joins])

    def page(self, limit: int) -> Call:
        return game_lift("DescribePlayerSessions", GameSessionId=self._first, Limit=limit)

    def create(self, number: int) -> Call:
        return game_lift("CreatePlayerSession", GameSessionId=self._lobby, PlayerId=f"player-{number}")


class LogStreams:
    """Streams of log groups: CloudWatch Logs shows at most 50 on a page."""

    def fill(self, url: str, count: int) -> None:
        groups = -(-count // GROUP)
        with Connection(url) as connection:
            for name in [*map(str, range(groups)), "created"]:
                connection.ask(fresh_request(url, logs("CreateLogGroup", logGroupName=name)))
        made = [logs("CreateLogStream", logGroupName=str(n // GROUP), logStreamName=f"s-{n}") for n in range(count)]
        ask_all(url, [fresh_request(url, call) for call in made])

    def page(self, limit: int) -> Call:
        return logs("DescribeLogStreams", logGroupName="0", limit=min(limit, 50))

    def create(self, number: int) -> Call:
        return logs("CreateLogStream", logGroupName="created", logStreamName=f"s-{number}")


class Items:
    """Items of a table that are shaped as player sessions, by game session."""

    def fill(self, url: str, count: int) -> None:
        keys = (("GameSessionId", "HASH"), ("PlayerSessionId", "RANGE"))
        with Connection(url) as connection:
            table = dynamodb(
                "CreateTable",
                TableName="bench",
                BillingMode="PAY_PER_REQUEST",
                AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name, _ in keys],
                KeySchema=[{"AttributeName": name, "KeyType": kind} for name, kind in keys],
            )
            connection.ask(fresh_request(url, table))
            described = fresh_request(url, dynamodb("DescribeTable", TableName="bench"))
            while b'"ACTIVE"' not in connection.ask(described):
                time.sleep(0.01)  # for another process
        puts = [{"PutRequest": {"Item": item(str(n // GROUP), n)}} for n in range(count)]
        batches = [
            dynamodb("BatchWriteItem", RequestItems={"bench": puts[n : n + 25]}) for n in range(0, len(puts), 25)
        ]
        ask_all(url, [fresh_request(url, call) for call in batches])

    def page(self, limit: int) -> Call:
        return dynamodb(
            "Query",
            TableName="bench",
            Limit=limit,
            KeyConditionExpression="GameSessionId = :id",
            ExpressionAttributeValues={":id": {"S": game_session("0")}},
        )

    def create(self, number: int) -> Call:
        return dynamodb("PutItem", TableName="bench", Item=item("created", number))


def game_session(name: str) -> str:
    return f"arn:aws:gamelift:us-east-1::gamesession/fleet-bench/{name}"


def item(group: str, number: int) -> dict[str, dict[str, str]]:
    """A player session as DynamoDB writes it."""
    return {
        "GameSessionId": {"S": game_session(group)},
        "PlayerSessionId": {"S": f"psess-{number:036d}"},
        "PlayerId": {"S": f"player-{number}"},
        "FleetId": {"S": "fleet-bench"},
        "FleetArn": {"S": "arn:aws:gamelift:us-east-1:000000000000:fleet/fleet-bench"},
        "CreationTime": {"N": "1735689600.125"},
        "Status": {"S": "RESERVED"},
        "IpAddress": {"S": "127.0.0.1"},
        "Port": {"N": "7777"},
    }


def game_lift(operation: str, **members: object) -> Call:
    return Call(f"GameLift.{operation}", members)


def logs(operation: str, **members: object) -> Call:
    return Call(f"Logs_20140328.{operation}", members, "logs")


def dynamodb(operation: str, **members: object) -> Call:
    return Call(f"DynamoDB_20120810.{operation}", members, "dynamodb", "1.0")


def answered(connection: Connection, call: Call) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = msgspec.json.decode(connection.ask(fresh_request(connection.url, call)))
    return found


@contextmanager
def moto_server(cache: Path, *, install: bool) -> Iterator[Server]:
    """moto's server, empty. Raises: NotInstalled."""
    command = moto_command(cache, install=install)
    port = free_port()
    with server([command, "-H", "127.0.0.1", "-p", str(port)], port, logs("DescribeLogGroups")) as running:
        yield running


@contextmanager
def dynalite(cache: Path, *, install: bool) -> Iterator[Server]:
    """dynalite, in memory and empty. Raises: NotInstalled."""
    command = dynalite_command(cache, install=install)
    port = free_port()
    arguments = ["--host", "127.0.0.1", "--port", str(port), "--createTableMs", "0"]
    with server([command, *arguments], port, LIST_TABLES) as running:
        yield running


@contextmanager
def ministack(cache: Path, *, install: bool) -> Iterator[Server]:
    """MiniStack, empty. Raises: NotInstalled."""
    command = ministack_command(cache, install=install)
    port = free_port()
    with server([command], port, LIST_TABLES, cache, **MINISTACK, GATEWAY_PORT=str(port)) as running:
        yield running


@contextmanager
def kumo(cache: Path, *, install: bool) -> Iterator[Server]:
    """kumo, empty. Raises: NotInstalled."""
    command = go_command("kumo", cache, install=install)
    port = free_port()
    with server([command, f"-httptest.serve=127.0.0.1:{port}"], port, NOBODY) as running:
        yield running
