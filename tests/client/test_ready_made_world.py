"""The ready-made world: a fleet, a location and a compute that every region has from its first call on."""

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from types_boto3_gamelift import GameLiftClient

from emulator.hosting.ready_made import COMPUTE, FLEET_ID, LOCATION
from tests.support.fleets import ELSEWHERE, NOW, OTHER_ACCOUNT, attributes, fleet_arn, new_ec2_fleet, refused
from tests.support.running import ACCOUNT, JSON, PATIENCE, REGION, Running, environment, running

pytestmark = pytest.mark.assumed("ready-made world")

AWS = Path(sys.executable).with_name("aws")
HOMES = [(REGION, ACCOUNT), (ELSEWHERE, ACCOUNT), (REGION, OTHER_ACCOUNT), ("mars-1", "999999999999")]
PLAY: dict[str, Any] = {"FleetId": FLEET_ID, "Location": LOCATION, "MaximumPlayerSessionCount": 4}


def custom(client: GameLiftClient) -> list[str]:
    return [each["LocationName"] for each in client.list_locations(Filters=["CUSTOM"])["Locations"]]


def computes(client: GameLiftClient) -> list[str]:
    return [each["ComputeName"] for each in client.list_compute(FleetId=FLEET_ID)["ComputeList"]]


def look(client: GameLiftClient) -> list[object]:
    """All that there is of it."""
    return [
        attributes(client, FLEET_ID),
        client.describe_compute(FleetId=FLEET_ID, ComputeName=COMPUTE)["Compute"],
        client.describe_game_sessions(FleetId=FLEET_ID)["GameSessions"],
        custom(client),
    ]


def state(emulator: Running) -> str:
    return emulator.http.get("/_emulator/state").text


def put(emulator: Running, document: str) -> None:
    assert emulator.http.put("/_emulator/state", content=document, headers=JSON).status_code == 200


FIRST_CALLS: dict[str, Callable[[GameLiftClient], object]] = {
    "a look": lambda client: client.list_fleets()["FleetIds"],
    "a change": lambda client: client.create_game_session(**PLAY)["GameSession"]["FleetId"],
    "a change of what is ready-made": lambda client: client.update_fleet_attributes(FleetId=FLEET_ID, Name="mine"),
    "a refusal": lambda client: refused("NotFoundException", client.delete_alias, AliasId="alias-none"),
}


class TestFirstCall:
    @pytest.mark.parametrize(("region", "account"), HOMES)
    @pytest.mark.parametrize("call", FIRST_CALLS.values(), ids=FIRST_CALLS)
    def test_every_region_has_it_from_its_first_call_on(
        self, emulator: Running, region: str, account: str, call: Callable[[GameLiftClient], object]
    ) -> None:
        client = emulator.client(region, account)
        call(client)
        assert client.list_fleets()["FleetIds"] == [FLEET_ID]
        assert custom(client) == [LOCATION]
        assert computes(client) == [COMPUTE]

    @pytest.mark.parametrize(("region", "account"), HOMES)
    def test_game_session_can_be_made_and_joined_at_once(self, emulator: Running, region: str, account: str) -> None:
        client = emulator.client(region, account)
        made = client.create_game_session(**PLAY)["GameSession"]
        assert (made["FleetArn"], made["IpAddress"]) == (fleet_arn(FLEET_ID, region, account), "127.0.0.1")
        assert made["ComputeName"] == COMPUTE
        joined = client.create_player_session(GameSessionId=made["GameSessionId"], PlayerId="alice")["PlayerSession"]
        assert joined["Status"] == "RESERVED"

    def test_times_are_those_of_the_worlds_beginning_whenever_a_region_is_first_called(self, tmp_path: Path) -> None:
        with running(tmp_path, "--clock", NOW) as emulator:
            emulator.advance(3600)
            client = emulator.client(ELSEWHERE)
            compute = client.describe_compute(FleetId=FLEET_ID, ComputeName=COMPUTE)["Compute"]
            made = [attributes(client, FLEET_ID)["CreationTime"], compute["CreationTime"]]
            emulator.advance(3600)
            made.append(attributes(emulator.client("eu-west-2"), FLEET_ID)["CreationTime"])
        assert made == [datetime(2026, 1, 1, tzinfo=UTC)] * 3

    def test_fleet_is_an_anywhere_fleet_that_is_active(self, client: GameLiftClient) -> None:
        shown = attributes(client, FLEET_ID)
        assert (shown["ComputeType"], shown["Status"], shown["Name"]) == ("ANYWHERE", "ACTIVE", "ready-made")

    def test_compute_is_this_machine(self, client: GameLiftClient, emulator: Running) -> None:
        found = client.describe_compute(FleetId=FLEET_ID, ComputeName=COMPUTE)["Compute"]
        assert (found["IpAddress"], found["Location"]) == ("127.0.0.1", LOCATION)
        assert found["GameLiftServiceSdkEndpoint"] == emulator.url.replace("http://", "ws://")

    def test_what_a_seed_has_put_there_stays(self, emulator: Running) -> None:
        fleet = {"FleetId": FLEET_ID, "Region": ELSEWHERE, "Name": "mine", "BuildId": "build-1"}
        location = {"LocationName": LOCATION, "Region": ELSEWHERE, "CreationTime": NOW}
        emulator.seed({"Fleets": [fleet], "Locations": [location]})
        client = emulator.client(ELSEWHERE)
        shown = attributes(client, FLEET_ID)
        assert (shown["Name"], shown["ComputeType"], shown["BuildId"]) == ("mine", "EC2", "build-1")
        assert computes(client) == []
        assert custom(client) == [LOCATION]

    @pytest.mark.skipif(not AWS.exists(), reason="the AWS CLI is not installed beside Python")
    def test_first_line_typed_works(self, emulator: Running, tmp_path: Path) -> None:
        line = (
            f"gamelift create-game-session --fleet-id {FLEET_ID} --location {LOCATION} --maximum-player-session-count 4"
        )
        ended = subprocess.run(
            [sys.executable, str(AWS), *line.split()],
            env=environment(
                HOME=str(tmp_path),
                AWS_EC2_METADATA_DISABLED="true",
                AWS_REGION=REGION,
                AWS_DEFAULT_REGION=REGION,
                AWS_ACCESS_KEY_ID="test",
                AWS_SECRET_ACCESS_KEY="test",
                AWS_ENDPOINT_URL=emulator.url,
            ),
            cwd=tmp_path,
            capture_output=True,
            encoding="utf-8",
            timeout=PATIENCE,
            check=False,
        )
        assert (ended.returncode, ended.stderr) == (0, "")
        made = json.loads(ended.stdout)["GameSession"]
        (found,) = emulator.client().describe_game_sessions(FleetId=FLEET_ID)["GameSessions"]
        assert (found["GameSessionId"], found["MaximumPlayerSessionCount"]) == (made["GameSessionId"], 4)


