"""UpdateGameSessionQueue as a stock boto3 client sees it."""

from typing import Any

import pytest
from types_boto3_gamelift import GameLiftClient

from tests.client.test_create_game_session_queue import FULL
from tests.support.fleets import ELSEWHERE, UNKNOWN_FLEET, fleet_arn, new_ec2_fleet, refused
from tests.support.queues import destinations, look_at_queue, new_queue, queue_arn
from tests.support.running import Running


def deliveries(client: Any) -> list[dict[str, str]]:  # noqa: ANN401
    shown: Any = look_at_queue(client, "queue")
    found: list[dict[str, str]] = shown["LogConfiguration"]["DeliveryDestinations"]
    return found


@pytest.mark.model
@pytest.mark.parametrize("name", ["full-1", queue_arn("full-1")])
def test_what_is_not_given_stays(client: GameLiftClient, name: str) -> None:
    client.create_game_session_queue(**FULL)
    queue = client.update_game_session_queue(Name=name, TimeoutInSeconds=30)["GameSessionQueue"]
    assert queue == FULL | {"GameSessionQueueArn": queue_arn("full-1"), "TimeoutInSeconds": 30}
    assert look_at_queue(client, "full-1") == queue


@pytest.mark.documented("API_UpdateGameSessionQueue")
@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("PlayerLatencyPolicies", [{"MaximumIndividualPlayerLatencyMilliseconds": 7}]),
        ("FilterConfiguration", {"AllowedLocations": ["eu-west-1"]}),
        ("PriorityConfiguration", {"PriorityOrder": ["DESTINATION"]}),
        ("CustomEventData", "other"),
        ("NotificationTarget", "arn:aws:sns:us-east-1:000000000000:other"),
        ("Destinations", []),
        ("PlayerLatencyPolicies", []),
    ],
)
def test_list_replaces_the_earlier_one_whole(client: GameLiftClient, member: str, value: Any) -> None:  # noqa: ANN401
    client.create_game_session_queue(**FULL)
    client.update_game_session_queue(Name="full-1", **{member: value})
    assert look_at_queue(client, "full-1") == FULL | {"GameSessionQueueArn": queue_arn("full-1"), member: value}


@pytest.mark.documented("API_UpdateGameSessionQueue")
@pytest.mark.parametrize(
    ("member", "nothing"),
    [("FilterConfiguration", {}), ("PriorityConfiguration", {}), ("CustomEventData", ""), ("NotificationTarget", "")],
)
def test_empty_value_takes_the_earlier_one_away(client: GameLiftClient, member: str, nothing: Any) -> None:  # noqa: ANN401
    client.create_game_session_queue(**FULL)
    client.update_game_session_queue(Name="full-1", **{member: nothing})
    assert set(FULL) - set(look_at_queue(client, "full-1")) == {member}


@pytest.mark.model
def test_log_destinations_come_and_go_one_by_one(emulator: Running) -> None:
    client: Any = emulator.client()  # the types know no logs yet
    new_queue(client)
    cloudwatch: Any = {"LogDestination": "CLOUDWATCH"}
    bucket: Any = {"LogDestination": "S3", "DestinationArn": "arn:aws:s3:::bucket"}
    client.update_game_session_queue(Name="queue", AddLogDeliveryDestinations=[cloudwatch, bucket])
    queue = client.update_game_session_queue(Name="queue", AddLogDeliveryDestinations=[bucket])["GameSessionQueue"]
    assert queue["LogConfiguration"] == {"DeliveryDestinations": [cloudwatch, bucket]}
    client.update_game_session_queue(Name="queue", RemoveLogDeliveryDestinations=[cloudwatch])
    assert deliveries(client) == [bucket]
    client.update_game_session_queue(Name="queue", RemoveLogDeliveryDestinations=[bucket, cloudwatch])
    assert "LogConfiguration" not in look_at_queue(client, "queue")


@pytest.mark.assumed("lists of a queue that hold something twice, or too little")
def test_queue_has_three_log_destinations_at_most(emulator: Running) -> None:
    client: Any = emulator.client()  # the types know no logs yet
    new_queue(client)
    some: Any = [{"LogDestination": "S3", "DestinationArn": f"arn:aws:s3:::bucket-{n}"} for n in range(4)]
    client.update_game_session_queue(Name="queue", AddLogDeliveryDestinations=some[:3])
    asked = {"Name": "queue", "AddLogDeliveryDestinations": some[3:]}
    assert "3 log" in refused("InvalidRequestException", client.update_game_session_queue, **asked)
    client.update_game_session_queue(**asked, RemoveLogDeliveryDestinations=some[:1])
    assert deliveries(client) == some[1:]


@pytest.mark.model
def test_unknown_queue_is_not_found(client: GameLiftClient, emulator: Running) -> None:
    emulator.client(ELSEWHERE).create_game_session_queue(Name="queue")
    for name in ("queue", queue_arn("queue", ELSEWHERE)):
        text = refused("NotFoundException", client.update_game_session_queue, Name=name, TimeoutInSeconds=20)
        assert f"exists in region {ELSEWHERE}" in text


@pytest.mark.assumed("destination that does not exist")
def test_refused_update_changes_nothing(client: GameLiftClient) -> None:
    before = new_queue(client)
    some = destinations(fleet_arn(new_ec2_fleet(client)), fleet_arn(UNKNOWN_FLEET))
    asked = {"Name": "queue", "TimeoutInSeconds": 20, "Destinations": some}
    refused("NotFoundException", client.update_game_session_queue, **asked)
    assert look_at_queue(client, "queue") == before
