"""CreateLocation as a stock boto3 client sees it."""

import pytest
from types_boto3_gamelift import GameLiftClient

from emulator.hosting.ready_made import LOCATION
from tests.support.fleets import ELSEWHERE, OTHER_ACCOUNT, new_anywhere_fleet, play, refused, refused_by_the_server
from tests.support.running import ACCOUNT, REGION, Running


@pytest.mark.documented("the developer guide's answer to create-location")
@pytest.mark.parametrize(("region", "account"), [(REGION, ACCOUNT), (ELSEWHERE, OTHER_ACCOUNT)])
def test_answer_has_name_and_arn(emulator: Running, region: str, account: str) -> None:
    client = emulator.client(region, account)
    assert client.create_location(LocationName="custom-attic")["Location"] == {
        "LocationName": "custom-attic",
        "LocationArn": f"arn:aws:gamelift:{region}:{account}:location/custom-attic",
    }


@pytest.mark.documented("API_CreateLocation")
def test_location_can_be_that_of_an_anywhere_fleet(client: GameLiftClient) -> None:
    client.create_location(LocationName="custom-attic")
    fleet_id = new_anywhere_fleet(client, "custom-attic")
    assert play(client, fleet_id, "custom-attic")["Location"] == "custom-attic"


@pytest.mark.model
@pytest.mark.parametrize("name", [LOCATION, "custom-attic"])
def test_location_that_exists_is_a_conflict(client: GameLiftClient, name: str) -> None:
    client.create_location(LocationName="custom-attic")
    assert name in refused("ConflictException", client.create_location, LocationName=name)


@pytest.mark.documented("API_CreateLocation")
def test_location_of_another_region_or_account_is_no_conflict(emulator: Running) -> None:
    for client in (emulator.client(), emulator.client(ELSEWHERE), emulator.client(key=OTHER_ACCOUNT)):
        client.create_location(LocationName="custom-attic")


@pytest.mark.model
@pytest.mark.parametrize("name", ["custom-a", "custom-" + "x" * 57, "custom-A-1"])
def test_name_of_the_models_form_is_taken(client: GameLiftClient, name: str) -> None:
    assert client.create_location(LocationName=name)["Location"]["LocationName"] == name


@pytest.mark.model
@pytest.mark.parametrize(
    "body",
    [
        {},
        *({"LocationName": name} for name in ("", "attic", "custom-", "Custom-attic", "custom_attic", "us-east-1")),
        *({"LocationName": f"custom-{name}"} for name in ("a b", "é", "a\n", "x" * 58)),
    ],
    ids=str,
)
def test_name_that_breaks_the_model_is_refused(emulator: Running, body: dict[str, object]) -> None:
    assert "'locationName'" in refused_by_the_server(emulator, "CreateLocation", body)


@pytest.mark.documented("the endpoints and quotas page of GameLift")
def test_region_has_room_for_20_custom_locations(emulator: Running) -> None:
    client = emulator.client(retries={"total_max_attempts": 1})
    for n in range(20):
        client.create_location(LocationName=f"custom-{n}")
    assert "20" in refused("LimitExceededException", client.create_location, LocationName="custom-attic")
    refused("ConflictException", client.create_location, LocationName="custom-0")
    emulator.client(ELSEWHERE).create_location(LocationName="custom-attic")
    emulator.client(key=OTHER_ACCOUNT).create_location(LocationName="custom-attic")
    client.delete_location(LocationName="custom-7")
    client.create_location(LocationName="custom-attic")