class TestDeletion:
    @pytest.mark.parametrize(("region", "account"), HOMES)
    def test_it_is_not_made_again(self, emulator: Running, region: str, account: str) -> None:
        client = emulator.client(region, account)
        client.delete_fleet(FleetId=FLEET_ID)
        client.delete_location(LocationName=LOCATION)
        emulator.advance(86_400)
        assert (client.list_fleets()["FleetIds"], custom(client)) == ([], [])

    def test_compute_is_not_made_again(self, client: GameLiftClient) -> None:
        client.deregister_compute(FleetId=FLEET_ID, ComputeName=COMPUTE)
        assert (computes(client), client.list_fleets()["FleetIds"]) == ([], [FLEET_ID])

    def test_it_is_not_made_again_after_a_restart(self, tmp_path: Path, database_url: str) -> None:
        with running(tmp_path, database_url=database_url) as before:
            for region in (REGION, ELSEWHERE):
                before.client(region).delete_fleet(FleetId=FLEET_ID)
        with running(tmp_path, database_url=database_url) as after:
            assert [after.client(each).list_fleets()["FleetIds"] for each in (REGION, ELSEWHERE)] == [[], []]
            assert after.client("eu-west-2").list_fleets()["FleetIds"] == [FLEET_ID]

    @pytest.mark.parametrize(("region", "account"), HOMES)
    def test_it_is_there_again_after_a_reset(self, emulator: Running, region: str, account: str) -> None:
        client = emulator.client(region, account)
        client.create_game_session(**PLAY)
        client.delete_fleet(FleetId=FLEET_ID)
        fleet_id = new_ec2_fleet(client)
        assert client.list_fleets()["FleetIds"] == [fleet_id]
        emulator.reset()
        assert client.list_fleets()["FleetIds"] == [FLEET_ID]
        assert (custom(client), computes(client)) == ([LOCATION], [COMPUTE])
        assert client.describe_game_sessions(FleetId=FLEET_ID)["GameSessions"] == []


