"""GetComputeAuthToken as a stock boto3 client sees it."""

import re
from datetime import UTC, datetime, timedelta

import botocore.session
import pytest
from types_boto3_gamelift import GameLiftClient
from types_boto3_gamelift.type_defs import GetComputeAuthTokenOutputTypeDef

from emulator.hosting.ready_made import COMPUTE, FLEET_ID, LOCATION
from tests.support.fleets import (
    ELSEWHERE,
    NOW,
    UNKNOWN_FLEET,
    UUID,
    fleet_arn,
    new_anywhere_fleet,
    new_ec2_fleet,
    refused,
    refused_by_the_server,
)
from tests.support.running import ACCOUNT, REGION, Running

ARN = f"arn:aws:gamelift:{REGION}:{ACCOUNT}:compute/{COMPUTE}"
IN_THREE_HOURS = datetime(2026, 1, 1, 3, tzinfo=UTC)


def token(client: GameLiftClient, fleet: str = FLEET_ID, name: str = COMPUTE) -> GetComputeAuthTokenOutputTypeDef:
    return client.get_compute_auth_token(FleetId=fleet, ComputeName=name)


@pytest.mark.documented("the developer guide's answer to get-compute-auth-token")
@pytest.mark.parametrize("fleet", [FLEET_ID, fleet_arn(FLEET_ID)], ids=["fleet id", "fleet ARN"])
@pytest.mark.parametrize("name", [COMPUTE, ARN], ids=["name", "ARN"])
def test_answer_has_exactly_these_members(emulator: Running, fleet: str, name: str) -> None:
    emulator.freeze(NOW)
    answer = token(emulator.client(), fleet, name)
    assert answer == {
        "FleetId": FLEET_ID,
        "FleetArn": fleet_arn(FLEET_ID),
        "ComputeName": COMPUTE,
        "ComputeArn": ARN,
        "AuthToken": answer["AuthToken"],
        "ExpirationTimestamp": IN_THREE_HOURS,
        "ResponseMetadata": answer["ResponseMetadata"],
    }


@pytest.mark.observed("tokens in public READMEs")
def test_token_is_a_uuid(emulator: Running) -> None:
    tokens = []
    for _ in range(20):
        tokens.append(token(emulator.client())["AuthToken"])
        emulator.advance(1)
    assert [each for each in tokens if not re.fullmatch(UUID, each)] == []


@pytest.mark.model
def test_token_has_the_models_form(client: GameLiftClient) -> None:
    shape = botocore.session.get_session().get_service_model("gamelift").shape_for("ComputeAuthToken")
    assert re.fullmatch(shape.metadata["pattern"], token(client)["AuthToken"])
    assert len(token(client)["AuthToken"]) <= shape.metadata["max"]


@pytest.mark.observed("replies to GetComputeAuthToken in public READMEs")
@pytest.mark.parametrize("now", [NOW, "2026-01-01T00:00:00.001Z", "2026-01-01T00:00:00.999Z"])
def test_token_expires_in_three_hours_on_a_whole_second(emulator: Running, now: str) -> None:
    emulator.freeze(now)
    assert token(emulator.client())["ExpirationTimestamp"] == IN_THREE_HOURS


@pytest.mark.documented("API_GetComputeAuthToken")
def test_later_token_is_another_one_and_expires_later(emulator: Running) -> None:
    emulator.freeze(NOW)
    first = token(emulator.client())
    emulator.advance(3600)
    second = token(emulator.client())
    assert second["ExpirationTimestamp"] - first["ExpirationTimestamp"] == timedelta(hours=1)
    assert second["AuthToken"] != first["AuthToken"]


@pytest.mark.documented("API_GetComputeAuthToken")
def test_every_compute_has_a_token_of_its_own(client: GameLiftClient, emulator: Running) -> None:
    emulator.freeze(NOW)
    fleet_id = new_anywhere_fleet(client)
    for fleet, name in ((FLEET_ID, "attic-pc"), (fleet_id, COMPUTE)):
        client.register_compute(FleetId=fleet, ComputeName=name, Location=LOCATION, IpAddress="10.1.2.3")
    tokens = [
        token(client),
        token(client, name="attic-pc"),
        token(client, fleet_id),
        token(emulator.client(ELSEWHERE)),
        token(emulator.client(key="111122223333")),
    ]
    assert len({each["AuthToken"] for each in tokens}) == len(tokens)


@pytest.mark.assumed("unknown fleet, alias, compute or location")
@pytest.mark.parametrize(
    ("fleet", "name", "unknown"),
    [
        (UNKNOWN_FLEET, COMPUTE, UNKNOWN_FLEET),
        (fleet_arn(FLEET_ID, ELSEWHERE), COMPUTE, FLEET_ID),
        (FLEET_ID, "nobody", "nobody"),
        (UNKNOWN_FLEET, "nobody", UNKNOWN_FLEET),
        (FLEET_ID, ARN.replace(REGION, ELSEWHERE), COMPUTE),
    ],
)
def test_unknown_fleet_or_compute_is_not_found(client: GameLiftClient, fleet: str, name: str, unknown: str) -> None:
    message = refused("NotFoundException", client.get_compute_auth_token, FleetId=fleet, ComputeName=name)
    assert unknown in message


@pytest.mark.model
def test_compute_that_was_deregistered_gets_no_token(client: GameLiftClient) -> None:
    client.deregister_compute(FleetId=FLEET_ID, ComputeName=COMPUTE)
    refused("NotFoundException", client.get_compute_auth_token, FleetId=FLEET_ID, ComputeName=COMPUTE)


@pytest.mark.assumed("computes of an EC2 fleet")
def test_ec2_fleet_has_no_computes(client: GameLiftClient) -> None:
    fleet_id = new_ec2_fleet(client)
    refused("NotFoundException", client.get_compute_auth_token, FleetId=fleet_id, ComputeName="i-0123456789abcdef0")


@pytest.mark.model
@pytest.mark.parametrize(
    ("body", "member"), [({"ComputeName": COMPUTE}, "fleetId"), ({"FleetId": FLEET_ID}, "computeName")], ids=str
)
def test_required_member_is_asked_for(emulator: Running, body: dict[str, object], member: str) -> None:
    assert f"'{member}'" in refused_by_the_server(emulator, "GetComputeAuthToken", body)


@pytest.mark.model
def test_token_expires_before_time_ends(emulator: Running) -> None:
    emulator.freeze("9999-12-31T23:59:59Z")
    answer = emulator.client().get_compute_auth_token(FleetId=FLEET_ID, ComputeName=COMPUTE)
    assert answer["ExpirationTimestamp"].year == 9999
