"""Calls above AWS's rates are refused where the settings ask for it."""

from collections.abc import Iterator

import pytest

from emulator.hosting.ready_made import FLEET_ID
from tests.support.running import Running, running


@pytest.fixture(scope="module")
def shared_throttling(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("throttling"), "--throttle", "aws") as emulator:
        yield emulator


@pytest.fixture
def throttling(shared_throttling: Running) -> Running:
    shared_throttling.reset()
    return shared_throttling


def test_rate_of_an_operation(throttling: Running) -> None:
    """A bucket of one: the second call comes a quarter of a second too early, unless the machine is that busy."""
    asked = {"Name": "Anywhere", "ComputeType": "ANYWHERE", "Locations": [{"Location": "custom-local"}]}
    answers = [throttling.call("CreateFleet", asked) for _ in range(5)]
    assert answers[0].status_code == 200
    refused = [answer for answer in answers if answer.status_code == 400]
    assert refused
    assert {answer.json()["__type"] for answer in refused} == {"ThrottlingException"}
    assert {answer.json()["message"] for answer in refused} == {"Rate exceeded"}


def test_refused_calls_are_in_the_journal_and_not_done(throttling: Running) -> None:
    for _ in range(30):
        throttling.call("DescribePlayerSessions", {"PlayerId": "alice"})
    outcomes = [each["outcome"] for each in throttling.control("GET", "/requests")["requests"]]
    assert outcomes[:10] == ["success"] * 10
    assert "ThrottlingException" in outcomes


def test_sdk_that_waits_gets_through(throttling: Running) -> None:
    client = throttling.client(retries={"mode": "standard", "total_max_attempts": 20})
    for _ in range(15):
        client.describe_game_sessions(FleetId=FLEET_ID)


def test_nothing_is_throttled_unless_asked_for(emulator: Running) -> None:
    assert {emulator.call("ListFleets", {}).status_code for _ in range(100)} == {200}
