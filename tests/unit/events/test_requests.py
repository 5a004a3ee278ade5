"""Requests to SNS, EventBridge and webhooks, and what their answers mean."""

import json
from urllib.parse import parse_qs

import msgspec
import pytest

from emulator.domain.clock import parse_instant
from emulator.domain.events.envelope import envelope
from emulator.domain.events.placements import placement_ended
from emulator.events.requests import DELIVERED, REQUESTS, Request, result_of
from emulator.settings import ENDPOINTS
from emulator.store.event_deliveries import DueDelivery

INSTANT = parse_instant("2026-01-31T12:00:00.500Z")
QUEUE = "arn:aws:gamelift:eu-west-1:111111111111:gamesessionqueue/queue-1"
EVENT = envelope(
    "event-1",
    QUEUE,
    placement_ended(
        "PlacementFailed", placement_id="a", start_time=INSTANT, end_time=INSTANT, custom_event_data='ä€ " & + =\n'
    ),
    INSTANT,
)


def request_to(recipient: str, topic: str | None = None) -> Request:
    return REQUESTS[recipient](DueDelivery(1, 1, 1, 0, topic, EVENT))


def scope(request: Request) -> str:
    return request.headers["Authorization"].partition("Credential=")[2].partition(",")[0]


def test_every_recipient_has_its_setting_and_its_request() -> None:
    assert set(REQUESTS) == set(ENDPOINTS.values())


def test_webhook_gets_the_event_to_the_byte() -> None:
    assert request_to("webhook").body == EVENT


def test_message_of_a_topic_is_the_event_to_the_byte() -> None:
    topic = "arn:aws:sns:us-west-2:222222222222:events"
    request = request_to("sns", topic)
    form = parse_qs(request.body.decode(), strict_parsing=True)
    assert form == {"Action": ["Publish"], "Version": ["2010-03-31"], "TopicArn": [topic], "Message": [EVENT.decode()]}
    assert scope(request) == "222222222222/20260101/us-west-2/sns/aws4_request"


def test_message_of_a_fifo_topic_has_a_group_and_the_id_of_the_event() -> None:
    form = parse_qs(request_to("sns", "arn:aws:sns:us-west-2:222222222222:events.fifo").body.decode())
    assert (form["MessageGroupId"], form["MessageDeduplicationId"]) == (["queue-1"], ["event-1"])


def test_target_that_is_no_arn_is_asked_for_in_the_region_of_the_event() -> None:
    assert scope(request_to("sns", "events")) == "111111111111/20260101/eu-west-1/sns/aws4_request"


def test_bus_gets_the_detail_to_the_byte() -> None:
    request = request_to("eventbridge")
    (entry,) = json.loads(request.body)["Entries"]
    assert EVENT.decode().endswith(f'"detail":{entry.pop("Detail")}}}')
    assert entry == {
        "Time": 1769860800.0,
        "Source": "aws.gamelift",
        "Resources": [QUEUE],
        "DetailType": "GameLift Queue Placement Event",
    }
    assert scope(request) == "111111111111/20260101/eu-west-1/events/aws4_request"


def put_events_answer(**entry: str) -> bytes:
    return msgspec.json.encode({"FailedEntryCount": int("ErrorCode" in entry), "Entries": [entry]})


@pytest.mark.parametrize(
    ("recipient", "status", "body", "result"),
    [
        ("webhook", 204, b"", DELIVERED),
        ("sns", 200, b"<PublishResponse/>", DELIVERED),
        ("webhook", 301, b"", "answered 301: redirects are not followed"),
        ("webhook", 404, b"", "answered 404"),
        ("sns", 403, b"<Error>\n  no\n</Error>", "answered 403: <Error> no </Error>"),
        ("webhook", 500, b"\xff" * 1_000, "answered 500: " + "\N{REPLACEMENT CHARACTER}" * 256 + "…"),
        ("eventbridge", 200, put_events_answer(EventId="1"), DELIVERED),
        (
            "eventbridge",
            200,
            put_events_answer(ErrorCode="InternalFailure", ErrorMessage="Try again"),
            "refused: InternalFailure: Try again",
        ),
        ("eventbridge", 200, b"hello", "answered what EventBridge does not: hello"),
    ],
)
def test_result_of_an_answer(recipient: str, status: int, body: bytes, result: str) -> None:
    assert result_of(recipient, status, body) == result
