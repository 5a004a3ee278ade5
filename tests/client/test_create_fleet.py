"""CreateFleet as a stock boto3 client sees it."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from types_boto3_gamelift import GameLiftClient

from emulator.hosting.ready_made import FLEET_ID, LOCATION
from tests.support.builds import new_build
from tests.support.fleets import (
    ELSEWHERE,
    NOW,
    OTHER_ACCOUNT,
    UUID,
    attributes,
    fleet_arn,
    new_anywhere_fleet,
    new_ec2_fleet,
    refused,
    refused_by_the_server,
)
from tests.support.running import ACCOUNT, REGION, Running, running
from tests.support.scripts import new_script

ANYWHERE: dict[str, Any] = {"Name": "mine", "ComputeType": "ANYWHERE", "Locations": [{"Location": LOCATION}]}
EC2: dict[str, Any] = {"Name": "mine", "BuildId": "build-1", "EC2InstanceType": "c5.large"}


def without(asked: dict[str, Any], member: str) -> dict[str, Any]:
    return {name: value for name, value in asked.items() if name != member}


class TestAnywhere:
    @pytest.mark.documented("API_CreateFleet")
    def test_anywhere_fleet_is_active_at_once(self, client: GameLiftClient) -> None:
        fleet = client.create_fleet(**ANYWHERE)["FleetAttributes"]
        assert fleet["Status"] == "ACTIVE"
        assert attributes(client, fleet["FleetId"]) == fleet

    @pytest.mark.documented("the developer guide's answer to create-fleet for an Anywhere fleet")
    def test_anywhere_fleet_has_these_members(self, emulator: Running) -> None:
        emulator.freeze(NOW)
        fleet = emulator.client().create_fleet(**ANYWHERE)["FleetAttributes"]
        assert re.fullmatch(f"fleet-{UUID}", fleet["FleetId"])
        assert (
            fleet.items()
            >= {
                "FleetId": fleet["FleetId"],
                "FleetArn": fleet_arn(fleet["FleetId"]),
                "Name": "mine",
                "CreationTime": datetime(2026, 1, 1, tzinfo=UTC),
                "Status": "ACTIVE",
                "MetricGroups": ["default"],
                "CertificateConfiguration": {"CertificateType": "DISABLED"},
                "ComputeType": "ANYWHERE",
            }.items()
        )

    @pytest.mark.documented("API_FleetAttributes")
    def test_anywhere_fleet_has_nothing_of_ec2(self, client: GameLiftClient) -> None:
        fleet = client.create_fleet(**ANYWHERE)["FleetAttributes"]
        of_ec2 = {"FleetType", "InstanceType", "BuildId", "BuildArn", "ScriptId", "ScriptArn", "OperatingSystem"}
        assert set(fleet) & (of_ec2 | {"TerminationTime", "AnywhereConfiguration", "Description"}) == set()

    @pytest.mark.assumed("location states of an Anywhere fleet")
    def test_location_states_are_the_locations_asked_for(self, client: GameLiftClient) -> None:
        client.create_location(LocationName="custom-attic")
        places = [{"Location": "custom-attic"}, {"Location": LOCATION}, {"Location": "custom-attic"}]
        answer = client.create_fleet(**(ANYWHERE | {"Locations": places}))
        assert answer["LocationStates"] == [
            {"Location": "custom-attic", "Status": "ACTIVE"},
            {"Location": LOCATION, "Status": "ACTIVE"},
        ]

    @pytest.mark.documented("API_AnywhereConfiguration")
    @pytest.mark.parametrize("cost", ["0", "10", "0.50", "99999.99999"])
    def test_cost_is_kept_as_written(self, client: GameLiftClient, cost: str) -> None:
        fleet_id = new_anywhere_fleet(client, AnywhereConfiguration={"Cost": cost})
        assert attributes(client, fleet_id)["AnywhereConfiguration"] == {"Cost": cost}

    @pytest.mark.assumed("unknown fleet, alias, compute or location")
    def test_unknown_custom_location_is_not_found(self, client: GameLiftClient) -> None:
        asked = ANYWHERE | {"Locations": [{"Location": LOCATION}, {"Location": "custom-nowhere"}]}
        message = refused("NotFoundException", client.create_fleet, **asked)
        assert f"custom-nowhere was not found in region {REGION}, account {ACCOUNT}" in message

    @pytest.mark.assumed("unknown fleet, alias, compute or location")
    @pytest.mark.parametrize(
        ("home", "place"),
        [
            ({"region": ELSEWHERE}, f"region {ELSEWHERE}, account {ACCOUNT}"),
            ({"key": OTHER_ACCOUNT}, f"region {REGION}, account {OTHER_ACCOUNT}"),
        ],
    )
    def test_custom_location_of_another_place_is_not_found(
        self, emulator: Running, home: dict[str, str], place: str
    ) -> None:
        emulator.client(**home).create_location(LocationName="custom-attic")
        asked = ANYWHERE | {"Locations": [{"Location": "custom-attic"}]}
        assert f"exists in {place}" in refused("NotFoundException", emulator.client().create_fleet, **asked)

    @pytest.mark.assumed("members of a new fleet")
    @pytest.mark.parametrize("location", [REGION, ELSEWHERE, "us-west-2-lax-1"])
    def test_aws_location_is_refused_for_an_anywhere_fleet(self, client: GameLiftClient, location: str) -> None:
        asked = ANYWHERE | {"Locations": [{"Location": LOCATION}, {"Location": location}]}
        assert location in refused("InvalidRequestException", client.create_fleet, **asked)

    @pytest.mark.assumed("members of a new fleet")
    def test_anywhere_fleet_without_locations_is_refused(self, client: GameLiftClient) -> None:
        assert "Locations" in refused("InvalidRequestException", client.create_fleet, **without(ANYWHERE, "Locations"))

    @pytest.mark.assumed("members of a new fleet")
    @pytest.mark.parametrize(
        ("member", "value"),
        [
            ("BuildId", "build-1"),
            ("ScriptId", "script-1"),
            ("EC2InstanceType", "c5.large"),
            ("EC2InboundPermissions", [{"FromPort": 2000, "ToPort": 2001, "IpRange": "0.0.0.0/0", "Protocol": "UDP"}]),
            ("FleetType", "SPOT"),
            ("InstanceRoleArn", "arn:aws:iam::000000000000:role/game"),
        ],
    )
    def test_member_of_ec2_is_refused_for_an_anywhere_fleet(
        self, client: GameLiftClient, member: str, value: object
    ) -> None:
        assert member in refused("InvalidRequestException", client.create_fleet, **ANYWHERE, **{member: value})

    @pytest.mark.documented("the endpoints and quotas page of GameLift")
    def test_region_has_room_for_10_anywhere_fleets(self, emulator: Running) -> None:
        client = emulator.client(retries={"total_max_attempts": 1})
        made = [new_anywhere_fleet(client) for _ in range(10)]
        assert "10" in refused("LimitExceededException", client.create_fleet, **ANYWHERE)
        client.delete_fleet(FleetId=made[0])
        client.create_fleet(**ANYWHERE)

    @pytest.mark.documented("the endpoints and quotas page of GameLift")
    def test_quota_of_anywhere_fleets_is_per_region_and_account(self, emulator: Running) -> None:
        for _ in range(10):
            new_anywhere_fleet(emulator.client())
        new_ec2_fleet(emulator.client())
        new_anywhere_fleet(emulator.client(ELSEWHERE))
        new_anywhere_fleet(emulator.client(key=OTHER_ACCOUNT))

    @pytest.mark.model
    def test_refused_fleet_is_not_made(self, client: GameLiftClient) -> None:
        before = client.list_fleets()["FleetIds"]
        refused("InvalidRequestException", client.create_fleet, **ANYWHERE, FleetType="SPOT")
        refused("InvalidRequestException", client.create_fleet, **without(EC2, "BuildId"))
        assert client.list_fleets()["FleetIds"] == before


class TestEc2:
    @pytest.mark.documented("API_CreateFleet")
    def test_ec2_fleet_is_new_in_the_answer(self, client: GameLiftClient) -> None:
        answer = client.create_fleet(**EC2)
        assert (answer["FleetAttributes"]["ComputeType"], answer["FleetAttributes"]["Status"]) == ("EC2", "NEW")
        assert answer["LocationStates"] == [{"Location": REGION, "Status": "NEW"}]

    @pytest.mark.assumed("time until an EC2 fleet is ACTIVE")
    def test_ec2_fleet_is_active_at_the_next_look(self, client: GameLiftClient) -> None:
        made = client.create_fleet(**EC2)["FleetAttributes"]
        assert attributes(client, made["FleetId"]) == made | {"Status": "ACTIVE"}

    @pytest.mark.assumed("time until an EC2 fleet is ACTIVE")
    def test_game_session_can_be_made_on_a_new_ec2_fleet(self, client: GameLiftClient) -> None:
        fleet_id = new_ec2_fleet(client)
        session = client.create_game_session(FleetId=fleet_id, MaximumPlayerSessionCount=2)["GameSession"]
        assert (session["FleetId"], session["Location"]) == (fleet_id, REGION)

    @pytest.mark.documented("API_CreateFleet")
    @pytest.mark.parametrize("kind", ["build", "script"])
    @pytest.mark.parametrize("prefix", ["", f"arn:aws:gamelift:{REGION}:{ACCOUNT}:{{kind}}/"], ids=["id", "ARN"])
    def test_build_or_script_is_given_by_id_or_arn(self, client: GameLiftClient, kind: str, prefix: str) -> None:
        name = kind.title()
        asked = without(EC2, "BuildId") | {f"{name}Id": prefix.format(kind=kind) + f"{kind}-1"}
        fleet: dict[str, Any] = {**client.create_fleet(**asked)["FleetAttributes"]}
        arn = f"arn:aws:gamelift:{REGION}:{ACCOUNT}:{kind}/{kind}-1"
        assert (fleet[f"{name}Id"], fleet[f"{name}Arn"]) == (f"{kind}-1", arn)
        assert len(fleet.keys() & {"BuildId", "BuildArn", "ScriptId", "ScriptArn"}) == 2

    @pytest.mark.model
    @pytest.mark.parametrize("prefix", ["", f"arn:aws:gamelift:{REGION}:{ACCOUNT}:build/"], ids=["id", "ARN"])
    def test_id_of_a_build_may_hold_colons_and_slashes(self, client: GameLiftClient, prefix: str) -> None:
        asked = EC2 | {"BuildId": f"{prefix}build-a:build/b"}
        assert client.create_fleet(**asked)["FleetAttributes"]["BuildId"] == "build-a:build/b"
        assert client.list_fleets(BuildId=asked["BuildId"])["FleetIds"]

    @pytest.mark.assumed("members of a new fleet")
    @pytest.mark.parametrize("given", [{}, {"BuildId": "build-1", "ScriptId": "script-1"}], ids=["neither", "both"])
    def test_either_build_or_script_is_needed(self, client: GameLiftClient, given: dict[str, str]) -> None:
        message = refused("InvalidRequestException", client.create_fleet, **(without(EC2, "BuildId") | given))
        assert "BuildId" in message
        assert "ScriptId" in message

    @pytest.mark.assumed("members of a new fleet")
    def test_instance_type_is_needed(self, client: GameLiftClient) -> None:
        asked = without(EC2, "EC2InstanceType")
        assert "EC2InstanceType" in refused("InvalidRequestException", client.create_fleet, **asked)

    @pytest.mark.assumed("members of a new fleet")
    def test_anywhere_configuration_is_refused_for_an_ec2_fleet(self, client: GameLiftClient) -> None:
        asked = EC2 | {"AnywhereConfiguration": {"Cost": "1"}}
        assert "AnywhereConfiguration" in refused("InvalidRequestException", client.create_fleet, **asked)

    @pytest.mark.assumed("members of a new fleet")
    def test_custom_location_is_refused_for_an_ec2_fleet(self, client: GameLiftClient) -> None:
        asked = EC2 | {"Locations": [{"Location": REGION}, {"Location": LOCATION}]}
        assert LOCATION in refused("InvalidRequestException", client.create_fleet, **asked)

    @pytest.mark.documented("API_CreateFleet")
    @pytest.mark.parametrize("asked", [["us-west-2", REGION], [REGION, "us-west-2"]], ids=str)
    def test_home_region_is_among_the_locations_once(self, client: GameLiftClient, asked: list[str]) -> None:
        answer = client.create_fleet(**EC2, Locations=[{"Location": each} for each in asked])
        states = [(each["Location"], each["Status"]) for each in answer["LocationStates"]]
        assert sorted(states) == [(REGION, "NEW"), ("us-west-2", "NEW")]

    @pytest.mark.assumed("home Region of a new fleet")
    def test_home_region_that_is_left_out_is_added(self, client: GameLiftClient) -> None:
        answer = client.create_fleet(**EC2, Locations=[{"Location": "us-west-2"}])
        assert {each["Location"] for each in answer["LocationStates"]} == {REGION, "us-west-2"}

    @pytest.mark.documented("API_CreateFleet")
    def test_remote_location_can_host_game_sessions(self, client: GameLiftClient) -> None:
        fleet_id = new_ec2_fleet(client, Locations=[{"Location": REGION}, {"Location": "us-west-2"}])
        asked: dict[str, Any] = {"FleetId": fleet_id, "MaximumPlayerSessionCount": 2, "Location": "us-west-2"}
        assert client.create_game_session(**asked)["GameSession"]["Location"] == "us-west-2"

    @pytest.mark.documented("API_CreateFleet")
    def test_defaults_are_on_demand_without_certificate_and_protection(self, client: GameLiftClient) -> None:
        fleet = client.create_fleet(**EC2)["FleetAttributes"]
        assert fleet["FleetType"] == "ON_DEMAND"
        assert fleet["CertificateConfiguration"] == {"CertificateType": "DISABLED"}
        assert fleet["NewGameSessionProtectionPolicy"] == "NoProtection"

    @pytest.mark.model
    def test_all_that_is_given_is_kept(self, client: GameLiftClient) -> None:
        given = {
            "Name": "クラス 🧙",
            "Description": "a fleet",
            "BuildId": "build-2",
            "ServerLaunchPath": "/local/game/server",
            "ServerLaunchParameters": '-port "7777" --map=[a]',
            "LogPaths": ["/local/game/logs", "/tmp/é"],
            "NewGameSessionProtectionPolicy": "FullProtection",
            "ResourceCreationLimitPolicy": {"NewGameSessionsPerCreator": 3, "PolicyPeriodInMinutes": 15},
            "MetricGroups": ["europe"],
            "FleetType": "SPOT",
            "InstanceRoleArn": "arn:aws:iam::000000000000:role/game",
            "InstanceRoleCredentialsProvider": "SHARED_CREDENTIAL_FILE",
            "CertificateConfiguration": {"CertificateType": "GENERATED"},
            "PlayerGatewayMode": "REQUIRED",
            "PlayerGatewayConfiguration": {"GameServerIpProtocolSupported": "DUAL_STACK"},
        }
        fleet_id = new_ec2_fleet(client, **given)
        shown = attributes(client, fleet_id)
        assert shown.items() >= given.items()
        assert (shown["ComputeType"], shown["InstanceType"]) == ("EC2", "c5.large")

    @pytest.mark.model
    def test_members_that_are_no_attributes_are_accepted(self, client: GameLiftClient) -> None:
        others: dict[str, Any] = {
            "Tags": [{"Key": "team", "Value": "red"}],
            "EC2InboundPermissions": [{"FromPort": 2000, "ToPort": 2001, "IpRange": "0.0.0.0/0", "Protocol": "UDP"}],
            "RuntimeConfiguration": {"ServerProcesses": [{"LaunchPath": "/local/game", "ConcurrentExecutions": 1}]},
            "PeerVpcAwsAccountId": OTHER_ACCOUNT,
            "PeerVpcId": "vpc-1",
        }
        assert set(client.create_fleet(**EC2, **others)["FleetAttributes"]) == set(
            client.create_fleet(**EC2)["FleetAttributes"]
        )

    @pytest.mark.documented("API_CreateFleet")
    def test_name_needs_not_be_unique(self, client: GameLiftClient) -> None:
        first, second = (client.create_fleet(**EC2)["FleetAttributes"] for _ in range(2))
        assert first["FleetId"] != second["FleetId"]

    @pytest.mark.documented("API_RuntimeConfiguration")
    @pytest.mark.parametrize(("timeout", "status"), [(10, "TERMINATED"), (60, "ACTIVE")])
    def test_activation_timeout_is_that_of_the_runtime_configuration(
        self, tmp_path: Path, timeout: int, status: str
    ) -> None:
        with running(tmp_path, "--activation-seconds", "30", "--clock", NOW) as emulator:
            client = emulator.client()
            fleet_id = new_ec2_fleet(client, RuntimeConfiguration={"GameSessionActivationTimeoutSeconds": timeout})
            made = client.create_game_session(FleetId=fleet_id, MaximumPlayerSessionCount=2)["GameSession"]
            emulator.advance(31)
            (found,) = client.describe_game_sessions(GameSessionId=made["GameSessionId"])["GameSessions"]
        assert (made["Status"], found["Status"]) == ("ACTIVATING", status)


@pytest.fixture(scope="module")
def strict_emulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("strict"), "--strict-builds") as emulator:
        yield emulator


@pytest.fixture
def strict(strict_emulator: Running) -> Running:
    strict_emulator.reset()
    return strict_emulator


class TestStrictBuilds:
    @pytest.mark.assumed("builds and scripts with --strict-builds")
    @pytest.mark.parametrize("kind", ["build", "script"])
    @pytest.mark.parametrize("prefix", ["", f"arn:aws:gamelift:{REGION}:{ACCOUNT}:{{kind}}/"], ids=["id", "ARN"])
    def test_unknown_build_or_script_is_refused(self, strict: Running, kind: str, prefix: str) -> None:
        asked = without(EC2, "BuildId") | {f"{kind.title()}Id": prefix.format(kind=kind) + f"{kind}-1"}
        strict.seed({"Builds": [{"BuildId": "build-1", "Region": ELSEWHERE}, {"BuildId": "build-2"}]})
        message = refused("NotFoundException", strict.client().create_fleet, **asked)
        assert f"{kind}-1 was not found in region {REGION}" in message
        assert strict.client().list_fleets()["FleetIds"] == [FLEET_ID]

    @pytest.mark.assumed("builds and scripts with --strict-builds")
    @pytest.mark.parametrize("status", ["INITIALIZED", "FAILED"])
    def test_build_that_is_not_ready_is_refused(self, strict: Running, status: str) -> None:
        strict.seed({"Builds": [{"BuildId": "build-1", "Status": status}]})
        assert status in refused("InvalidRequestException", strict.client().create_fleet, **EC2)

    @pytest.mark.documented("API_CreateFleet")
    def test_build_or_script_that_is_here_is_taken(self, strict: Running) -> None:
        client = strict.client()
        for runs in ({"BuildId": new_build(client)}, {"ScriptId": new_script(client)}):
            assert new_ec2_fleet(client, **runs)
        assert new_anywhere_fleet(client)


@pytest.mark.model
@pytest.mark.parametrize(
    ("body", "member"),
    [
        (without(EC2, "Name"), "name"),
        (EC2 | {"Name": ""}, "name"),
        (EC2 | {"Name": "x" * 1025}, "name"),
        (EC2 | {"BuildId": "1"}, "buildId"),
        (EC2 | {"EC2InstanceType": "c5.huge"}, "EC2InstanceType"),
        (EC2 | {"ComputeType": "CONTAINER"}, "computeType"),
        (EC2 | {"MetricGroups": ["a", "b"]}, "metricGroups"),
        (ANYWHERE | {"Locations": []}, "locations"),
        (ANYWHERE | {"Locations": [{"Location": "custom local"}]}, "locations.1.member.location"),
        (ANYWHERE | {"AnywhereConfiguration": {}}, "anywhereConfiguration.cost"),
        (ANYWHERE | {"AnywhereConfiguration": {"Cost": "-1"}}, "anywhereConfiguration.cost"),
        (ANYWHERE | {"AnywhereConfiguration": {"Cost": "100000"}}, "anywhereConfiguration.cost"),
    ],
    ids=str,
)
def test_member_that_breaks_the_model_is_refused(emulator: Running, body: dict[str, object], member: str) -> None:
    assert f"'{member.lower()}'" in refused_by_the_server(emulator, "CreateFleet", body).lower()
