"""UpdateFleetAttributes as a stock boto3 client sees it."""

from typing import Any

import pytest
from types_boto3_gamelift import GameLiftClient
from types_boto3_gamelift.type_defs import ResourceCreationLimitPolicyTypeDef

from emulator.hosting.ready_made import FLEET_ID, LOCATION
from tests.support.fleets import (
    ELSEWHERE,
    UNKNOWN_FLEET,
    attributes,
    fleet_arn,
    new_anywhere_fleet,
    new_ec2_fleet,
    play,
    refused,
    refused_by_the_server,
)
from tests.support.running import Running

CHANGES: list[dict[str, Any]] = [
    {"Name": "another"},
    {"Description": "another"},
    {"NewGameSessionProtectionPolicy": "FullProtection"},
    {"ResourceCreationLimitPolicy": {"NewGameSessionsPerCreator": 3, "PolicyPeriodInMinutes": 15}},
    {"MetricGroups": ["europe"]},
    {"AnywhereConfiguration": {"Cost": "2.50"}},
]


@pytest.mark.documented("API_UpdateFleetAttributes")
@pytest.mark.parametrize("change", CHANGES, ids=lambda change: next(iter(change)))
def test_what_is_given_changes_and_the_rest_stays(client: GameLiftClient, change: dict[str, Any]) -> None:
    fleet_id = new_anywhere_fleet(client, Description="a fleet", AnywhereConfiguration={"Cost": "1"})
    before = attributes(client, fleet_id)
    client.update_fleet_attributes(FleetId=fleet_id, **change)
    assert attributes(client, fleet_id) == before | change


@pytest.mark.documented("API_UpdateFleetAttributes")
def test_all_can_change_together(client: GameLiftClient) -> None:
    change = {name: value for each in CHANGES for name, value in each.items()}
    client.update_fleet_attributes(FleetId=FLEET_ID, **change)
    assert attributes(client, FLEET_ID).items() >= change.items()


@pytest.mark.documented("API_UpdateFleetAttributes")
@pytest.mark.parametrize("named", [FLEET_ID, fleet_arn(FLEET_ID)], ids=["id", "ARN"])
def test_answer_has_id_and_arn(client: GameLiftClient, named: str) -> None:
    answer = client.update_fleet_attributes(FleetId=named, Name="another")
    assert (answer["FleetId"], answer["FleetArn"]) == (FLEET_ID, fleet_arn(FLEET_ID))
    assert attributes(client, FLEET_ID)["Name"] == "another"


@pytest.mark.model
def test_other_fleets_stay_as_they_are(client: GameLiftClient, emulator: Running) -> None:
    fleet_id = new_anywhere_fleet(client)
    elsewhere = emulator.client(ELSEWHERE)
    before = [attributes(client, fleet_id), attributes(elsewhere, FLEET_ID)]
    client.update_fleet_attributes(FleetId=FLEET_ID, Name="another")
    assert [attributes(client, fleet_id), attributes(elsewhere, FLEET_ID)] == before


@pytest.mark.documented("API_UpdateFleetAttributes")
def test_game_sessions_keep_the_protection_policy_that_they_were_made_with(client: GameLiftClient) -> None:
    made = [play(client, FLEET_ID)["GameSessionId"]]
    client.update_fleet_attributes(FleetId=FLEET_ID, NewGameSessionProtectionPolicy="FullProtection")
    made.append(play(client, FLEET_ID)["GameSessionId"])
    found = client.describe_game_session_details(FleetId=FLEET_ID)["GameSessionDetails"]
    policies = {each["GameSession"]["GameSessionId"]: each["ProtectionPolicy"] for each in found}
    assert policies == dict(zip(made, ("NoProtection", "FullProtection"), strict=True))


@pytest.mark.documented("API_ResourceCreationLimitPolicy")
def test_resource_creation_limit_is_kept_to_from_then_on(emulator: Running) -> None:
    client = emulator.client(retries={"total_max_attempts": 1})
    asked: dict[str, Any] = {"FleetId": FLEET_ID, "Location": LOCATION, "MaximumPlayerSessionCount": 2}
    emulator.freeze("2026-01-01T00:00:00Z")
    client.update_fleet_attributes(
        FleetId=FLEET_ID,
        ResourceCreationLimitPolicy={"NewGameSessionsPerCreator": 2, "PolicyPeriodInMinutes": 1},
    )
    for _ in range(2):
        client.create_game_session(**asked, CreatorId="alice")
    refused("LimitExceededException", client.create_game_session, **asked, CreatorId="alice")
    client.create_game_session(**asked, CreatorId="bob")


