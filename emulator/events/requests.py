"""What is sent to whom: an event as a request to SNS, to EventBridge, or to a webhook. Pure functions.

SNS's and EventBridge's own requests are signed. These are not: they name only where they belong (the credential scope),
as emulators of AWS read it, and their signature is none. So an endpoint of AWS itself refuses them.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple
from urllib.parse import urlencode

import msgspec

from emulator.decoding import decode
from emulator.domain.clock import SECOND, parse_instant
from emulator.quoting import shortened
from emulator.store.event_deliveries import DueDelivery


class Request(NamedTuple):
    """What is posted to an endpoint."""

    headers: Mapping[str, str]
    body: bytes


class Envelope(msgspec.Struct):
    """The event, as far as requests tell of it."""

    id: str
    detail_type: str = msgspec.field(name="detail-type")
    source: str
    account: str
    time: str
    region: str
    resources: list[str]
    detail: msgspec.Raw


class PutEventsResult(msgspec.Struct, rename="pascal"):
    """What EventBridge answers to one event."""

    error_code: str | None = None
    error_message: str | None = None


class PutEventsAnswer(msgspec.Struct, rename="pascal"):
    """What EventBridge answers: 200 also where it has refused an event."""

    entries: list[PutEventsResult] = []


def webhook_request(delivery: DueDelivery) -> Request:
    """The bare event."""
    return Request({"Content-Type": "application/json"}, delivery.event)


def sns_request(delivery: DueDelivery) -> Request:
    """The event as the message of a topic. A FIFO topic gets the events of a source in one group."""
    event = decode(delivery.event, Envelope)
    topic = delivery.notification_target or ""
    region, account = (*topic.split(":"), "", "", "", "", "")[3:5]
    form = {"Action": "Publish", "Version": "2010-03-31", "TopicArn": topic, "Message": delivery.event}
    if topic.endswith(".fifo"):
        form |= {"MessageGroupId": event.resources[0].rpartition("/")[2], "MessageDeduplicationId": event.id}
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Authorization": authorization(account or event.account, region or event.region, "sns"),
    }
    return Request(headers, urlencode(form).encode())


def eventbridge_request(delivery: DueDelivery) -> Request:
    """The event for the default bus, which makes an envelope of its own around it."""
    event = decode(delivery.event, Envelope)
    entry = {
        "Time": parse_instant(event.time) / SECOND,
        "Source": event.source,
        "Resources": event.resources,
        "DetailType": event.detail_type,
        "Detail": bytes(event.detail).decode(),
    }
    headers = {
        "Content-Type": "application/x-amz-json-1.1",
        "X-Amz-Target": "AWSEvents.PutEvents",
        "Authorization": authorization(event.account, event.region, "events"),
    }
    return Request(headers, msgspec.json.encode({"Entries": [entry]}))


def authorization(account: str, region: str, service: str) -> str:
    """A credential scope, in whose account and region an emulator of AWS looks; the signature is none."""
    scope = f"{account}/20260101/{region}/{service}/aws4_request"
    return f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature={'0' * 64}"


REQUESTS: Mapping[str, Callable[[DueDelivery], Request]] = {
    "sns": sns_request,
    "eventbridge": eventbridge_request,
    "webhook": webhook_request,
}
"""By recipient."""

DELIVERED = "delivered"


def result_of(recipient: str, status: int, body: bytes) -> str:
    """What has come of an attempt that was answered: `delivered`, or what is wrong."""
    if 200 <= status < 300:
        return eventbridge_result(body) if recipient == "eventbridge" else DELIVERED
    if 300 <= status < 400:
        return f"answered {status}: redirects are not followed"
    text = " ".join(body.decode(errors="replace").split())
    return f"answered {status}: {shortened(text)}" if text else f"answered {status}"


def eventbridge_result(body: bytes) -> str:
    try:
        answer = decode(body, PutEventsAnswer)
    except msgspec.DecodeError:
        return f"answered what EventBridge does not: {shortened(body.decode(errors='replace'))}"
    refused = [each for each in answer.entries if each.error_code is not None]
    return f"refused: {refused[0].error_code}: {shortened(refused[0].error_message or '')}" if refused else DELIVERED
