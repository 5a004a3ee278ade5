"""Events on their way: to a webhook, to a real SNS with a queue behind it, to a real EventBridge. And bad endpoints."""

import json
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from emulator.events.schedule import first_delays
from emulator.testing import Delivery, GameLift, RecordedEvent
from tests.support.causing import place, search
from tests.support.configurations import configuration_arn
from tests.support.moto_aws import Moto, moto_server
from tests.support.queues import queue_arn
from tests.support.receiving import Answer, Receiver, receiver
from tests.support.running import PATIENCE, Running, environment, running, until

DELIVERED = "delivered"


@pytest.fixture(scope="module")
def moto() -> Iterator[Moto]:
    with moto_server() as server:
        yield server


@pytest.fixture(scope="module")
def shared_webhook() -> Iterator[Receiver]:
    with receiver() as found:
        yield found


@pytest.fixture
def webhook(shared_webhook: Receiver) -> Receiver:
    shared_webhook.reset()
    return shared_webhook


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    return f"sqlite:///{tmp_path_factory.mktemp('shared') / 'emulator.db'}"


@pytest.fixture(scope="module")
def shared(
    url: str, moto: Moto, shared_webhook: Receiver, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Running]:
    """One that delivers to all three."""
    endpoints = ("--sns-endpoint", moto.url, "--eventbridge-endpoint", moto.url)
    with running(
        tmp_path_factory.mktemp("emulator"), *endpoints, "--event-webhook", shared_webhook.url, database_url=url
    ) as emulator:
        yield emulator


@pytest.fixture
def emulator(shared: Running, webhook: Receiver) -> Running:
    shared.reset()
    return shared


def attempts(emulator: Running, recipient: str) -> list[list[tuple[int, str]]]:
    """For each event, the attempts to deliver it."""
    return [
        [(each.attempt, each.result) for each in event.deliveries if each.to == recipient]
        for event in GameLift(emulator.url).events()
    ]


def wait_for(emulator: Running, recipient: str, fits: Callable[[list[tuple[int, str]]], bool]) -> list[tuple[int, str]]:
    """The attempts to deliver the only event, once they fit."""
    until(lambda: any(map(fits, attempts(emulator, recipient))))
    (found,) = attempts(emulator, recipient)
    return found


def names(bodies: list[bytes]) -> list[str]:
    return [json.loads(body)["detail"]["placementId"] for body in bodies]


class TestWebhook:
    def test_webhook_gets_the_bare_event(self, emulator: Running, webhook: Receiver) -> None:
        search(emulator, "ticket-1")
        (body,) = webhook.bodies(1)
        assert body.decode() in emulator.http.get("/_emulator/events").text
        (request,) = webhook.received
        assert (request.path, request.headers["Content-Type"]) == ("/events", "application/json")

    def test_events_are_delivered_in_the_order_in_which_they_came_about(
        self, emulator: Running, webhook: Receiver
    ) -> None:
        expected = [f"placement-{number}" for number in range(100)]
        place(emulator, *expected)
        assert names(webhook.bodies(100)) == expected

    def test_each_attempt_is_in_the_list(self, emulator: Running, webhook: Receiver) -> None:
        emulator.freeze("2026-01-31T12:00:00Z")
        place(emulator, "a")
        until(lambda: len(GameLift(emulator.url).events()[0].deliveries) == 2)
        (event,) = GameLift(emulator.url).events()
        assert {each.to: (each.attempt, each.result) for each in event.deliveries} == {
            "webhook": (1, DELIVERED),
            "eventbridge": (1, DELIVERED),
        }
        assert {each.time.isoformat() for each in event.deliveries} == {"2026-01-31T12:00:00+00:00"}


