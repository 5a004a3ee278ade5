"""moto's server: SNS, SQS and EventBridge, as emulated by somebody else."""

import contextlib
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import boto3

from tests.support.running import REGION, environment

RUNNING = re.compile(r"Running on (http://127\.0\.0\.1:\d+)")


class Moto:
    """A server of moto's that runs at `url`."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.sns, self.sqs, self.events = self._client("sns"), self._client("sqs"), self._client("events")

    def _client(self, service: str) -> Any:  # noqa: ANN401 - a boto3 client
        return boto3.client(
            service,
            endpoint_url=self.url,
            region_name=REGION,
            aws_access_key_id="test",
            aws_secret_access_key="test",
        )

    def queue(self, name: str) -> tuple[str, str]:
        """The URL and the ARN of a new SQS queue."""
        fifo = {"FifoQueue": "true"} if name.endswith(".fifo") else {}
        url = self.sqs.create_queue(QueueName=name, Attributes=fifo)["QueueUrl"]
        attributes = self.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]
        return url, attributes["QueueArn"]

    def topic(self, name: str) -> tuple[str, str]:
        """The ARN of a new SNS topic, and the URL of the queue behind it."""
        fifo = {"FifoTopic": "true"} if name.endswith(".fifo") else {}
        topic = self.sns.create_topic(Name=name, Attributes=fifo)["TopicArn"]
        url, queue = self.queue(name)
        self.sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=queue)
        return topic, url

    def messages(self, queue_url: str) -> list[str]:
        """The bodies of what is in a queue, which is empty afterwards."""
        found: list[str] = []
        while batch := self.sqs.receive_message(QueueUrl=queue_url, MaxNumberOfMessages=10).get("Messages"):
            found += [each["Body"] for each in batch]
            for each in batch:
                self.sqs.delete_message(QueueUrl=queue_url, ReceiptHandle=each["ReceiptHandle"])
        return found


@contextlib.contextmanager
def moto_server() -> Iterator[Moto]:
    """A server of moto's at a free port."""
    command = [sys.executable, "-m", "moto.server", "--host", "127.0.0.1", "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=environment())
    assert process.stderr is not None
    try:
        for line in process.stderr:
            if found := RUNNING.search(line):
                break
        else:
            raise RuntimeError("moto's server did not start")
        yield Moto(found[1])
    finally:
        process.terminate()
        process.communicate()
