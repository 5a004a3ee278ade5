"""The lists of seed documents beside game and player sessions: locations, fleets, computes, aliases."""

import json
from typing import Any

import pytest

from tests.support.fleets import RULE_POLICY, TARGET_POLICY, fleet_arn
from tests.support.running import JSON, Running
from tests.support.scripts import S3, look_at_script
from tests.support.tagging import tags_of

FLEET = "fleet-11111111-2222-4333-8444-555555555555"
ALIAS = "alias-11111111-2222-4333-8444-555555555555"
MANAGED = "fleet-22222222-2222-4333-8444-555555555555"
RUNTIME: dict[str, Any] = {
    "ServerProcesses": [{"LaunchPath": "/local/game/x", "ConcurrentExecutions": 9, "Parameters": "-v"}],
    "MaxConcurrentGameSessionActivations": 2,
    "GameSessionActivationTimeoutSeconds": 30,
}
PORTS = [{"FromPort": 2000, "ToPort": 2100, "IpRange": "0.0.0.0/0", "Protocol": "UDP"}]
EVERYTHING: dict[str, Any] = {
    "Locations": [
        {
            "LocationName": "custom-desk",
            "CreationTime": "2026-01-01T00:00:00Z",
            "Tags": [{"Key": "room", "Value": "study"}],
        }
    ],
    "Fleets": [
        {
            "FleetId": FLEET,
            "ComputeType": "ANYWHERE",
            "Name": "desk",
            "Description": "under the stairs",
            "Status": "ACTIVE",
            "NewGameSessionProtectionPolicy": "FullProtection",
            "ResourceCreationLimitPolicy": {"NewGameSessionsPerCreator": 3, "PolicyPeriodInMinutes": 15},
            "MetricGroups": ["all"],
            "AnywhereConfiguration": {"Cost": "1.25"},
            "RuntimeConfiguration": RUNTIME,
            "LogPaths": ["/log"],
            "Locations": [{"Location": "custom-desk"}, {"Location": "custom-attic"}],
            "Tags": [{"Key": "team", "Value": "core"}, {"Key": "cost", "Value": ""}],
        },
        {
            "FleetId": MANAGED,
            "InstanceType": "c5.large",
            "EC2InboundPermissions": PORTS,
            "ScalingPolicies": [RULE_POLICY, TARGET_POLICY],
            "Locations": [
                {
                    "Location": "eu-west-1",
                    "DesiredInstances": 3,
                    "MinSize": 2,
                    "MaxSize": 4,
                    "ManagedCapacityConfiguration": {"ZeroCapacityStrategy": "MANUAL"},
                    "StoppedActions": ["AUTO_SCALING"],
                },
                {"Location": "us-east-1", "DesiredInstances": 0},
            ],
        },
    ],
    "FleetEvents": [
        {"EventId": "an-event", "FleetId": MANAGED, "EventCode": "FLEET_SCALING_EVENT", "Message": "Three, please."}
    ],
    "Computes": [{"FleetId": FLEET, "ComputeName": "pc", "Location": "custom-desk", "IpAddress": "10.0.0.9"}],
    "Aliases": [
        {"AliasId": ALIAS, "Name": "live", "RoutingStrategy": {"Type": "SIMPLE", "FleetId": FLEET}},
        {"AliasId": f"{ALIAS}-2", "Name": "old", "RoutingStrategy": {"Type": "TERMINAL", "Message": "Update, please."}},
    ],
    "Builds": [
        {"BuildId": "build-1", "Name": "game", "OperatingSystem": "WINDOWS_2022", "Tags": [{"Key": "a", "Value": "b"}]}
    ],
    "Scripts": [
        {
            "ScriptId": "script-1",
            "Name": "realtime",
            "NodeJsVersion": "24.x",
            "StorageLocation": S3,
            "Tags": [{"Key": "a", "Value": "b"}],
        },
        {"ScriptId": "script-2", "Version": "2", "SizeOnDisk": 2_000},
    ],
    "GameSessions": [
        {
            "GameSessionId": "gsess-one",
            "FleetId": FLEET,
            "Location": "custom-desk",
            "PlayerSessionCreationPolicy": "DENY_ALL",
            "ProtectionPolicy": "FullProtection",
            "GameProperties": [{"Key": "mode", "Value": "ranked"}],
            "GameSessionData": "data",
            "MatchmakerData": "{}",
            "CreatorId": "carol",
            "ComputeName": "pc",
        }
    ],
}