class TestState:
    def test_it_survives_export_and_import_to_the_letter(self, emulator: Running) -> None:
        emulator.freeze(NOW)
        for home in HOMES:
            emulator.client(*home).create_game_session(**PLAY)
            emulator.advance(1)
        before, seen = state(emulator), [look(emulator.client(*home)) for home in HOMES]
        emulator.reset()
        put(emulator, before)
        assert state(emulator) == before
        assert [look(emulator.client(*home)) for home in HOMES] == seen

    def test_it_stays_deleted_with_export_and_import(self, emulator: Running) -> None:
        for region in (REGION, ELSEWHERE):
            emulator.client(region).delete_fleet(FleetId=FLEET_ID)
        before = state(emulator)
        emulator.reset()
        put(emulator, before)
        assert [emulator.client(each).list_fleets()["FleetIds"] for each in (REGION, ELSEWHERE)] == [[], []]
        assert state(emulator) == before

    def test_state_that_knows_nothing_of_it_gets_it_with_the_first_call(self, emulator: Running) -> None:
        put(emulator, '{"Format": 1, "Clock": {"FrozenAt": "2026-01-01T00:00:00Z"}}')
        assert attributes(emulator.client(), FLEET_ID)["CreationTime"] == datetime(2026, 1, 1, tzinfo=UTC)


class TestSeed:
    def test_seed_can_use_it(self, emulator: Running) -> None:
        emulator.seed(
            {
                "Aliases": [
                    {"AliasId": "alias-1", "Name": "live", "RoutingStrategy": {"Type": "SIMPLE", "FleetId": FLEET_ID}}
                ],
                "Computes": [
                    {"FleetId": FLEET_ID, "ComputeName": "attic-pc", "Location": LOCATION, "IpAddress": "10.1.2.3"}
                ],
                "GameSessions": [{"GameSessionId": "gsess-1", "FleetId": FLEET_ID, "Location": LOCATION}],
                "PlayerSessions": [{"GameSessionId": "gsess-1", "PlayerId": "alice", "PlayerSessionId": "psess-1"}],
            }
        )
        client = emulator.client()
        (found,) = client.describe_player_sessions(PlayerId="alice")["PlayerSessions"]
        assert found["GameSessionId"] == f"arn:aws:gamelift:{REGION}::gamesession/{FLEET_ID}/{LOCATION}/gsess-1"
        assert (found["IpAddress"], found["FleetId"]) == ("127.0.0.1", FLEET_ID)
        assert client.resolve_alias(AliasId="alias-1")["FleetId"] == FLEET_ID
        assert sorted(computes(client)) == ["attic-pc", COMPUTE]

    def test_seed_that_writes_it_out_differs_in_nothing(self, emulator: Running) -> None:
        fleet = {
            "FleetId": FLEET_ID,
            "Name": "ready-made",
            "ComputeType": "ANYWHERE",
            "Locations": [{"Location": LOCATION}],
        }
        compute = {"FleetId": FLEET_ID, "ComputeName": COMPUTE, "Location": LOCATION, "IpAddress": "127.0.0.1"}
        before = state(emulator)
        report = emulator.seed({"Locations": [{"LocationName": LOCATION}], "Fleets": [fleet], "Computes": [compute]})
        assert report["unchanged"] == report["unchanged"] | {"Locations": 1, "Fleets": 1, "Computes": 1}
        assert [each for identifiers in report["different"].values() for each in identifiers] == []
        assert json.loads(state(emulator))["Fleets"] == json.loads(before)["Fleets"]

    def test_seed_means_the_emulators_own_region(self, emulator: Running) -> None:
        emulator.client(ELSEWHERE).list_fleets()
        emulator.seed({"GameSessions": [{"GameSessionId": "gsess-1", "FleetId": FLEET_ID, "Location": LOCATION}]})
        (found,) = emulator.client().describe_game_sessions(FleetId=FLEET_ID)["GameSessions"]
        assert found["GameSessionId"].endswith("/gsess-1")

    def test_seed_can_use_it_where_nobody_has_called_yet(self, emulator: Running) -> None:
        arn = f"arn:aws:gamelift:{ELSEWHERE}::gamesession/{FLEET_ID}/{LOCATION}/gsess-1"
        compute = {"ComputeName": "pc", "Location": LOCATION, "IpAddress": "10.1.2.3", "Region": ELSEWHERE}
        emulator.seed(
            {
                "Computes": [{"FleetId": FLEET_ID} | compute],
                "GameSessions": [{"GameSessionId": arn, "FleetId": FLEET_ID}],
            }
        )
        client = emulator.client(ELSEWHERE)
        assert sorted(computes(client)) == [COMPUTE, "pc"]
        assert client.describe_game_sessions(GameSessionId=arn)["GameSessions"][0]["Status"] == "ACTIVE"

    def test_state_may_name_a_region_twice(self, emulator: Running) -> None:
        region = f'{{"Region": "{REGION}", "AccountId": "{ACCOUNT}"}}'
        put(emulator, f'{{"Format": 2, "Clock": {{"Offset": 0}}, "OpenedRegions": [{region}, {region}]}}')
        assert emulator.client().list_fleets()["FleetIds"] == []
