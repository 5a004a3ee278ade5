"""Clients that were made for GameLift Local, against `--gamelift-local`: unknown fleets, no location, short ids."""

from collections.abc import Iterator

import pytest
from types_boto3_gamelift import GameLiftClient

from emulator.hosting.ready_made import COMPUTE, FLEET_ID, LOCATION
from tests.support.fleets import ELSEWHERE, fleet_arn, new_ec2_fleet, refused
from tests.support.running import Running, running


@pytest.fixture(scope="module")
def shared_local(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("local"), "--gamelift-local") as emulator:
        yield emulator


@pytest.fixture
def local(shared_local: Running) -> Running:
    shared_local.reset()
    return shared_local


@pytest.fixture
def client(local: Running) -> GameLiftClient:
    return local.client()


def test_whole_story_of_the_official_guide_runs(client: GameLiftClient) -> None:
    made = client.create_game_session(FleetId="fleet-123", MaximumPlayerSessionCount=2, GameSessionId="gsess-abc")
    session = made["GameSession"]
    assert (session["IpAddress"], session["Status"]) == ("127.0.0.1", "ACTIVATING")
    assert session["GameSessionId"].endswith("/gsess-abc")
    (found,) = client.describe_game_sessions(GameSessionId="gsess-abc")["GameSessions"]
    assert found["Status"] == "ACTIVE"
    player = client.create_player_session(GameSessionId="gsess-abc", PlayerId="alice")["PlayerSession"]
    client.create_player_sessions(GameSessionId="gsess-abc", PlayerIds=["bob"])
    shown = client.describe_player_sessions(GameSessionId="gsess-abc")["PlayerSessions"]
    assert [each["PlayerId"] for each in shown] == ["alice", "bob"]
    assert player["GameSessionId"] == session["GameSessionId"]
    client.update_game_session(GameSessionId="gsess-abc", Name="renamed")
    (details,) = client.describe_game_session_details(GameSessionId="gsess-abc")["GameSessionDetails"]
    assert details["GameSession"]["Name"] == "renamed"
    client.terminate_game_session(GameSessionId="gsess-abc", TerminationMode="TRIGGER_ON_PROCESS_TERMINATE")


@pytest.mark.parametrize("named", ["fleet-123", "fleet-a1b2", fleet_arn("fleet-123")])
def test_fleet_comes_into_being_at_a_read_too(local: Running, named: str) -> None:
    client = local.client()
    assert client.describe_game_sessions(FleetId=named)["GameSessions"] == []
    fleet_id = named.rpartition("/")[2]
    assert sorted(client.list_fleets()["FleetIds"]) == sorted([FLEET_ID, fleet_id])
    (compute,) = client.list_compute(FleetId=fleet_id)["ComputeList"]
    assert (compute["ComputeName"], compute["Location"], compute["IpAddress"]) == (COMPUTE, LOCATION, "127.0.0.1")
    assert local.client(ELSEWHERE).list_fleets()["FleetIds"] == [FLEET_ID]


def test_fleet_that_is_known_stays_as_it_is(client: GameLiftClient) -> None:
    fleet_id = new_ec2_fleet(client)
    session = client.create_game_session(FleetId=fleet_id, MaximumPlayerSessionCount=2)["GameSession"]
    assert session["Location"] == "us-east-1"
    assert len(client.list_fleets()["FleetIds"]) == 2
    before = client.describe_fleet_attributes()["FleetAttributes"]
    for _ in range(2):
        client.search_game_sessions(FleetId="fleet-123")
    assert len(client.describe_fleet_attributes()["FleetAttributes"]) == len(before) + 1


def test_fleet_of_another_region_or_account_does_not_come_into_being(client: GameLiftClient) -> None:
    for elsewhere in (fleet_arn("fleet-123", ELSEWHERE), fleet_arn("fleet-123", account="111122223333")):
        assert "fleet-123" in refused("NotFoundException", client.describe_game_sessions, FleetId=elsewhere)
    assert client.list_fleets()["FleetIds"] == [FLEET_ID]


def test_short_id_that_nobody_has_is_not_found(client: GameLiftClient) -> None:
    assert "gsess-x" in refused("NotFoundException", client.describe_player_sessions, GameSessionId="gsess-x")


def test_short_id_is_that_of_the_callers_region(local: Running) -> None:
    for region in ("us-east-1", ELSEWHERE):
        made = local.client(region).create_game_session(
            FleetId="fleet-123", MaximumPlayerSessionCount=2, GameSessionId="gsess-abc"
        )
        (found,) = local.client(region).describe_game_sessions(GameSessionId="gsess-abc")["GameSessions"]
        assert found["GameSessionId"] == made["GameSession"]["GameSessionId"]


def test_what_a_call_may_say_is_still_checked(local: Running) -> None:
    call = local.client().create_game_session
    refused("InvalidRequestException", call, FleetId="fleet-123", MaximumPlayerSessionCount=201)
    assert local.client().list_fleets()["FleetIds"] == [FLEET_ID], "a call that is refused leaves nothing behind"


def test_without_the_flag_nothing_of_it_happens(emulator: Running) -> None:
    client = emulator.client()
    for call in (client.describe_game_sessions, client.search_game_sessions):
        assert "fleet-123" in refused("NotFoundException", call, FleetId="fleet-123")
    assert client.list_fleets()["FleetIds"] == [FLEET_ID]