def refusal(emulator: Running, document: dict[str, Any]) -> str:
    response = emulator.http.post("/_emulator/seed", content=json.dumps(document), headers=JSON)
    assert response.status_code == 400, response.text
    return str(response.json()["message"])


def test_everything_that_is_said_is_shown(emulator: Running) -> None:
    emulator.seed(EVERYTHING)
    client = emulator.client()
    (fleet,) = client.describe_fleet_attributes(FleetIds=[FLEET])["FleetAttributes"]
    assert (fleet["Name"], fleet["Description"], fleet["MetricGroups"]) == ("desk", "under the stairs", ["all"])
    assert fleet["ResourceCreationLimitPolicy"] == {"NewGameSessionsPerCreator": 3, "PolicyPeriodInMinutes": 15}
    assert (fleet["AnywhereConfiguration"], fleet["LogPaths"]) == ({"Cost": "1.25"}, ["/log"])
    (compute,) = client.list_compute(FleetId=FLEET, Location="custom-desk")["ComputeList"]
    assert compute["IpAddress"] == "10.0.0.9"
    assert client.resolve_alias(AliasId=ALIAS)["FleetId"] == FLEET
    assert tags_of(client, fleet_arn(FLEET)) == {"team": "core", "cost": ""}
    (location,) = (each for each in client.list_locations()["Locations"] if each["LocationName"] == "custom-desk")
    assert tags_of(client, location["LocationArn"]) == {"room": "study"}
    (details,) = client.describe_game_session_details(FleetId=FLEET)["GameSessionDetails"]
    session = details["GameSession"]
    assert details["ProtectionPolicy"] == "FullProtection"
    assert session["GameProperties"] == [{"Key": "mode", "Value": "ranked"}]
    assert (session["PlayerSessionCreationPolicy"], session["GameSessionData"]) == ("DENY_ALL", "data")
    assert (session["CreatorId"], session["ComputeName"], session["MatchmakerData"]) == ("carol", "pc", "{}")


def test_everything_that_is_said_of_an_ec2_fleet_is_shown(emulator: Running) -> None:
    emulator.seed(EVERYTHING)
    client = emulator.client()
    assert client.describe_runtime_configuration(FleetId=FLEET)["RuntimeConfiguration"] == RUNTIME
    assert client.describe_fleet_port_settings(FleetId=MANAGED)["InboundPermissions"] == PORTS
    policies = client.describe_scaling_policies(FleetId=MANAGED)["ScalingPolicies"]
    assert [each["Name"] for each in policies] == [RULE_POLICY["Name"], TARGET_POLICY["Name"]]
    attributes = client.describe_fleet_location_attributes(FleetId=MANAGED)["LocationAttributes"]
    assert [each["LocationState"]["Location"] for each in attributes] == ["us-east-1", "eu-west-1"]
    assert [each.get("StoppedActions") for each in attributes] == [None, ["AUTO_SCALING"]]
    for location, sizes in (("us-east-1", (0, 0, 1)), ("eu-west-1", (2, 3, 4))):
        found = client.describe_fleet_location_capacity(FleetId=MANAGED, Location=location)["FleetCapacity"]
        counts = found["InstanceCounts"]
        assert (counts["MINIMUM"], counts["DESIRED"], counts["MAXIMUM"]) == sizes
        strategy = {"ZeroCapacityStrategy": "MANUAL"} if location == "eu-west-1" else None
        assert found.get("ManagedCapacityConfiguration") == strategy
    event = client.describe_fleet_events(FleetId=MANAGED)["Events"][-1]
    assert (event["EventId"], event["Message"]) == ("an-event", "Three, please.")


def test_everything_that_is_said_of_a_script_is_shown(emulator: Running) -> None:
    emulator.seed(EVERYTHING)
    client = emulator.client()
    moved, uploaded = look_at_script(client, "script-1"), look_at_script(client, "script-2")
    assert (moved["Name"], moved["NodeJsVersion"], moved["StorageLocation"]) == ("realtime", "24.x", S3)
    assert (moved["SizeOnDisk"], tags_of(client, moved["ScriptArn"])) == (0, {"a": "b"})
    assert (uploaded["Version"], uploaded["SizeOnDisk"], uploaded["NodeJsVersion"]) == ("2", 2_000, "10.x")
    assert set(uploaded["StorageLocation"]) == {"Bucket", "Key"}


