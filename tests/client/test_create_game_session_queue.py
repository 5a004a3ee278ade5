"""CreateGameSessionQueue as a stock boto3 client sees it."""

from typing import Any

import pytest
from types_boto3_gamelift import GameLiftClient

from emulator.hosting.ready_made import FLEET_ID
from tests.support.fleets import (
    ELSEWHERE,
    OTHER_ACCOUNT,
    UNKNOWN_FLEET,
    fleet_arn,
    new_ec2_fleet,
    refused,
    refused_by_the_server,
)
from tests.support.queues import READY_ARN, destinations, look_at_queue, new_queue, queue_arn
from tests.support.running import Running

FULL: dict[str, Any] = {
    "Name": "full-1",
    "TimeoutInSeconds": 120,
    "Destinations": destinations(READY_ARN),
    "PlayerLatencyPolicies": [
        {"MaximumIndividualPlayerLatencyMilliseconds": 50, "PolicyDurationSeconds": 60},
        {"MaximumIndividualPlayerLatencyMilliseconds": 100},
    ],
    "FilterConfiguration": {"AllowedLocations": ["custom-local", "us-west-2"]},
    "PriorityConfiguration": {"PriorityOrder": ["LOCATION", "COST"], "LocationOrder": ["us-west-2", "custom-local"]},
    "CustomEventData": "クラス 🧙",
    "NotificationTarget": "arn:aws:sns:us-east-1:000000000000:placements.fifo",
    "LogConfiguration": {
        "DeliveryDestinations": [
            {"LogDestination": "CLOUDWATCH"},
            {"LogDestination": "FIREHOSE", "DestinationArn": "arn:aws:firehose:us-east-1:000000000000:x/y"},
        ]
    },
}


class TestAnswer:
    @pytest.mark.model
    def test_queue_has_what_was_given(self, client: GameLiftClient) -> None:
        queue = client.create_game_session_queue(**FULL, Tags=[{"Key": "team", "Value": "red"}])["GameSessionQueue"]
        assert queue == FULL | {"GameSessionQueueArn": queue_arn("full-1")}
        assert look_at_queue(client, "full-1") == queue

    @pytest.mark.assumed("members of a queue that were not given")
    def test_queue_that_says_nothing_has_empty_lists_and_ten_minutes(self, client: GameLiftClient) -> None:
        assert client.create_game_session_queue(Name="q")["GameSessionQueue"] == {
            "Name": "q",
            "GameSessionQueueArn": queue_arn("q"),
            "TimeoutInSeconds": 600,
            "Destinations": [],
            "PlayerLatencyPolicies": [],
        }

    @pytest.mark.observed("samples of queue events carry the account")
    @pytest.mark.parametrize("home", [{"region": ELSEWHERE}, {"key": OTHER_ACCOUNT}], ids=str)
    def test_arn_names_region_and_account(self, emulator: Running, home: dict[str, str]) -> None:
        queue = emulator.client(**home).create_game_session_queue(Name="q")["GameSessionQueue"]
        region, account = home.get("region", "us-east-1"), home.get("key", "000000000000")
        assert queue["GameSessionQueueArn"] == queue_arn("q", region, account)

    @pytest.mark.documented("the developer guide's page on designing queues")
    def test_destinations_may_be_of_another_region(self, client: GameLiftClient, emulator: Running) -> None:
        far = emulator.client(ELSEWHERE)
        fleet_id = new_ec2_fleet(far)
        alias = far.create_alias(Name="x", RoutingStrategy={"Type": "SIMPLE", "FleetId": fleet_id})["Alias"]
        arns = [fleet_arn(fleet_id, ELSEWHERE), alias["AliasArn"], READY_ARN]
        assert new_queue(client, *arns)["Destinations"] == destinations(*arns)

    @pytest.mark.assumed("LocationOrder without LOCATION in PriorityOrder")
    def test_location_order_may_stand_alone(self, client: GameLiftClient) -> None:
        priorities: Any = {"LocationOrder": ["us-west-2"]}
        assert new_queue(client, PriorityConfiguration=priorities)["PriorityConfiguration"] == priorities

    @pytest.mark.assumed("empty structures of a queue")
    def test_empty_structures_are_not_shown(self, client: GameLiftClient) -> None:
        queue = new_queue(client, PriorityConfiguration={}, FilterConfiguration={}, CustomEventData="")
        assert {"PriorityConfiguration", "FilterConfiguration", "CustomEventData"} & set(queue) == set()


