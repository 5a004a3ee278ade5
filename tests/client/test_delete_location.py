"""DeleteLocation as a stock boto3 client sees it."""

import pytest
from types_boto3_gamelift import GameLiftClient

from emulator.hosting.ready_made import FLEET_ID, LOCATION
from tests.support.fleets import ELSEWHERE, OTHER_ACCOUNT, new_anywhere_fleet, refused, refused_by_the_server
from tests.support.running import ACCOUNT, REGION, Running


def custom(client: GameLiftClient) -> list[str]:
    return [each["LocationName"] for each in client.list_locations(Filters=["CUSTOM"])["Locations"]]


@pytest.mark.documented("API_DeleteLocation")
@pytest.mark.parametrize("prefix", ["", f"arn:aws:gamelift:{REGION}:{ACCOUNT}:location/"], ids=["name", "ARN"])
def test_location_is_deleted_by_name_or_arn(client: GameLiftClient, prefix: str) -> None:
    for name in ("custom-attic", "custom-cellar"):
        client.create_location(LocationName=name)
    answer = client.delete_location(LocationName=f"{prefix}custom-attic")
    assert set(answer) == {"ResponseMetadata"}
    assert sorted(custom(client)) == ["custom-cellar", LOCATION]


@pytest.mark.documented("API_DeleteLocation")
def test_location_of_that_name_elsewhere_stays(emulator: Running) -> None:
    clients = [emulator.client(), emulator.client(ELSEWHERE), emulator.client(key=OTHER_ACCOUNT)]
    for client in clients:
        client.create_location(LocationName="custom-attic")
    clients[0].delete_location(LocationName="custom-attic")
    assert ["custom-attic" in custom(client) for client in clients] == [False, True, True]


@pytest.mark.assumed("custom location in use")
def test_location_that_a_fleet_has_is_refused(client: GameLiftClient) -> None:
    message = refused("InvalidRequestException", client.delete_location, LocationName=LOCATION)
    assert FLEET_ID in message
    assert custom(client) == [LOCATION]


@pytest.mark.assumed("custom location in use")
def test_location_can_go_once_no_fleet_has_it(client: GameLiftClient) -> None:
    client.create_location(LocationName="custom-attic")
    fleets = [new_anywhere_fleet(client, "custom-attic"), new_anywhere_fleet(client, LOCATION, "custom-attic")]
    for fleet_id in fleets:
        message = refused("InvalidRequestException", client.delete_location, LocationName="custom-attic")
        assert any(each in message for each in fleets)
        client.delete_fleet(FleetId=fleet_id)
    client.delete_location(LocationName="custom-attic")
    assert custom(client) == [LOCATION]


@pytest.mark.assumed("custom location in use")
def test_fleet_of_another_region_does_not_use_it(emulator: Running) -> None:
    for client in (emulator.client(), emulator.client(ELSEWHERE)):
        client.create_location(LocationName="custom-attic")
    new_anywhere_fleet(emulator.client(ELSEWHERE), "custom-attic")
    emulator.client().delete_location(LocationName="custom-attic")
    assert custom(emulator.client()) == [LOCATION]


@pytest.mark.assumed("unknown fleet, alias, compute or location")
@pytest.mark.parametrize(
    "name",
    [
        "custom-nowhere",
        f"arn:aws:gamelift:{REGION}:{ACCOUNT}:location/custom-nowhere",
        f"arn:aws:gamelift:{ELSEWHERE}:{ACCOUNT}:location/{LOCATION}",
        f"arn:aws:gamelift:{REGION}:{OTHER_ACCOUNT}:location/{LOCATION}",
    ],
)
def test_unknown_location_is_not_found(client: GameLiftClient, name: str) -> None:
    assert name in refused("NotFoundException", client.delete_location, LocationName=name)


@pytest.mark.assumed("unknown fleet, alias, compute or location")
def test_location_cannot_be_deleted_twice(client: GameLiftClient) -> None:
    client.create_location(LocationName="custom-attic")
    client.delete_location(LocationName="custom-attic")
    refused("NotFoundException", client.delete_location, LocationName="custom-attic")


@pytest.mark.model
@pytest.mark.parametrize("body", [{}, {"LocationName": REGION}, {"LocationName": "custom-"}], ids=str)
def test_name_that_breaks_the_model_is_refused(emulator: Running, body: dict[str, object]) -> None:
    assert "'locationName'" in refused_by_the_server(emulator, "DeleteLocation", body)