class TestAws:
    def test_topic_gets_the_event_as_its_message(self, emulator: Running, moto: Moto) -> None:
        topic, queue = moto.topic("events")
        place(emulator, "a", topic=topic)
        assert wait_for(emulator, "sns", bool) == [(1, DELIVERED)]
        (body,) = moto.messages(queue)
        (event,) = GameLift(emulator.url).events()
        message = json.loads(body)
        assert (message["TopicArn"], "Subject" in message) == (topic, False)
        assert json.loads(message["Message"]) == event.event
        assert message["Message"] in emulator.http.get("/_emulator/events").text

    def test_fifo_topic_gets_an_event_once(self, emulator: Running, moto: Moto) -> None:
        topic, queue = moto.topic("events.fifo")
        place(emulator, "a", "b", topic=topic)
        until(lambda: attempts(emulator, "sns") == [[(1, DELIVERED)]] * 2)
        messages = [json.loads(json.loads(body)["Message"]) for body in moto.messages(queue)]
        assert [each["detail"]["placementId"] for each in messages] == ["a", "b"]

    def test_source_without_a_topic_publishes_nothing(self, emulator: Running) -> None:
        place(emulator, "a")
        wait_for(emulator, "eventbridge", bool)
        assert attempts(emulator, "sns") == [[]]

    def test_topic_that_is_not_there_is_tried_again(self, emulator: Running) -> None:
        topic = "arn:aws:sns:us-east-1:123456789012:nobody"
        place(emulator, "a", topic=topic)
        first, second = wait_for(emulator, "sns", lambda found: len(found) == 2)
        assert (first[0], second[0]) == (1, 2)
        assert first[1].startswith("answered 404: ")

    def test_default_bus_gets_every_event(self, emulator: Running, moto: Moto) -> None:
        url, arn = moto.queue("bus")
        moto.events.put_rule(Name="gamelift", EventPattern=json.dumps({"source": ["aws.gamelift"]}))
        moto.events.put_targets(Rule="gamelift", Targets=[{"Id": "queue", "Arn": arn}])
        place(emulator, "a")
        search(emulator, "ticket-1")
        until(lambda: attempts(emulator, "eventbridge") == [[(1, DELIVERED)]] * 2)
        got = [json.loads(body) for body in moto.messages(url)]
        kept = ("detail-type", "source", "resources", "detail")
        events = GameLift(emulator.url).events()
        assert [{name: each[name] for name in kept} for each in got] == [
            {name: each.event[name] for name in kept} for each in events
        ]
        assert [each["resources"] for each in got] == [[queue_arn("queue")], [configuration_arn("duels")]]


class TestBadEndpoints:
    def test_attempt_that_failed_is_made_again(self, emulator: Running, webhook: Receiver) -> None:
        webhook.answers = [Answer(503, b"busy\nnow"), Answer(500)]
        place(emulator, "a")
        found = wait_for(emulator, "webhook", lambda found: (3, DELIVERED) in found)
        assert found == [(1, "answered 503: busy now"), (2, "answered 500"), (3, DELIVERED)]
        assert names(webhook.bodies(3)) == ["a"] * 3

    def test_event_that_fails_keeps_no_other_from_being_delivered(self, emulator: Running, webhook: Receiver) -> None:
        webhook.answers = [Answer(503)]
        place(emulator, "a", "b")
        assert names(webhook.bodies(3)) == ["a", "b", "a"]

    def test_redirect_is_not_followed(self, emulator: Running, webhook: Receiver) -> None:
        webhook.answers = [Answer(307, headers={"Location": "/elsewhere"})]
        place(emulator, "a")
        first, _ = wait_for(emulator, "webhook", lambda found: len(found) == 2)
        assert first == (1, "answered 307: redirects are not followed")
        assert {each.path for each in webhook.received} == {"/events"}

    def test_calls_are_answered_while_an_endpoint_takes_its_time(self, emulator: Running, webhook: Receiver) -> None:
        webhook.answering.clear()
        place(emulator, "a")
        webhook.bodies(1)
        fleet = emulator.client().list_fleets()["FleetIds"]
        emulator.client().create_player_session(
            GameSessionId=GameLift(emulator.url).ready_game_session(), PlayerId="alice"
        )
        assert (len(fleet), attempts(emulator, "webhook")) == (1, [[]])
        assert wait_for(emulator, "eventbridge", bool) == [(1, DELIVERED)]
        webhook.answering.set()
        assert wait_for(emulator, "webhook", bool) == [(1, DELIVERED)]

    def test_endpoint_that_never_answers_is_given_up_and_tried_again(
        self, emulator: Running, webhook: Receiver
    ) -> None:
        webhook.answering.clear()
        place(emulator, "a")
        assert wait_for(emulator, "webhook", bool)[0] == (1, "no answer within 5 s")
        webhook.answering.set()
        assert wait_for(emulator, "webhook", lambda found: (2, DELIVERED) in found)

    def test_reset_ends_attempts_at_what_is_gone(self, emulator: Running, webhook: Receiver) -> None:
        webhook.answering.clear()
        place(emulator, "old")
        webhook.bodies(1)
        emulator.reset()
        webhook.answers = [Answer(503)]
        webhook.answering.set()
        place(emulator, "new")
        assert wait_for(emulator, "webhook", lambda found: (2, DELIVERED) in found)[0] == (1, "answered 503")
        assert names(webhook.bodies(3)) == ["old", "new", "new"]

    def test_endpoint_that_is_down(self, tmp_path: Path, database_url: str) -> None:
        with running(tmp_path, "--event-webhook", "http://127.0.0.1:1/", database_url=database_url) as emulator:
            place(emulator, "a")
            found = wait_for(emulator, "webhook", lambda found: len(found) >= 2)
            assert [attempt for attempt, _ in found][:2] == [1, 2]
            assert found[0][1].startswith("not reached: ")
            assert f"event 1 was not delivered to webhook: {found[0][1]}; again in 0.5 s" in emulator.log()
            assert emulator.http.get("/_emulator/ready").status_code == 200

    def test_emulator_stops_while_an_endpoint_takes_its_time(
        self, tmp_path: Path, database_url: str, webhook: Receiver
    ) -> None:
        webhook.answering.clear()
        with running(tmp_path, "--event-webhook", webhook.url, database_url=database_url) as emulator:
            place(emulator, "a")
            webhook.bodies(1)
            assert emulator.stop() == 0
            assert not webhook.answering.is_set()
            assert "Traceback" not in emulator.log()


