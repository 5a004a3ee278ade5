"""StartGameSessionPlacement as a stock boto3 client sees it."""

import math
from datetime import UTC, datetime
from typing import Any

import pytest
from types_boto3_gamelift import GameLiftClient

from emulator.hosting.ready_made import FLEET_ID, LOCATION
from tests.support.fleets import ELSEWHERE, NOW, OTHER_ACCOUNT, fleet_arn, new_ec2_fleet, refused, refused_by_the_server
from tests.support.placements import desired, fleets_at, latencies, look_at, start, status_of
from tests.support.queues import new_queue, queue_arn
from tests.support.refusing import refusal
from tests.support.running import Running

INSTANT = datetime(2026, 1, 1, tzinfo=UTC)
FULL: dict[str, Any] = {
    "GameProperties": [{"Key": "mode", "Value": "duel"}],
    "GameSessionName": "a duel",
    "GameSessionData": "{}",
    "MaximumPlayerSessionCount": 3,
}
OVERRIDE: dict[str, Any] = {"LocationOrder": ["us-west-2"]}
BY_LOCATION: dict[str, Any] = {
    "PriorityConfiguration": {"PriorityOrder": ["LOCATION"], "LocationOrder": ["us-west-2", "eu-central-1"]}
}


def with_latency(milliseconds: float) -> dict[str, object]:
    """A call that boto3 itself would not send."""
    asked = {"PlacementId": "p", "GameSessionQueueName": "queue", "MaximumPlayerSessionCount": 1}
    return {**asked, "PlayerLatencies": latencies(a={"us-west-2": milliseconds})}


class TestAnswer:
    @pytest.mark.model
    def test_placement_is_pending_and_has_what_was_given(self, emulator: Running) -> None:
        emulator.freeze(NOW)
        client = emulator.client()
        new_queue(client)
        told: Any = latencies(alice={"custom-local": 20.5})
        placement = start(client, **FULL, PlayerLatencies=told, DesiredPlayerSessions=desired("alice"))
        assert placement == FULL | {
            "PlacementId": "p",
            "GameSessionQueueName": "queue",
            "Status": "PENDING",
            "PlayerLatencies": told,
            "StartTime": INSTANT,
        }

    @pytest.mark.assumed("empty lists of a placement")
    def test_lists_are_there_when_they_are_empty(self, client: GameLiftClient) -> None:
        new_queue(client)
        placement = start(client)
        assert (placement["GameProperties"], placement["PlayerLatencies"]) == ([], [])
        assert "PlacedPlayerSessions" not in placement

    @pytest.mark.model
    def test_queue_may_be_named_by_its_arn(self, client: GameLiftClient) -> None:
        new_queue(client)
        assert start(client, GameSessionQueueName=queue_arn("queue"))["GameSessionQueueName"] == "queue"

    @pytest.mark.model
    def test_override_is_shown_with_its_strategy(self, client: GameLiftClient) -> None:
        fleets_at(client, ["us-west-2"], **BY_LOCATION)
        placement = start(client, PriorityConfigurationOverride=OVERRIDE)
        assert placement["PriorityConfigurationOverride"] == OVERRIDE | {
            "PlacementFallbackStrategy": "DEFAULT_AFTER_SINGLE_PASS"
        }