@pytest.mark.assumed("structures in an update")
def test_resource_creation_limit_policy_is_replaced_as_a_whole(client: GameLiftClient) -> None:
    policies: list[ResourceCreationLimitPolicyTypeDef] = [
        {"NewGameSessionsPerCreator": 3, "PolicyPeriodInMinutes": 15},
        {"NewGameSessionsPerCreator": 5},
        {"PolicyPeriodInMinutes": 60},
    ]
    for policy in policies:
        client.update_fleet_attributes(FleetId=FLEET_ID, ResourceCreationLimitPolicy=policy)
        assert attributes(client, FLEET_ID)["ResourceCreationLimitPolicy"] == policy


@pytest.mark.assumed("members of a new fleet")
def test_anywhere_configuration_of_an_ec2_fleet_is_refused(client: GameLiftClient) -> None:
    fleet_id = new_ec2_fleet(client)
    before = attributes(client, fleet_id)
    asked = {"FleetId": fleet_id, "Name": "another", "AnywhereConfiguration": {"Cost": "1"}}
    assert "ANYWHERE" in refused("InvalidRequestException", client.update_fleet_attributes, **asked)
    assert attributes(client, fleet_id) == before


@pytest.mark.assumed("unknown fleet, alias, compute or location")
@pytest.mark.parametrize("named", [UNKNOWN_FLEET, fleet_arn(UNKNOWN_FLEET), fleet_arn(FLEET_ID, ELSEWHERE)])
def test_unknown_fleet_is_not_found(client: GameLiftClient, named: str) -> None:
    assert named in refused("NotFoundException", client.update_fleet_attributes, FleetId=named, Name="another")


@pytest.mark.assumed("statuses in which a fleet can change or go")
@pytest.mark.parametrize("status", ["NEW", "DOWNLOADING", "VALIDATING", "BUILDING", "ACTIVATING", "ACTIVE", "ERROR"])
def test_fleet_that_is_not_going_can_change(emulator: Running, status: str) -> None:
    emulator.seed({"Fleets": [{"FleetId": "fleet-1", "Status": status}]})
    emulator.client().update_fleet_attributes(FleetId="fleet-1", Name="another")
    shown = attributes(emulator.client(), "fleet-1")
    assert (shown["Name"], shown["Status"]) == ("another", status)


@pytest.mark.assumed("statuses in which a fleet can change or go")
@pytest.mark.parametrize("status", ["DELETING", "TERMINATED"])
def test_fleet_that_goes_or_is_gone_cannot_change(emulator: Running, status: str) -> None:
    emulator.seed({"Fleets": [{"FleetId": "fleet-1", "Status": status, "Name": "mine"}]})
    client = emulator.client()
    asked = {"FleetId": "fleet-1", "Name": "another"}
    assert status in refused("InvalidFleetStatusException", client.update_fleet_attributes, **asked)
    assert attributes(client, "fleet-1")["Name"] == "mine"


@pytest.mark.model
@pytest.mark.parametrize(
    ("body", "member"),
    [
        ({}, "fleetId"),
        ({"FleetId": "x"}, "fleetId"),
        ({"FleetId": FLEET_ID, "Name": ""}, "name"),
        ({"FleetId": FLEET_ID, "NewGameSessionProtectionPolicy": "Some"}, "newGameSessionProtectionPolicy"),
        ({"FleetId": FLEET_ID, "AnywhereConfiguration": {"Cost": "free"}}, "anywhereConfiguration.cost"),
        (
            {"FleetId": FLEET_ID, "ResourceCreationLimitPolicy": {"PolicyPeriodInMinutes": -1}},
            "resourceCreationLimitPolicy.policyPeriodInMinutes",
        ),
    ],
    ids=str,
)
def test_member_that_breaks_the_model_is_refused(emulator: Running, body: dict[str, object], member: str) -> None:
    assert f"'{member}'" in refused_by_the_server(emulator, "UpdateFleetAttributes", body)
