"""An emulator whose clock stands still, and that publishes its events to moto's SNS, each of them twice."""

import re
import subprocess
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from backend import Backend

if TYPE_CHECKING:
    from types_boto3_gamelift import GameLiftClient

GAME_SESSION_QUEUE = "players"


@pytest.fixture(scope="session")
def moto_url() -> Iterator[str]:
    """A server of moto's, for SNS and SQS."""
    command = [sys.executable, "-m", "moto.server", "--host", "127.0.0.1", "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    found = (re.search(r"Running on (http://127\.0\.0\.1:\d+)", line) for line in process.stderr)
    try:
        url = next((each[1] for each in found if each), None)
        assert url is not None, 'moto has not started: pip install "moto[server]"'
        yield url
    finally:
        process.terminate()
        process.communicate()


@pytest.fixture(scope="session")
def gamelift_settings(moto_url: str) -> dict[str, object]:
    return {"clock": "2026-01-01T12:00:00Z", "sns_endpoint": moto_url, "event_duplicates": 1.0}


@pytest.fixture
def aws(moto_url: str) -> dict[str, str]:
    """What clients of SNS and SQS are made with."""
    credentials = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
    return {"endpoint_url": moto_url, "region_name": "us-east-1"} | credentials


@pytest.fixture
def backend(gamelift_client: "GameLiftClient", aws: dict[str, str], request: pytest.FixtureRequest) -> Backend:
    """The backend, with a topic and a queue of its own. The game session queue leads nowhere yet."""
    sns: Any = boto3.client("sns", **aws)
    sqs: Any = boto3.client("sqs", **aws)
    topic = sns.create_topic(Name=request.node.name)["TopicArn"]
    events_url = sqs.create_queue(QueueName=request.node.name)["QueueUrl"]
    attributes = sqs.get_queue_attributes(QueueUrl=events_url, AttributeNames=["QueueArn"])["Attributes"]
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=attributes["QueueArn"])
    gamelift_client.create_game_session_queue(Name=GAME_SESSION_QUEUE, TimeoutInSeconds=10, NotificationTarget=topic)
    return Backend(gamelift_client, sqs, GAME_SESSION_QUEUE, events_url)