class TestPlacing:
    @pytest.mark.documented("the developer guide's page on how games interact with GameLift")
    def test_placement_is_fulfilled_by_an_active_game_session(self, emulator: Running) -> None:
        emulator.freeze(NOW)
        client = emulator.client()
        new_queue(client)
        start(client, **FULL, DesiredPlayerSessions=[{"PlayerId": "alice", "PlayerData": "x"}, {"PlayerId": "bob"}])
        placement = look_at(client)
        (session,) = client.describe_game_sessions(GameSessionId=placement["GameSessionArn"])["GameSessions"]
        assert {name: session[name] for name in ("Name", "GameProperties", "GameSessionData")} == {
            "Name": "a duel",
            "GameProperties": FULL["GameProperties"],
            "GameSessionData": "{}",
        }
        assert (session["Status"], session["CurrentPlayerSessionCount"], session["MaximumPlayerSessionCount"]) == (
            "ACTIVE",
            2,
            3,
        )
        assert "CreatorId" not in session
        assert (placement["Status"], placement["EndTime"], placement["GameSessionRegion"]) == (
            "FULFILLED",
            INSTANT,
            LOCATION,
        )
        assert (placement["IpAddress"], placement["Port"]) == (session["IpAddress"], session["Port"])

    @pytest.mark.documented("API_StartGameSessionPlacement")
    def test_players_have_reservations_by_each_of_their_identifiers(self, emulator: Running) -> None:
        emulator.freeze(NOW)
        client = emulator.client()
        new_queue(client)
        start(client, DesiredPlayerSessions=[{"PlayerId": "zoe", "PlayerData": "x"}, {"PlayerId": "bob"}])
        placement = look_at(client)
        assert [each["PlayerId"] for each in placement["PlacedPlayerSessions"]] == ["zoe", "bob"]
        found = client.describe_player_sessions(GameSessionId=placement["GameSessionArn"])["PlayerSessions"]
        assert [each["PlayerId"] for each in found] == ["zoe", "bob"]
        assert found[0]["PlayerData"] == "x"
        for placed, session in zip(placement["PlacedPlayerSessions"], found, strict=True):
            assert (session["Status"], session["CreationTime"]) == ("RESERVED", INSTANT)
            by_id = client.describe_player_sessions(PlayerSessionId=placed["PlayerSessionId"])["PlayerSessions"]
            by_player = client.describe_player_sessions(PlayerId=placed["PlayerId"])["PlayerSessions"]
            assert by_id == by_player == [session]
        emulator.advance(59.999)
        emulator.advance(0.001)
        found = client.describe_player_sessions(GameSessionId=placement["GameSessionArn"])["PlayerSessions"]
        assert {each["Status"] for each in found} == {"TIMEDOUT"}

    @pytest.mark.observed("a captured event of a queue")
    def test_arn_of_the_game_session_ends_in_the_placement_id(self, client: GameLiftClient) -> None:
        new_queue(client)
        start(client, "f0f3573a-5c5d-4b0c-b5a1-d8d5e1e2e3e4")
        placement = look_at(client, "f0f3573a-5c5d-4b0c-b5a1-d8d5e1e2e3e4")
        assert placement["GameSessionArn"] == placement["GameSessionId"]
        assert placement["GameSessionArn"].endswith(f"{FLEET_ID}/{LOCATION}/f0f3573a-5c5d-4b0c-b5a1-d8d5e1e2e3e4")

    @pytest.mark.documented("the model's PriorityConfiguration")
    def test_first_destination_comes_first_without_latencies(self, client: GameLiftClient) -> None:
        fleets_at(client, ["us-west-2", "eu-central-1"])
        start(client)
        assert look_at(client)["GameSessionRegion"] == "us-west-2"

    @pytest.mark.documented("the model's PriorityConfiguration")
    def test_lowest_mean_latency_comes_first(self, client: GameLiftClient) -> None:
        fleets_at(client, ["us-west-2", "eu-central-1"])
        told = latencies(p1={"us-west-2": 90, "eu-central-1": 30}, p2={"us-west-2": 40, "eu-central-1": 60})
        start(client, PlayerLatencies=told)
        assert look_at(client)["GameSessionRegion"] == "eu-central-1"

    @pytest.mark.documented("the developer guide's page on designing queues")
    def test_policies_relax_with_time(self, emulator: Running) -> None:
        emulator.freeze(NOW)
        client = emulator.client()
        policies = [
            {"MaximumIndividualPlayerLatencyMilliseconds": 50, "PolicyDurationSeconds": 120},
            {"MaximumIndividualPlayerLatencyMilliseconds": 100},
        ]
        fleets_at(client, ["us-west-2", "eu-central-1"], PlayerLatencyPolicies=policies)
        told = latencies(p1={"us-west-2": 90, "eu-central-1": 30}, p2={"us-west-2": 40, "eu-central-1": 60})
        start(client, PlayerLatencies=told)
        emulator.advance(119.999)
        assert status_of(client) == "PENDING"
        emulator.advance(5)
        placement = look_at(client)
        assert (placement["Status"], placement["GameSessionRegion"]) == ("FULFILLED", "eu-central-1")
        assert (placement["EndTime"] - placement["StartTime"]).total_seconds() == 120

    @pytest.mark.documented("the model's PriorityConfigurationOverride")
    @pytest.mark.parametrize(
        ("strategy", "status", "place"),
        [("NONE", "TIMED_OUT", None), ("DEFAULT_AFTER_SINGLE_PASS", "FULFILLED", "us-west-2")],
    )
    def test_override_says_where_and_whether_anywhere_else(
        self,
        emulator: Running,
        strategy: Any,  # noqa: ANN401
        status: str,
        place: str | None,
    ) -> None:
        emulator.freeze(NOW)
        client = emulator.client()
        fleets_at(client, ["us-west-2", "eu-central-1"], **BY_LOCATION)
        asked = {"LocationOrder": ["eu-central-1"], "PlacementFallbackStrategy": strategy}
        start(client, "first", PriorityConfigurationOverride=asked)
        assert look_at(client, "first")["GameSessionRegion"] == "eu-central-1"
        asked["LocationOrder"] = ["ap-south-1"]
        start(client, "second", PriorityConfigurationOverride=asked)
        emulator.advance(600)
        placement = look_at(client, "second")
        assert (placement["Status"], placement.get("GameSessionRegion")) == (status, place)

    @pytest.mark.documented("the developer guide's page on queues")
    def test_alias_is_followed_when_the_placement_is_tried(self, emulator: Running) -> None:
        client = emulator.client()
        terminal: Any = {"Type": "TERMINAL", "Message": "not yet"}
        alias = client.create_alias(Name="x", RoutingStrategy=terminal)["Alias"]
        new_queue(client, alias["AliasArn"])
        start(client)
        assert status_of(client) == "PENDING"
        fleet_id = new_ec2_fleet(client)
        client.update_alias(AliasId=alias["AliasId"], RoutingStrategy={"Type": "SIMPLE", "FleetId": fleet_id})
        assert fleet_id in look_at(client)["GameSessionArn"]

    @pytest.mark.documented("the developer guide's page on designing queues")
    def test_destination_may_be_in_another_region(self, client: GameLiftClient, emulator: Running) -> None:
        far = emulator.client(ELSEWHERE)
        fleet_id = new_ec2_fleet(far)
        new_queue(client, fleet_arn(fleet_id, ELSEWHERE))
        start(client, DesiredPlayerSessions=desired("alice"))
        placement = look_at(client)
        assert placement["GameSessionArn"].startswith(f"arn:aws:gamelift:{ELSEWHERE}::gamesession/{fleet_id}/")
        assert len(far.describe_player_sessions(PlayerId="alice")["PlayerSessions"]) == 1

    @pytest.mark.assumed("queue that cannot place")
    def test_queue_without_destinations_waits_until_its_time_is_over(self, emulator: Running) -> None:
        emulator.freeze(NOW)
        client = emulator.client()
        client.create_game_session_queue(Name="queue", TimeoutInSeconds=30)
        start(client)
        emulator.advance(29.999)
        assert status_of(client) == "PENDING"
        emulator.advance(3600)
        placement = look_at(client)
        assert placement["Status"] == "TIMED_OUT"
        assert (placement["EndTime"] - placement["StartTime"]).total_seconds() == 30

    @pytest.mark.assumed("placement that waits while its queue changes")
    def test_changed_queue_is_tried_at_once(self, client: GameLiftClient) -> None:
        client.create_game_session_queue(Name="queue")
        start(client)
        arn: Any = [{"DestinationArn": fleet_arn(new_ec2_fleet(client))}]
        client.update_game_session_queue(Name="queue", Destinations=arn)
        assert status_of(client) == "FULFILLED"