class TestProcesses:
    def test_one_of_several_processes_delivers_an_event(
        self, tmp_path: Path, database_url: str, webhook: Receiver
    ) -> None:
        expected = [f"placement-{number}" for number in range(50)]
        with ExitStack() as processes:
            started = [
                processes.enter_context(running(tmp_path, "--event-webhook", webhook.url, database_url=database_url))
                for _ in range(2)
            ]
            place(started[1], *expected)
            until(lambda: attempts(started[1], "webhook") == [[(1, DELIVERED)]] * 50)
            assert names(webhook.bodies(50)) == expected
            # The one that has delivered is killed; the other one goes on.
            started[0].stop(signal.SIGKILL)
            place(started[1], "after-the-kill")
            until(lambda: len(attempts(started[1], "webhook")[-1]) == 1)
            assert names(webhook.bodies(51)) == [*expected, "after-the-kill"]

    @pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
    def test_kill_between_commit_and_delivery_loses_nothing(
        self, tmp_path: Path, database_url: str, webhook: Receiver
    ) -> None:
        webhook.answering.clear()
        flags = ("--event-webhook", webhook.url)
        with running(tmp_path, *flags, database_url=database_url) as emulator:
            place(emulator, "a", "b")
            webhook.bodies(1)
            emulator.stop(signal.SIGKILL)
        with running(tmp_path, database_url=database_url) as other:
            place(other, "c")
        webhook.reset()
        with running(tmp_path, *flags, database_url=database_url) as emulator:
            assert names(webhook.bodies(3)) == ["a", "b", "c"]
            until(lambda: attempts(emulator, "webhook") == [[(1, DELIVERED)]] * 3)

    def test_webhook_that_is_new_gets_what_comes_from_then_on(
        self, tmp_path: Path, database_url: str, webhook: Receiver
    ) -> None:
        with running(tmp_path, database_url=database_url) as before:
            place(before, "before")
            with running(tmp_path, "--event-webhook", webhook.url, database_url=database_url) as emulator:
                place(emulator, "after")
                assert names(webhook.bodies(1)) == ["after"]


class TestAsTheRealServiceDoes:
    def test_events_come_twice_and_in_disorder_alike_in_each_run(
        self, tmp_path: Path, webhook: Receiver, database_url: str
    ) -> None:
        flags = ("--event-webhook", webhook.url, "--event-duplicates", "0.5", "--event-shuffle", "--random-seed", "7")
        expected = [f"placement-{number}" for number in range(20)]
        with running(tmp_path, *flags, database_url=database_url) as emulator:
            runs = []
            for _ in range(2):
                webhook.reset()
                emulator.reset()
                emulator.client().create_game_session_queue(Name="queue")
                place(emulator, *expected)
                emulator.advance(600)  # all of them time out in one transaction: they lead nowhere
                events = GameLift(emulator.url).events()
                delays = [
                    (delay, each.number, each)
                    for each in events
                    for delay in first_delays(each.event["id"], 0.5, shuffle=True)
                ]
                predicted = [each.detail["placementId"] for _, _, each in sorted(delays, key=lambda found: found[:2])]
                runs.append(names(webhook.bodies(len(predicted))))
                assert runs[-1] == predicted
        assert runs[0] == runs[1] != sorted(runs[0], key=expected.index)
        assert set(Counter(runs[0]).values()) == {1, 2}


def test_deliveries_are_typed_for_tests(emulator: Running) -> None:
    place(emulator, "a")
    wait_for(emulator, "webhook", bool)
    (event,) = GameLift(emulator.url).events()
    assert isinstance(event, RecordedEvent)
    assert all(isinstance(each, Delivery) for each in event.deliveries)


IMPORTED = """
import sys
from emulator import Emulator
with Emulator() as emulator:
    emulator.events()
    print("httpx" in sys.modules)
"""


def test_http_client_is_imported_for_an_endpoint_alone(tmp_path: Path) -> None:
    command = [sys.executable, "-c", IMPORTED]
    done = subprocess.run(command, cwd=tmp_path, env=environment(), capture_output=True, timeout=PATIENCE, check=True)
    assert done.stdout.split() == [b"False"]
