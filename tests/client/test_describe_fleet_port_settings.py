"""DescribeFleetPortSettings as a stock boto3 client sees it."""

from typing import Any

import pytest
from types_boto3_gamelift import GameLiftClient

from emulator.hosting.ready_made import FLEET_ID
from tests.support.fleets import UNKNOWN_FLEET, fleet_arn, new_ec2_fleet, refused, refused_by_the_server
from tests.support.running import REGION, Running

PORTS: list[dict[str, Any]] = [
    {"FromPort": 1026, "ToPort": 60000, "IpRange": "0.0.0.0/0", "Protocol": "UDP"},
    {"FromPort": 22, "ToPort": 22, "IpRange": "10.0.0.0/8", "Protocol": "TCP"},
]


@pytest.mark.documented("API_DescribeFleetPortSettings")
def test_what_create_fleet_took_is_answered(client: GameLiftClient) -> None:
    fleet_id = new_ec2_fleet(client, EC2InboundPermissions=PORTS)
    answer = client.describe_fleet_port_settings(FleetId=fleet_id)
    assert (answer["FleetId"], answer["FleetArn"]) == (fleet_id, fleet_arn(fleet_id))
    assert answer["InboundPermissions"] == PORTS
    assert not {"Location", "UpdateStatus"} & set(answer)


@pytest.mark.model
def test_fleet_without_any_answers_an_empty_list(client: GameLiftClient) -> None:
    assert client.describe_fleet_port_settings(FleetId=new_ec2_fleet(client))["InboundPermissions"] == []


@pytest.mark.documented("API_DescribeFleetPortSettings")
def test_location_is_answered(client: GameLiftClient) -> None:
    fleet_id = new_ec2_fleet(client, EC2InboundPermissions=PORTS, Locations=[{"Location": "eu-west-1"}])
    for location in (REGION, "eu-west-1"):
        answer = client.describe_fleet_port_settings(FleetId=fleet_id, Location=location)
        assert (answer["Location"], answer["InboundPermissions"]) == (location, PORTS)


@pytest.mark.assumed("location that a fleet does not have")
def test_location_that_the_fleet_has_not_is_refused(client: GameLiftClient) -> None:
    asked = {"FleetId": new_ec2_fleet(client), "Location": "eu-west-1"}
    assert "eu-west-1" in refused("InvalidRequestException", client.describe_fleet_port_settings, **asked)


@pytest.mark.assumed("operations of EC2 fleets on an Anywhere fleet")
def test_anywhere_fleet_is_refused(client: GameLiftClient) -> None:
    assert "ANYWHERE" in refused("InvalidRequestException", client.describe_fleet_port_settings, FleetId=FLEET_ID)


@pytest.mark.assumed("unknown fleet, alias, compute or location")
def test_unknown_fleet_is_not_found(client: GameLiftClient) -> None:
    assert UNKNOWN_FLEET in refused("NotFoundException", client.describe_fleet_port_settings, FleetId=UNKNOWN_FLEET)


@pytest.mark.model
def test_member_that_breaks_the_model_is_refused(emulator: Running) -> None:
    assert "'fleetId'" in refused_by_the_server(emulator, "DescribeFleetPortSettings", {})
    body: dict[str, object] = {"FleetId": FLEET_ID, "Location": "eu west"}
    assert "'location'" in refused_by_the_server(emulator, "DescribeFleetPortSettings", body)