class TestRefusals:
    @pytest.mark.model
    def test_unknown_queue_is_not_found(self, client: GameLiftClient, emulator: Running) -> None:
        emulator.client(ELSEWHERE).create_game_session_queue(Name="queue")
        assert f"exists in region {ELSEWHERE}" in refused("NotFoundException", start, client=client)

    @pytest.mark.assumed("placement id that was used before")
    def test_id_is_used_once_in_all_regions(self, client: GameLiftClient, emulator: Running) -> None:
        for each in (client, emulator.client(ELSEWHERE), emulator.client(key=OTHER_ACCOUNT)):
            each.create_game_session_queue(Name="queue")
        start(client)
        for each in (client, emulator.client(ELSEWHERE)):
            assert "region us-east-1" in refused("InvalidRequestException", start, client=each)
        start(emulator.client(key=OTHER_ACCOUNT))
        client.stop_game_session_placement(PlacementId="p")
        refused("InvalidRequestException", start, client=client)

    @pytest.mark.documented("API_StartGameSessionPlacement")
    def test_override_and_latencies_exclude_each_other(self, client: GameLiftClient) -> None:
        fleets_at(client, ["us-west-2"], **BY_LOCATION)
        asked = {"PriorityConfigurationOverride": OVERRIDE, "PlayerLatencies": latencies(a={"us-west-2": 1})}
        assert "exclude" in refused("InvalidRequestException", start, client=client, **asked)

    @pytest.mark.documented("API_StartGameSessionPlacement")
    def test_override_needs_a_queue_that_prioritizes_locations(self, client: GameLiftClient) -> None:
        new_queue(client, PriorityConfiguration={"PriorityOrder": ["COST"], "LocationOrder": ["us-west-2"]})
        asked = {"PriorityConfigurationOverride": OVERRIDE}
        assert "LOCATION" in refused("InvalidRequestException", start, client=client, **asked)

    @pytest.mark.assumed("players and latencies of a placement that make no sense")
    @pytest.mark.parametrize(
        ("asked", "text"),
        [
            ({"MaximumPlayerSessionCount": 201}, "201"),
            ({"DesiredPlayerSessions": desired("a", "b", "c", "d", "e")}, "5 players"),
            ({"DesiredPlayerSessions": desired("a", "b", "a")}, "twice"),
            ({"DesiredPlayerSessions": [{"PlayerData": "x"}]}, "PlayerId"),
            ({"PlayerLatencies": latencies(a={"us-west-2": -1})}, "negative"),
            ({"PlayerLatencies": [{"PlayerId": "a", "RegionIdentifier": "us-west-2"}]}, "LatencyInMilliseconds"),
            ({"GameProperties": [{"Key": "a", "Value": "1"}, {"Key": "a", "Value": "1"}]}, "twice"),
        ],
        ids=str,
    )
    def test_placement_must_make_sense(self, client: GameLiftClient, asked: dict[str, Any], text: str) -> None:
        new_queue(client)
        assert text in refused("InvalidRequestException", start, client=client, **asked)
        refused("NotFoundException", look_at, client=client)

    @pytest.mark.assumed("players and latencies of a placement that make no sense")
    @pytest.mark.parametrize("milliseconds", [math.inf, -math.inf, math.nan])
    def test_latency_that_is_no_amount_is_refused(self, emulator: Running, milliseconds: float) -> None:
        """Only CBOR has such numbers."""
        new_queue(emulator.client())
        refusal(emulator.call_cbor("StartGameSessionPlacement", with_latency(milliseconds)), "SerializationException")
        refused("NotFoundException", look_at, client=emulator.client())

    @pytest.mark.model
    def test_latency_that_a_float_cannot_hold_is_refused(self, emulator: Running) -> None:
        new_queue(emulator.client())
        refusal(emulator.call("StartGameSessionPlacement", with_latency(1e39)), "SerializationException")
        refused("NotFoundException", look_at, client=emulator.client())

    @pytest.mark.model
    @pytest.mark.parametrize(
        ("member", "value"),
        [
            ("placementId", "a b"),
            ("placementId", "x" * 49),
            ("gameSessionQueueName", "a_b"),
            ("maximumPlayerSessionCount", -1),
            ("gameSessionData", ""),
            ("priorityConfigurationOverride", {"LocationOrder": []}),
            ("priorityConfigurationOverride", {"LocationOrder": ["a"], "PlacementFallbackStrategy": "SOME"}),
        ],
    )
    def test_member_that_breaks_the_model_is_refused(self, emulator: Running, member: str, value: object) -> None:
        body = {"PlacementId": "p", "GameSessionQueueName": "queue", "MaximumPlayerSessionCount": 1}
        body[member[:1].upper() + member[1:]] = value
        assert f"'{member}" in refused_by_the_server(emulator, "StartGameSessionPlacement", body)