class TestRefusals:
    @pytest.mark.assumed("name of a queue in use")
    def test_name_is_unique_in_its_region_and_account(self, client: GameLiftClient, emulator: Running) -> None:
        new_queue(client)
        assert queue_arn("queue") in refused("InvalidRequestException", new_queue, client=client)
        for elsewhere in (emulator.client(ELSEWHERE), emulator.client(key=OTHER_ACCOUNT)):
            elsewhere.create_game_session_queue(Name="queue")

    @pytest.mark.assumed("time-out of a queue")
    @pytest.mark.parametrize(("seconds", "fine"), [(0, False), (9, False), (10, True), (600, True), (601, False)])
    def test_time_out_is_ten_seconds_to_ten_minutes(self, client: GameLiftClient, seconds: int, fine: bool) -> None:
        if fine:
            assert new_queue(client, TimeoutInSeconds=seconds)["TimeoutInSeconds"] == seconds
        else:
            assert "10 to 600" in refused("InvalidRequestException", new_queue, client=client, TimeoutInSeconds=seconds)

    @pytest.mark.observed("a public workshop's page on latency routing")
    def test_location_needs_a_location_order(self, client: GameLiftClient) -> None:
        asked = {"PriorityConfiguration": {"PriorityOrder": ["LOCATION"]}}
        assert "LocationOrder" in refused("InvalidRequestException", new_queue, client=client, **asked)

    @pytest.mark.assumed("lists of a queue that hold something twice, or too little")
    @pytest.mark.parametrize(
        ("asked", "text"),
        [
            ({"PlayerLatencyPolicies": [{"PolicyDurationSeconds": 5}]}, "MaximumIndividualPlayerLatency"),
            ({"PriorityConfiguration": {"PriorityOrder": ["COST", "COST"]}}, "PriorityOrder has 'COST' twice"),
            ({"PriorityConfiguration": {"LocationOrder": ["a-1", "b-1", "a-1"]}}, "LocationOrder has 'a-1' twice"),
            ({"Destinations": destinations(READY_ARN, READY_ARN)}, "Destinations has"),
            ({"Destinations": [{}]}, "DestinationArn"),
            ({"LogConfiguration": {"DeliveryDestinations": [{"LogDestination": "FIREHOSE"}]}}, "FIREHOSE"),
        ],
        ids=str,
    )
    def test_list_must_make_sense(self, client: GameLiftClient, asked: dict[str, Any], text: str) -> None:
        assert text in refused("InvalidRequestException", client.create_game_session_queue, Name="q", **asked)
        assert client.describe_game_session_queues()["GameSessionQueues"] == []

    @pytest.mark.assumed("destination that does not exist")
    @pytest.mark.parametrize(
        "arn",
        [
            fleet_arn(UNKNOWN_FLEET),
            fleet_arn(FLEET_ID, account=OTHER_ACCOUNT),
            "arn:aws:gamelift:us-east-1::alias/alias-00000000-0000-4000-8000-000000000000",
        ],
    )
    def test_destination_must_exist(self, client: GameLiftClient, arn: str) -> None:
        asked: dict[str, Any] = {"Name": "q", "Destinations": destinations(arn)}
        assert arn in refused("NotFoundException", client.create_game_session_queue, **asked)

    @pytest.mark.assumed("destination that does not exist")
    @pytest.mark.parametrize("arn", [FLEET_ID, "arn:aws:s3:::bucket", "x"])
    def test_destination_must_be_the_arn_of_a_fleet_or_alias(self, client: GameLiftClient, arn: str) -> None:
        asked: dict[str, Any] = {"Name": "q", "Destinations": destinations(arn)}
        assert "not the ARN" in refused("InvalidRequestException", client.create_game_session_queue, **asked)

    @pytest.mark.documented("the endpoints and quotas page of GameLift")
    def test_region_has_room_for_20_queues(self, emulator: Running) -> None:
        client = emulator.client(retries={"total_max_attempts": 1})
        emulator.seed({"GameSessionQueues": [{"Name": f"q{n}"} for n in range(19)]})
        client.create_game_session_queue(Name="last")
        assert "20" in refused("LimitExceededException", client.create_game_session_queue, Name="more")
        emulator.client(ELSEWHERE).create_game_session_queue(Name="more")

    @pytest.mark.model
    @pytest.mark.parametrize(
        ("body", "member"),
        [
            ({}, "name"),
            ({"Name": ""}, "name"),
            ({"Name": "a_b"}, "name"),
            ({"Name": "x" * 129}, "name"),
            ({"Name": "q", "TimeoutInSeconds": -1}, "timeoutInSeconds"),
            ({"Name": "q", "CustomEventData": "x" * 257}, "customEventData"),
            ({"Name": "q", "NotificationTarget": "a b"}, "notificationTarget"),
            ({"Name": "q", "PriorityConfiguration": {"PriorityOrder": ["PRICE"]}}, "priorityConfiguration"),
            ({"Name": "q", "FilterConfiguration": {"AllowedLocations": []}}, "filterConfiguration"),
            ({"Name": "q", "LogConfiguration": {"DeliveryDestinations": []}}, "logConfiguration"),
        ],
        ids=str,
    )
    def test_member_that_breaks_the_model_is_refused(
        self, emulator: Running, body: dict[str, object], member: str
    ) -> None:
        assert f"'{member}" in refused_by_the_server(emulator, "CreateGameSessionQueue", body)