def test_state_keeps_everything(emulator: Running) -> None:
    emulator.seed(EVERYTHING)
    before = emulator.http.get("/_emulator/state").text
    for list_name, member in (("Fleets", "ScalingPolicies"), ("Fleets", "RuntimeConfiguration"), ("FleetEvents", "")):
        assert list_name in before
        assert member in before
    emulator.reset()
    emulator.control("PUT", "/state", json.loads(before))
    assert emulator.http.get("/_emulator/state").text == before


def test_loading_twice_changes_nothing(emulator: Running) -> None:
    emulator.seed(EVERYTHING)
    report = emulator.seed(EVERYTHING)
    assert sum(report["added"].values()) == 0
    assert not any(report["different"].values())
    assert report["unchanged"] == {name: len(EVERYTHING.get(name, [])) for name in report["unchanged"]}
    assert set(report["unchanged"]) == {*EVERYTHING, "PlayerSessions"}


def test_rows_that_differ_stay_and_are_named(emulator: Running) -> None:
    emulator.seed(EVERYTHING)
    report = emulator.seed(
        {
            "Fleets": [{"FleetId": FLEET, "ResourceCreationLimitPolicy": {"NewGameSessionsPerCreator": 4}}],
            "Aliases": [{"AliasId": ALIAS, "Name": "live", "RoutingStrategy": {"Type": "TERMINAL", "Message": "No."}}],
            "Computes": [{"FleetId": FLEET, "ComputeName": "pc", "Location": "custom-attic", "DnsName": "pc.example"}],
        }
    )
    assert report["different"]["Fleets"] == [fleet_arn(FLEET)]
    alias = f"arn:aws:gamelift:us-east-1::alias/{ALIAS}"
    assert (report["different"]["Aliases"], report["different"]["Computes"]) == ([alias], ["pc"])
    assert emulator.client().resolve_alias(AliasId=ALIAS)["FleetId"] == FLEET


def test_other_tags_are_a_difference_and_stay_as_they_are(emulator: Running) -> None:
    emulator.seed(EVERYTHING)
    others: list[dict[str, Any]] = [
        {},
        {"Tags": [{"Key": "cost", "Value": ""}, {"Key": "team", "Value": "core"}]},
        {"Tags": [{"Key": "team", "Value": "core"}]},
        {"Tags": []},
    ]
    reports = [emulator.seed({"Fleets": [{"FleetId": FLEET} | each]}) for each in others]
    assert [report["different"]["Fleets"] for report in reports] == [[], [], [fleet_arn(FLEET)], [fleet_arn(FLEET)]]
    assert tags_of(emulator.client(), fleet_arn(FLEET)) == {"team": "core", "cost": ""}


def test_location_that_is_only_used_is_made_too(emulator: Running) -> None:
    emulator.seed(EVERYTHING)
    names = [each["LocationName"] for each in emulator.client().list_locations(Filters=["CUSTOM"])["Locations"]]
    assert sorted(names) == ["custom-attic", "custom-desk", "custom-local"]
    client = emulator.client()
    with pytest.raises(client.exceptions.FleetCapacityExceededException):  # it is known, and has no compute
        client.create_game_session(
            FleetId=FLEET, Location="custom-attic", MaximumPlayerSessionCount=1, CreatorId="dave"
        )


def test_waiting_game_session_changes_when_its_time_comes(emulator: Running) -> None:
    emulator.freeze("2026-01-01T00:00:00Z")
    session = {"GameSessionId": "gsess-one", "FleetId": "fleet-1", "Status": "ACTIVATING"}
    emulator.seed(
        {"Fleets": [{"FleetId": "fleet-1"}], "GameSessions": [session | {"DueTime": "+10s", "DueStatus": "ACTIVE"}]}
    )
    assert emulator.advance(9.999)["counts"] == {}
    answer = emulator.advance(0.001)
    assert answer["counts"] == {"ACTIVE": 1}
    assert answer["changes"] == [
        {
            "game_session_id": "arn:aws:gamelift:us-east-1::gamesession/fleet-1/gsess-one",
            "before": "ACTIVATING",
            "after": "ACTIVE",
            "time": "2026-01-01T00:00:10.000Z",
        }
    ]


