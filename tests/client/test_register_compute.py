"""RegisterCompute as a stock boto3 client sees it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from types_boto3_gamelift import GameLiftClient
from types_boto3_gamelift.type_defs import ComputeTypeDef

from emulator.hosting.ready_made import COMPUTE, FLEET_ID, LOCATION
from tests.support.fleets import (
    ELSEWHERE,
    NOW,
    UNKNOWN_FLEET,
    fleet_arn,
    new_anywhere_fleet,
    new_ec2_fleet,
    play,
    refused,
    refused_by_the_server,
)
from tests.support.running import ACCOUNT, REGION, Running, running

ASKED: dict[str, Any] = {
    "FleetId": FLEET_ID,
    "ComputeName": "attic-pc",
    "IpAddress": "10.1.2.3",
    "Location": LOCATION,
}


@pytest.fixture(scope="module")
def over_tls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("over_tls"), "--tls-port", "0") as emulator:
        yield emulator


def register(client: GameLiftClient, **changes: Any) -> ComputeTypeDef:  # noqa: ANN401
    """The answer to ASKED with those members changed; None leaves a member out."""
    asked = {name: value for name, value in (ASKED | changes).items() if value is not None}
    return client.register_compute(**asked)["Compute"]


def names(client: GameLiftClient, fleet_id: str = FLEET_ID) -> list[str]:
    return [each["ComputeName"] for each in client.list_compute(FleetId=fleet_id)["ComputeList"]]


class TestAnswer:
    @pytest.mark.observed("a reply to RegisterCompute in a public README")
    @pytest.mark.parametrize("fleet", [FLEET_ID, fleet_arn(FLEET_ID)], ids=["id", "ARN"])
    def test_compute_has_exactly_these_members(self, emulator: Running, fleet: str) -> None:
        emulator.freeze(NOW)
        assert register(emulator.client(), FleetId=fleet) == {
            "FleetId": FLEET_ID,
            "FleetArn": fleet_arn(FLEET_ID),
            "ComputeName": "attic-pc",
            "ComputeArn": f"arn:aws:gamelift:{REGION}:{ACCOUNT}:compute/attic-pc",
            "IpAddress": "10.1.2.3",
            "ComputeStatus": "Active",
            "Location": LOCATION,
            "CreationTime": datetime(2026, 1, 1, tzinfo=UTC),
            "GameLiftServiceSdkEndpoint": emulator.url.replace("http://", "ws://"),
        }

    @pytest.mark.assumed("endpoint for game servers")
    @pytest.mark.parametrize("host", ["localhost:{port}", "gamelift", "gamelift:80", "a.localhost:{port}"])
    def test_endpoint_is_that_by_which_the_caller_came(self, emulator: Running, host: str) -> None:
        host = host.format(port=urlsplit(emulator.url).port)
        made = emulator.call("RegisterCompute", ASKED, Host=host).json()["Compute"]
        assert made["GameLiftServiceSdkEndpoint"] == f"ws://{host}"

    @pytest.mark.assumed("endpoint for game servers")
    @pytest.mark.parametrize("host", ["localhost", "localhost:4600", "[::1]:4600", "[::1]"])
    def test_endpoint_is_the_tls_port_where_there_is_one(self, over_tls: Running, host: str) -> None:
        name = host.removesuffix(":4600")
        port = over_tls.tls_url.rpartition(":")[2]
        over_tls.reset()
        told = [
            over_tls.call("RegisterCompute", ASKED, Host=host).json()["Compute"],
            over_tls.call("DescribeCompute", {"FleetId": FLEET_ID, "ComputeName": "attic-pc"}, Host=host).json()[
                "Compute"
            ],
            *over_tls.call("ListCompute", {"FleetId": FLEET_ID}, Host=host).json()["ComputeList"],
        ]
        assert {each["GameLiftServiceSdkEndpoint"] for each in told} == {f"wss://{name}:{port}"}

    @pytest.mark.assumed("endpoint for game servers")
    def test_endpoint_is_the_one_that_is_set(self, tmp_path: Path) -> None:
        with running(
            tmp_path, "--game-server-endpoint", "wss://games.example:4601/path", "--tls-port", "0"
        ) as emulator:
            assert register(emulator.client())["GameLiftServiceSdkEndpoint"] == "wss://games.example:4601/path"

    @pytest.mark.model
    def test_compute_is_there_afterwards(self, client: GameLiftClient) -> None:
        made = register(client)
        assert client.describe_compute(FleetId=FLEET_ID, ComputeName="attic-pc")["Compute"] == made
        assert sorted(names(client)) == ["attic-pc", COMPUTE]

    @pytest.mark.documented("API_RegisterCompute")
    def test_certificate_path_is_taken_unseen(self, client: GameLiftClient) -> None:
        assert register(client, CertificatePath="/no/such/file")["ComputeName"] == "attic-pc"

    @pytest.mark.model
    @pytest.mark.parametrize("name", ["a", "x" * 128, "host/1", "A-1"])
    def test_name_of_the_models_form_is_taken(self, client: GameLiftClient, name: str) -> None:
        assert register(client, ComputeName=name)["ComputeArn"].endswith(f":compute/{name}")


class TestRefusals:
    @pytest.mark.observed("Unity plugin, issue 254")
    def test_location_is_required(self, client: GameLiftClient) -> None:
        message = refused("InvalidRequestException", register, client=client, Location=None)
        assert message == "Location is required for Anywhere compute type."
        assert names(client) == [COMPUTE]

    @pytest.mark.assumed("location that a fleet does not have")
    @pytest.mark.parametrize("location", ["custom-attic", "custom-nowhere", REGION])
    def test_location_must_be_one_of_the_fleet(self, client: GameLiftClient, location: str) -> None:
        client.create_location(LocationName="custom-attic")
        message = refused("InvalidRequestException", register, client=client, Location=location)
        assert f"has no location {location}" in message
        assert LOCATION in message

    @pytest.mark.documented("API_RegisterCompute")
    def test_address_is_required(self, client: GameLiftClient) -> None:
        message = refused("InvalidRequestException", register, client=client, IpAddress=None)
        assert "IpAddress" in message

    @pytest.mark.assumed("address of a compute")
    @pytest.mark.parametrize("ip_address", [None, "10.1.2.3"])
    def test_dns_name_will_do_as_an_address(self, client: GameLiftClient, ip_address: str | None) -> None:
        made = register(client, DnsName="attic-pc.example.com", IpAddress=ip_address)
        assert (made.get("DnsName"), made.get("IpAddress")) == ("attic-pc.example.com", ip_address)

    @pytest.mark.documented("API_RegisterCompute")
    def test_name_must_be_unique_within_the_fleet(self, client: GameLiftClient) -> None:
        register(client)
        assert "attic-pc" in refused("ConflictException", register, client=client, IpAddress="10.9.9.9")
        found = client.describe_compute(FleetId=FLEET_ID, ComputeName="attic-pc")["Compute"]
        assert found["IpAddress"] == "10.1.2.3"
        other = new_anywhere_fleet(client)
        assert register(client, FleetId=other)["FleetId"] == other

    @pytest.mark.assumed("unknown fleet, alias, compute or location")
    @pytest.mark.parametrize("fleet", [UNKNOWN_FLEET, fleet_arn(UNKNOWN_FLEET), fleet_arn(FLEET_ID, ELSEWHERE)])
    def test_unknown_fleet_is_an_invalid_request(self, client: GameLiftClient, fleet: str) -> None:
        assert f"{fleet} was not found" in refused("InvalidRequestException", register, client=client, FleetId=fleet)

    @pytest.mark.documented("API_RegisterCompute")
    def test_ec2_fleet_takes_no_computes(self, client: GameLiftClient) -> None:
        asked = {"FleetId": new_ec2_fleet(client), "Location": REGION}
        assert "ANYWHERE" in refused("InvalidRequestException", register, client=client, **asked)

    @pytest.mark.documented("API_CreateFleet")
    @pytest.mark.parametrize("status", ["NEW", "ERROR", "DELETING"])
    def test_fleet_must_be_active(self, emulator: Running, status: str) -> None:
        fleet = {
            "FleetId": "fleet-1",
            "ComputeType": "ANYWHERE",
            "Status": status,
            "Locations": [{"Location": LOCATION}],
        }
        emulator.seed({"Fleets": [fleet]})
        client = emulator.client()
        assert status in refused("InvalidRequestException", register, client=client, FleetId="fleet-1")

    @pytest.mark.documented("the endpoints and quotas page of GameLift")
    def test_fleet_has_room_for_100_computes(self, emulator: Running) -> None:
        client = emulator.client(retries={"total_max_attempts": 1})
        full = new_anywhere_fleet(client)
        computes = [
            {"FleetId": full, "ComputeName": f"pc-{n}", "Location": LOCATION, "IpAddress": "10.0.0.1"}
            for n in range(99)
        ]
        emulator.seed({"Computes": computes})
        register(client, FleetId=full)
        one_more = {"FleetId": full, "ComputeName": "one-more"}
        assert "100" in refused("LimitExceededException", register, client=client, **one_more)
        client.deregister_compute(FleetId=full, ComputeName="pc-50")
        register(client, **one_more)

    @pytest.mark.model
    @pytest.mark.parametrize(
        ("changes", "member"),
        [
            ({"FleetId": "x"}, "fleetId"),
            ({"ComputeName": ""}, "computeName"),
            ({"ComputeName": "attic pc"}, "computeName"),
            ({"ComputeName": "a/b/c"}, "computeName"),
            ({"ComputeName": "x" * 129}, "computeName"),
            ({"IpAddress": "attic"}, "ipAddress"),
            ({"DnsName": "attic pc"}, "dnsName"),
            ({"Location": "custom local"}, "location"),
            ({"CertificatePath": ""}, "certificatePath"),
        ],
        ids=str,
    )
    def test_member_that_breaks_the_model_is_refused(
        self, emulator: Running, changes: dict[str, object], member: str
    ) -> None:
        assert f"'{member}'" in refused_by_the_server(emulator, "RegisterCompute", ASKED | changes)

    @pytest.mark.model
    @pytest.mark.parametrize("member", ["FleetId", "ComputeName"])
    def test_required_member_is_asked_for(self, emulator: Running, member: str) -> None:
        asked = {name: value for name, value in ASKED.items() if name != member}
        assert "must not be null" in refused_by_the_server(emulator, "RegisterCompute", asked)


class TestGameSessions:
    pytestmark = pytest.mark.assumed("simulated server processes")

    def test_game_session_is_on_the_compute_of_its_location(self, client: GameLiftClient) -> None:
        client.create_location(LocationName="custom-attic")
        fleet_id = new_anywhere_fleet(client, LOCATION, "custom-attic")
        register(client, FleetId=fleet_id, Location="custom-attic")
        register(client, FleetId=fleet_id, ComputeName="other", IpAddress="10.9.9.9")
        made = play(client, fleet_id, "custom-attic")
        assert (made["IpAddress"], made["ComputeName"]) == ("10.1.2.3", "attic-pc")
        assert "DnsName" not in made

    def test_game_session_on_a_compute_with_a_dns_name_shows_it(self, client: GameLiftClient) -> None:
        fleet_id = new_anywhere_fleet(client)
        register(client, FleetId=fleet_id, IpAddress=None, DnsName="attic-pc.example.com")
        made = play(client, fleet_id)
        assert (made["DnsName"], made.get("IpAddress")) == ("attic-pc.example.com", None)

    def test_game_session_without_a_compute_is_on_this_machine(self, client: GameLiftClient) -> None:
        made = play(client, new_anywhere_fleet(client))
        assert made["IpAddress"] == "127.0.0.1"
        assert "ComputeName" not in made

    def test_game_session_made_before_stays_where_it_is(self, client: GameLiftClient) -> None:
        fleet_id = new_anywhere_fleet(client)
        earlier = play(client, fleet_id)
        register(client, FleetId=fleet_id)
        (found,) = client.describe_game_sessions(GameSessionId=earlier["GameSessionId"])["GameSessions"]
        assert found["IpAddress"] == "127.0.0.1"
