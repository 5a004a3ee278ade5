"""Emulators of other AWS services: moto's CloudWatch Logs and dynalite's DynamoDB.

They answer other questions than ours does. What is compared is how long a test waits for a page of a list.
"""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.bench.installing import dynalite_command, moto_command
from tests.bench.load import Call, Connection, aws_request
from tests.bench.servers import Server, free_port, server

STREAMS = 50
ITEMS = 100
KEYS = (("GameSessionId", "HASH"), ("PlayerSessionId", "RANGE"))


def logs(operation: str, **members: object) -> Call:
    return Call(f"Logs_20140328.{operation}", members, "logs")


def dynamodb(operation: str, **members: object) -> Call:
    return Call(f"DynamoDB_20120810.{operation}", members, "dynamodb", "1.0")


@contextmanager
def moto_server(cache: Path, *, install: bool) -> Iterator[Server]:
    """moto's server, empty. Raises: NotInstalled."""
    command = moto_command(cache, install=install)
    port = free_port()
    with server([command, "-H", "127.0.0.1", "-p", str(port)], port, logs("DescribeLogGroups")) as running:
        yield running


@contextmanager
def moto_page(cache: Path, *, install: bool) -> Iterator[tuple[Server, Call]]:
    """moto with a log group, and the call for a page of its log streams. Raises: NotInstalled."""
    with moto_server(cache, install=install) as running:
        streams = [logs("CreateLogStream", logGroupName="bench", logStreamName=f"s-{n}") for n in range(STREAMS)]
        ask_all(running.url, [logs("CreateLogGroup", logGroupName="bench"), *streams])
        yield running, logs("DescribeLogStreams", logGroupName="bench", limit=STREAMS)


@contextmanager
def dynalite_page(
    cache: Path, player_sessions: Sequence[Mapping[str, object]], *, install: bool
) -> Iterator[tuple[Server, Call]]:
    """dynalite, in memory, with these player sessions of one game session, and the call for a page of them.

    Raises: NotInstalled.
    """
    command = dynalite_command(cache, install=install)
    port = free_port()
    arguments = ["--host", "127.0.0.1", "--port", str(port), "--createTableMs", "0"]
    with server([command, *arguments], port, dynamodb("ListTables")) as running:
        table = dynamodb(
            "CreateTable",
            TableName="bench",
            BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name, _ in KEYS],
            KeySchema=[{"AttributeName": name, "KeyType": kind} for name, kind in KEYS],
        )
        ask_all(running.url, [table])
        while b'"ACTIVE"' not in ask_all(running.url, [dynamodb("DescribeTable", TableName="bench")]):
            time.sleep(0.01)  # for another process
        ask_all(running.url, [dynamodb("PutItem", TableName="bench", Item=item(x)) for x in player_sessions])
        page = dynamodb(
            "Query",
            TableName="bench",
            Limit=ITEMS,
            KeyConditionExpression="GameSessionId = :id",
            ExpressionAttributeValues={":id": {"S": player_sessions[0]["GameSessionId"]}},
        )
        yield running, page


def item(values: Mapping[str, object]) -> dict[str, dict[str, str]]:
    """The values as DynamoDB writes them."""
    return {name: {"S": value} if isinstance(value, str) else {"N": repr(value)} for name, value in values.items()}


def ask_all(url: str, calls: Sequence[Call]) -> bytes:
    """The last answer."""
    with Connection(url) as connection:
        return [connection.ask(aws_request(url, call)) for call in calls][-1]
