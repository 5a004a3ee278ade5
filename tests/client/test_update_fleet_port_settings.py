"""UpdateFleetPortSettings as a stock boto3 client sees it."""

from typing import Any

import pytest
from types_boto3_gamelift import GameLiftClient

from emulator.hosting.ready_made import FLEET_ID
from tests.support.fleets import UNKNOWN_FLEET, fleet_arn, new_ec2_fleet, refused, refused_by_the_server
from tests.support.running import Running


def port(number: int, **members: object) -> Any:  # noqa: ANN401
    return {"FromPort": number, "ToPort": number, "IpRange": "0.0.0.0/0", "Protocol": "UDP"} | members


def ports(client: GameLiftClient, fleet_id: str) -> list[Any]:
    return list(client.describe_fleet_port_settings(FleetId=fleet_id)["InboundPermissions"])


@pytest.mark.documented("API_UpdateFleetPortSettings")
def test_permissions_come_and_go(client: GameLiftClient) -> None:
    fleet_id = new_ec2_fleet(client, EC2InboundPermissions=[port(2000), port(3000)])
    answer = client.update_fleet_port_settings(
        FleetId=fleet_id,
        InboundPermissionAuthorizations=[port(4000), port(2000, Protocol="TCP")],
        InboundPermissionRevocations=[port(2000)],
    )
    assert (answer["FleetId"], answer["FleetArn"]) == (fleet_id, fleet_arn(fleet_id))
    assert ports(client, fleet_id) == [port(3000), port(4000), port(2000, Protocol="TCP")]


@pytest.mark.model
def test_update_without_changes_changes_nothing(client: GameLiftClient) -> None:
    fleet_id = new_ec2_fleet(client, EC2InboundPermissions=[port(2000)])
    client.update_fleet_port_settings(FleetId=fleet_id)
    assert ports(client, fleet_id) == [port(2000)]


@pytest.mark.observed("an error that the Terraform provider looks for")
def test_permission_that_is_there_already_is_refused(client: GameLiftClient) -> None:
    fleet_id = new_ec2_fleet(client, EC2InboundPermissions=[port(2000)])
    for asked in ([port(2000)], [port(3000), port(3000)]):
        call = client.update_fleet_port_settings
        text = refused("InvalidRequestException", call, FleetId=fleet_id, InboundPermissionAuthorizations=asked)
        assert text.startswith("InvalidPermission.Duplicate")
    assert ports(client, fleet_id) == [port(2000)]


@pytest.mark.assumed("inbound permissions that cannot be")
@pytest.mark.parametrize(
    "asked",
    [
        {"FromPort": 3000, "ToPort": 2000},
        {"FromPort": 21, "ToPort": 22},
        {"FromPort": 1025, "ToPort": 2000},
        {"IpRange": "anywhere"},
        {"IpRange": "0.0.0.0/33"},
    ],
    ids=str,
)
def test_permission_that_cannot_be_is_refused(client: GameLiftClient, asked: dict[str, object]) -> None:
    fleet_id = new_ec2_fleet(client)
    wrong = [port(2000) | asked]
    call = client.update_fleet_port_settings
    text = refused("InvalidRequestException", call, FleetId=fleet_id, InboundPermissionAuthorizations=wrong)
    assert not any(str(value) in text for value in asked.values() if value != 22), "they are sensitive"
    members = {"Name": "x", "BuildId": "build-1", "EC2InstanceType": "c5.large", "EC2InboundPermissions": wrong}
    refused("InvalidRequestException", client.create_fleet, **members)
    assert ports(client, fleet_id) == []


@pytest.mark.assumed("inbound permissions that cannot be")
def test_revocation_of_what_is_not_there_is_refused_whole(client: GameLiftClient) -> None:
    fleet_id = new_ec2_fleet(client, EC2InboundPermissions=[port(2000)])
    asked = {"InboundPermissionRevocations": [port(2000), port(3000)]}
    assert "no such" in refused("InvalidRequestException", client.update_fleet_port_settings, FleetId=fleet_id, **asked)
    assert ports(client, fleet_id) == [port(2000)]


@pytest.mark.assumed("inbound permissions that cannot be")
def test_more_than_fifty_are_refused(client: GameLiftClient) -> None:
    fleet_id = new_ec2_fleet(client, EC2InboundPermissions=[port(2000 + n) for n in range(50)])
    call = client.update_fleet_port_settings
    asked: dict[str, Any] = {"FleetId": fleet_id, "InboundPermissionAuthorizations": [port(9000)]}
    assert "50" in refused("LimitExceededException", call, **asked)
    call(**asked, InboundPermissionRevocations=[port(2000)])
    assert len(ports(client, fleet_id)) == 50


@pytest.mark.assumed("operations of EC2 fleets on an Anywhere fleet")
def test_anywhere_fleet_is_refused(client: GameLiftClient) -> None:
    assert "ANYWHERE" in refused("InvalidRequestException", client.update_fleet_port_settings, FleetId=FLEET_ID)


@pytest.mark.assumed("unknown fleet, alias, compute or location")
def test_unknown_fleet_is_not_found(client: GameLiftClient) -> None:
    assert UNKNOWN_FLEET in refused("NotFoundException", client.update_fleet_port_settings, FleetId=UNKNOWN_FLEET)


@pytest.mark.model
@pytest.mark.parametrize(
    ("member", "wrong"),
    [("fromPort", {"FromPort": 0}), ("toPort", {"ToPort": 60001}), ("ipRange", {"IpRange": "a b"}),
     ("protocol", {"Protocol": "ICMP"})],
)  # fmt: skip
def test_member_that_breaks_the_model_is_refused(emulator: Running, member: str, wrong: dict[str, object]) -> None:
    body: dict[str, object] = {"FleetId": UNKNOWN_FLEET, "InboundPermissionAuthorizations": [port(2000) | wrong]}
    text = refused_by_the_server(emulator, "UpdateFleetPortSettings", body)
    assert f"'inboundPermissionAuthorizations.1.member.{member}'" in text