SIMPLE = {"Type": "SIMPLE", "FleetId": FLEET}
COMPUTE = {"FleetId": FLEET, "ComputeName": "pc", "Location": "custom-a", "IpAddress": "::1"}


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ({"Locations": [{"LocationName": "desk"}]}, "Locations[0].LocationName"),
        ({"Locations": [{"LocationName": "custom-a"}] * 2}, "custom-a stands twice"),
        ({"Fleets": [{"FleetId": FLEET}] * 2}, f"{FLEET} stands twice"),
        ({"Fleets": [{"FleetId": FLEET, "Tags": [{"Key": "", "Value": "x"}]}]}, "Fleets[0].Tags[0].Key"),
        ({"Fleets": [{"FleetId": FLEET, "Tags": [{"Key": "aws:x", "Value": "x"}]}]}, "Fleets[0].Tags: The tag key"),
        ({"Computes": [{"FleetId": FLEET, "ComputeName": "pc", "Location": "custom-a"}]}, "there is no fleet"),
        ({"Fleets": [{"FleetId": FLEET, "RuntimeConfiguration": {"ServerProcesses": []}}]}, "ServerProcesses"),
        ({"Fleets": [{"FleetId": FLEET, "EC2InboundPermissions": [{"FromPort": 0}]}]}, "EC2InboundPermissions"),
        ({"Fleets": [{"FleetId": FLEET, "Locations": [{"Location": "eu-west-1", "Sizes": 3}]}]}, "Sizes"),
        ({"FleetEvents": [{"EventId": "e", "FleetId": FLEET, "EventCode": "FLEET_CREATED"}]}, "there is no fleet"),
        (
            {
                "Fleets": [{"FleetId": FLEET}],
                "FleetEvents": [{"EventId": "e", "FleetId": FLEET, "EventCode": "FLEET_CREATED"}] * 2,
            },
            "e stands twice in fleet",
        ),
        (
            {
                "Fleets": [{"FleetId": FLEET, "ComputeType": "ANYWHERE"}],
                "Computes": [{"FleetId": FLEET, "ComputeName": "pc", "Location": "custom-a"}],
            },
            "an IpAddress or a DnsName is needed",
        ),
        (
            {
                "Fleets": [{"FleetId": FLEET}],
                "Computes": [COMPUTE],
            },
            "is no Anywhere fleet",
        ),
        (
            {
                "Fleets": [{"FleetId": FLEET, "ComputeType": "ANYWHERE"}],
                "Computes": [COMPUTE] * 2,
            },
            "pc stands twice in fleet",
        ),
        ({"Aliases": [{"AliasId": ALIAS, "Name": "a", "RoutingStrategy": SIMPLE}] * 2}, "stands twice"),
        ({"Scripts": [{"ScriptId": "script-1"}] * 2}, "script-1 stands twice"),
        ({"Scripts": [{"ScriptId": "script-1", "NodeJsVersion": "12.x"}]}, "Scripts[0].NodeJsVersion"),
        ({"Scripts": [{"ScriptId": "script-1", "StorageLocation": {"Bucket": "b"}}]}, "Scripts[0].StorageLocation"),
        (
            {"Aliases": [{"AliasId": ALIAS, "Name": "a", "RoutingStrategy": {"Type": "TERMINAL"}}]},
            "a TERMINAL one has a Message, and no FleetId",
        ),
        (
            {"Aliases": [{"AliasId": ALIAS, "Name": "a", "RoutingStrategy": SIMPLE | {"Message": "x"}}]},
            "a SIMPLE one has a FleetId, and no Message",
        ),
        (
            {
                "Fleets": [{"FleetId": FLEET}],
                "GameSessions": [{"GameSessionId": "g", "FleetId": FLEET, "DueTime": "+1s", "DueStatus": "ACTIVE"}],
            },
            "a game session that is ACTIVE has none",
        ),
        (
            {
                "Fleets": [{"FleetId": FLEET}],
                "GameSessions": [
                    {"GameSessionId": "g", "FleetId": FLEET, "Status": "ACTIVATING", "DueStatus": "ACTIVE"}
                ],
            },
            "DueTime and DueStatus belong together",
        ),
    ],
)
def test_document_that_breaks_a_rule_is_refused_whole(emulator: Running, document: dict[str, Any], words: str) -> None:
    before = emulator.http.get("/_emulator/state").text
    assert words in refusal(emulator, document)
    assert emulator.http.get("/_emulator/state").text == before
