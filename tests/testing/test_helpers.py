"""The helpers of `GameLift`: what a test says to a running emulator, and what it is told."""

import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import httpx
import pytest
from types_boto3_gamelift import GameLiftClient

from emulator import Emulator, testing
from emulator.seed.errors import SeedError
from emulator.testing import READY_MADE_FLEET, READY_MADE_LOCATION, ClientError, Fault, GameLift, RecordedCall
from tests.support.projects import FLEET, NOON
from tests.support.worlds import players, world

NOON_THERE = datetime(2026, 1, 31, 12, tzinfo=UTC)
LATER = "2026-02-01T00:00:00.500Z"


def sessions(client: GameLiftClient, game_session_id: str) -> list[Any]:
    """The player sessions of a game session, in the order of their making."""
    pages = client.get_paginator("describe_player_sessions").paginate(GameSessionId=game_session_id)
    return [each for page in pages for each in page["PlayerSessions"]]


def statuses(client: GameLiftClient, game_session_id: str) -> dict[str, int]:
    return Counter(each["Status"] for each in sessions(client, game_session_id))


def game_session(client: GameLiftClient, game_session_id: str) -> Any:  # noqa: ANN401 - what AWS shows
    (found,) = client.describe_game_sessions(GameSessionId=game_session_id)["GameSessions"]
    return found


# Game sessions.


def test_ready_game_session_takes_players_on_the_ready_made_fleet(
    gamelift: GameLift, gamelift_client: GameLiftClient
) -> None:
    game_session_id = gamelift.ready_game_session()
    found = game_session(gamelift_client, game_session_id)
    assert (found["Status"], found["MaximumPlayerSessionCount"]) == ("ACTIVE", 10)
    assert (found["FleetId"], found["Location"]) == (READY_MADE_FLEET, READY_MADE_LOCATION)
    gamelift_client.create_player_session(GameSessionId=game_session_id, PlayerId="alice")


def test_ready_game_session_has_the_members_that_are_asked_for(
    gamelift: GameLift, gamelift_client: GameLiftClient
) -> None:
    game_session_id = gamelift.ready_game_session(3, Name="final", GameProperties=[{"Key": "mode", "Value": "ranked"}])
    found = game_session(gamelift_client, game_session_id)
    assert (found["Name"], found["MaximumPlayerSessionCount"]) == ("final", 3)
    assert found["GameProperties"] == [{"Key": "mode", "Value": "ranked"}]


def test_ready_game_session_can_be_on_another_fleet(gamelift: GameLift, gamelift_client: GameLiftClient) -> None:
    gamelift.seed({"Fleets": [{"FleetId": "fleet-1", "ComputeType": "EC2"}]})
    found = game_session(gamelift_client, gamelift.ready_game_session(FleetId="fleet-1"))
    assert (found["FleetId"], found["Status"]) == ("fleet-1", "ACTIVE")


def test_ready_game_session_can_be_on_the_fleet_of_an_alias(
    gamelift: GameLift, gamelift_client: GameLiftClient
) -> None:
    alias = gamelift_client.create_alias(Name="arena", RoutingStrategy={"Type": "SIMPLE", "FleetId": READY_MADE_FLEET})[
        "Alias"
    ]["AliasId"]
    game_session_id = gamelift.ready_game_session(AliasId=alias, Location=READY_MADE_LOCATION)
    assert game_session(gamelift_client, game_session_id)["Status"] == "ACTIVE"


def test_ready_game_session_that_aws_would_refuse_is_a_client_error(gamelift: GameLift) -> None:
    with pytest.raises(ClientError, match=r"NotFoundException: .*fleet-1"):
        gamelift.ready_game_session(FleetId="fleet-1")


def test_ready_game_session_waits_for_no_activation() -> None:
    with Emulator(activation_seconds=3_600) as emulator:
        client = emulator.client()
        ready = emulator.ready_game_session()
        made = client.create_game_session(
            FleetId=READY_MADE_FLEET, Location=READY_MADE_LOCATION, MaximumPlayerSessionCount=1
        )["GameSession"]["GameSessionId"]
        assert game_session(client, ready)["Status"] == "ACTIVE"
        assert game_session(client, made)["Status"] == "ACTIVATING"
        assert emulator.activate(made)["Status"] == "ACTIVE"
        assert game_session(client, made)["Status"] == "ACTIVE"


def test_ready_game_session_without_server_processes_is_refused_as_by_aws() -> None:
    with (
        Emulator(server_processes="connected") as emulator,
        pytest.raises(ClientError, match="FleetCapacityExceededException: Unable to reserve a process"),
    ):
        emulator.ready_game_session()


@pytest.mark.parametrize(("way", "status"), [("end", "TERMINATED"), ("crash", "ERROR")])
def test_game_session_that_ends_or_crashes_lets_its_players_go(
    way: str, status: str, gamelift: GameLift, gamelift_client: GameLiftClient
) -> None:
    game_session_id = gamelift.ready_game_session()
    gamelift.fill(game_session_id, active=2)
    shown = {"end": gamelift.end, "crash": gamelift.crash}[way](game_session_id)
    assert (shown["GameSessionId"], shown["Status"]) == (game_session_id, status)
    assert game_session(gamelift_client, game_session_id)["Status"] == status
    assert statuses(gamelift_client, game_session_id) == {"COMPLETED": 2}
    with pytest.raises(ClientError, match=status):
        gamelift.end(game_session_id)


# Players.


def test_fill_makes_player_sessions_in_all_four_statuses(gamelift: GameLift, gamelift_client: GameLiftClient) -> None:
    game_session_id = gamelift.ready_game_session(5)
    made = gamelift.fill(game_session_id, reserved=3, active=2, completed=4, timedout=1)
    found = sessions(gamelift_client, game_session_id)
    assert [each["PlayerSessionId"] for each in found] == made
    assert [each["PlayerId"] for each in found] == [f"player-{n}" for n in range(1, 11)]
    expected = ["RESERVED"] * 3 + ["ACTIVE"] * 2 + ["COMPLETED"] * 4 + ["TIMEDOUT"]
    assert [each["Status"] for each in found] == expected
    assert game_session(gamelift_client, game_session_id)["CurrentPlayerSessionCount"] == 5


def test_fill_goes_on_where_it_left_off(gamelift: GameLift, gamelift_client: GameLiftClient) -> None:
    one, other = gamelift.ready_game_session(), gamelift.ready_game_session()
    made = (
        gamelift.fill(one, reserved=2)
        + gamelift.fill(one, active=1)
        + gamelift.fill(one)
        + gamelift.fill(one, timedout=2)
    )
    gamelift.fill(other, completed=1)
    assert [each["PlayerSessionId"] for each in sessions(gamelift_client, one)] == made
    assert len(set(made)) == 5
    assert statuses(gamelift_client, one) == {"RESERVED": 2, "ACTIVE": 1, "TIMEDOUT": 2}
    assert [each["PlayerId"] for each in sessions(gamelift_client, other)] == ["player-1"]


def test_fill_stands_beside_players_who_came_by_themselves(gamelift: GameLift, gamelift_client: GameLiftClient) -> None:
    game_session_id = gamelift.ready_game_session()
    gamelift_client.create_player_session(GameSessionId=game_session_id, PlayerId="player-1")
    gamelift.fill(game_session_id, active=1)
    assert statuses(gamelift_client, game_session_id) == {"RESERVED": 1, "ACTIVE": 1}


def test_fill_over_the_maximum_is_a_client_error_and_makes_nobody(
    gamelift: GameLift, gamelift_client: GameLiftClient
) -> None:
    game_session_id = gamelift.ready_game_session(3)
    gamelift.fill(game_session_id, active=1, completed=3)
    with pytest.raises(ClientError, match="has no player slot left"):
        gamelift.fill(game_session_id, reserved=2, active=1)
    assert statuses(gamelift_client, game_session_id) == {"ACTIVE": 1, "COMPLETED": 3}
    gamelift.fill(game_session_id, reserved=2)
    assert sessions(gamelift_client, game_session_id)[-1]["PlayerId"] == "player-6"


def test_fill_after_a_state_is_put_back_makes_new_player_sessions(
    gamelift: GameLift, gamelift_client: GameLiftClient
) -> None:
    game_session_id = gamelift.ready_game_session()
    before = gamelift.fill(game_session_id, reserved=2)
    state = gamelift.state()
    gamelift.reset()
    gamelift.restore(state)
    after = gamelift.fill(game_session_id, active=2)
    assert [each["PlayerSessionId"] for each in sessions(gamelift_client, game_session_id)] == before + after
    assert statuses(gamelift_client, game_session_id) == {"RESERVED": 2, "ACTIVE": 2}


def test_fill_that_two_do_at_once_mixes_nothing_up(gamelift: GameLift, gamelift_client: GameLiftClient) -> None:
    match = gamelift.ready_game_session(200)
    with ThreadPoolExecutor(8) as pool:
        ids = [each for made in pool.map(lambda _: gamelift.fill(match, reserved=5), range(20)) for each in made]
    assert len(set(ids)) == 100
    assert statuses(gamelift_client, match) == {"RESERVED": 100}
    with pytest.raises(ClientError, match="somebody else has filled "):
        GameLift(gamelift.url).fill(match, active=1)
    assert statuses(gamelift_client, match) == {"RESERVED": 100}


def test_fill_with_nobody_or_fewer(gamelift: GameLift) -> None:
    match = gamelift.ready_game_session()
    assert gamelift.fill(match) == []
    with pytest.raises(ValueError, match="fewer than 0 players"):
        gamelift.fill(match, reserved=2, active=-1)


def test_member_that_create_game_session_does_not_have_is_refused(gamelift: GameLift) -> None:
    with pytest.raises(TypeError, match=r"CreateGameSession has no name$"):
        gamelift.ready_game_session(name="final")
    assert gamelift.calls() == []


def test_operation_that_gamelift_does_not_have_is_refused(gamelift: GameLift) -> None:
    with pytest.raises(ClientError, match="GameLift has no operation 'DescribePlayerSession'"):
        gamelift.assert_called("DescribePlayerSession", times=0)


def test_times_in_documents_can_be_datetimes(gamelift: GameLift, gamelift_client: GameLiftClient) -> None:
    match = gamelift.ready_game_session()
    created = gamelift.clock.now()
    gamelift.clock.advance(5)
    gamelift.seed({"PlayerSessions": [{"GameSessionId": match, "PlayerId": "alice", "CreationTime": created}]})
    (session,) = sessions(gamelift_client, match)
    assert session["CreationTime"] == created


def test_fill_takes_the_last_part_of_an_id_too(gamelift: GameLift, gamelift_client: GameLiftClient) -> None:
    game_session_id = gamelift.ready_game_session()
    made = gamelift.fill(game_session_id, active=1) + gamelift.fill(game_session_id.rpartition("/")[2], reserved=1)
    assert [each["PlayerSessionId"] for each in sessions(gamelift_client, game_session_id)] == made


def test_filled_reservations_run_out_like_others(gamelift: GameLift, gamelift_client: GameLiftClient) -> None:
    game_session_id = gamelift.ready_game_session()
    gamelift.fill(game_session_id, reserved=2, timedout=1)
    assert gamelift.clock.advance(59.999)["counts"] == {}
    assert gamelift.clock.advance(0.001)["counts"] == {"TIMEDOUT": 2}
    assert statuses(gamelift_client, game_session_id) == {"TIMEDOUT": 3}


def test_accept_and_remove_are_what_a_game_server_does(gamelift: GameLift, gamelift_client: GameLiftClient) -> None:
    game_session_id = gamelift.ready_game_session()
    (player_session_id,) = gamelift.fill(game_session_id, reserved=1)
    accepted = gamelift.accept(player_session_id)
    assert (accepted["PlayerSessionId"], accepted["Status"]) == (player_session_id, "ACTIVE")
    assert statuses(gamelift_client, game_session_id) == {"ACTIVE": 1}
    assert gamelift.remove(player_session_id)["Status"] == "COMPLETED"
    assert statuses(gamelift_client, game_session_id) == {"COMPLETED": 1}
    with pytest.raises(ClientError, match="COMPLETED"):
        gamelift.accept(player_session_id)
    with pytest.raises(ClientError, match="There is no player session psess-nobody"):
        gamelift.remove("psess-nobody")


# Time.


def test_clock_begins_as_set_and_stands_still(gamelift: GameLift) -> None:
    assert gamelift.clock.now() == NOON_THERE
    assert gamelift.control("GET", "/clock") == {"now": NOON, "frozen": True}


@pytest.mark.parametrize(
    "instant",
    [
        LATER,
        datetime(2026, 2, 1, 0, 0, 0, 500_000, UTC),
        datetime(2026, 2, 1, 2, 0, 0, 500_000, timezone(timedelta(hours=2))),
    ],
    ids=["text", "UTC", "elsewhere"],
)
def test_clock_is_set_and_frozen_at_an_instant(instant: datetime | str, gamelift: GameLift) -> None:
    then = datetime(2026, 2, 1, 0, 0, 0, 500_000, UTC)
    assert gamelift.clock.set(instant) == then == gamelift.clock.now()
    gamelift.clock.set(NOON)
    gamelift.clock.resume()
    assert gamelift.clock.freeze(instant) == then
    assert gamelift.control("GET", "/clock") == {"now": LATER, "frozen": True}


def test_clock_resumed_runs_on_and_frozen_stands_still(gamelift: GameLift) -> None:
    began = gamelift.clock.resume()
    assert began >= NOON_THERE
    while gamelift.clock.now() == began:
        assert gamelift.control("GET", "/clock")["frozen"] is False
    stopped = gamelift.clock.freeze()
    assert began < stopped < NOON_THERE + timedelta(hours=1)
    assert gamelift.clock.now() == stopped


def test_clock_advanced_tells_what_that_changed(gamelift: GameLift) -> None:
    game_session_id = gamelift.ready_game_session()
    (reserved,) = gamelift.fill(game_session_id, reserved=1)
    told = gamelift.clock.advance(61.5)
    assert (told["now"], told["frozen"], told["counts"]) == ("2026-01-31T12:01:01.500Z", True, {"TIMEDOUT": 1})
    (change,) = told["changes"]
    assert (change["player_session_id"], change["before"], change["after"]) == (reserved, "RESERVED", "TIMEDOUT")
    assert gamelift.clock.now() == NOON_THERE + timedelta(seconds=61.5)


def test_clock_refuses_to_go_back_by_advancing_and_texts_that_are_no_times(gamelift: GameLift) -> None:
    with pytest.raises(ClientError, match="greater than or equal to 0"):
        gamelift.clock.advance(-1)
    with pytest.raises(ClientError, match="'noon' is not an ISO-8601 time"):
        gamelift.clock.set("noon")
    assert gamelift.clock.now() == NOON_THERE


@pytest.mark.parametrize("act", ["set", "freeze"])
def test_clock_refuses_a_datetime_without_a_time_zone(act: str, gamelift: GameLift) -> None:
    with pytest.raises(ValueError, match="has no time zone"):
        getattr(gamelift.clock, act)(datetime(2026, 2, 1))
    assert gamelift.clock.now() == NOON_THERE


# The world.


@pytest.mark.parametrize("kind", ["mapping", "JSON file", "YAML file", "name of a file", "folder"])
def test_seed_loads_a_document_and_tells_what_it_added(
    kind: str, gamelift: GameLift, gamelift_client: GameLiftClient, tmp_path: Path
) -> None:
    (tmp_path / "world.json").write_text(json.dumps(FLEET))
    (tmp_path / "world.yaml").write_text("Fleets:\n- FleetId: fleet-1\n")
    documents: dict[str, Any] = {
        "mapping": FLEET,
        "JSON file": tmp_path / "world.json",
        "YAML file": tmp_path / "world.yaml",
        "name of a file": str(tmp_path / "world.json"),
        "folder": tmp_path,
    }
    if kind == "folder":
        (tmp_path / "world.yaml").write_text("Fleets:\n- FleetId: fleet-2\n")
    added = gamelift.seed(documents[kind])["added"]
    assert added["Fleets"] == (2 if kind == "folder" else 1)
    assert "fleet-1" in gamelift_client.list_fleets()["FleetIds"]
    assert gamelift.seed(documents[kind])["unchanged"]["Fleets"] == added["Fleets"]


def test_seed_that_is_refused_changes_nothing_and_tells_the_place(
    gamelift: GameLift, gamelift_client: GameLiftClient, tmp_path: Path
) -> None:
    wrong = world(players(1), MaximumPlayerSessionCount=0)
    with pytest.raises(ClientError, match=r"PlayerSessions\[0\]|MaximumPlayerSessionCount") as refused:
        gamelift.seed(wrong)
    assert refused.value.answer["path"]
    (tmp_path / "wrong.json").write_text(json.dumps(wrong))
    with pytest.raises(SeedError, match=r"wrong\.json: "):
        gamelift.seed(tmp_path / "wrong.json")
    with pytest.raises(SeedError, match=r"missing\.yaml: No such file"):
        gamelift.seed("missing.yaml")
    assert gamelift_client.list_fleets()["FleetIds"] == [READY_MADE_FLEET]


def test_state_holds_the_world_and_the_clock_and_restore_brings_both_back(
    gamelift: GameLift, gamelift_client: GameLiftClient
) -> None:
    game_session_id = gamelift.ready_game_session()
    gamelift.fill(game_session_id, reserved=1, active=1)
    state = json.loads(json.dumps(gamelift.state()))
    assert len(state["PlayerSessions"]) == 2
    gamelift.clock.advance(3_600)
    gamelift.end(game_session_id)
    gamelift.restore(state)
    assert gamelift.clock.now() == NOON_THERE
    assert statuses(gamelift_client, game_session_id) == {"RESERVED": 1, "ACTIVE": 1}
    assert gamelift.state() == state


def test_restore_of_what_is_no_state_is_a_client_error_and_changes_nothing(
    gamelift: GameLift, gamelift_client: GameLiftClient
) -> None:
    game_session_id = gamelift.ready_game_session()
    with pytest.raises(ClientError):
        gamelift.restore({"Fleets": 1})
    assert game_session(gamelift_client, game_session_id)["Status"] == "ACTIVE"


def test_reset_is_a_fresh_world_with_the_clock_as_at_the_start(
    gamelift: GameLift, gamelift_client: GameLiftClient
) -> None:
    first = gamelift.ready_game_session()
    gamelift.fill(first, active=1)
    gamelift.clock.advance(60)
    gamelift.faults.add("ListAliases", error="InternalServiceException")
    gamelift.reset()
    assert gamelift.clock.now() == NOON_THERE
    assert (gamelift.calls(), gamelift.faults.all()) == ([], [])
    assert gamelift_client.list_fleets()["FleetIds"] == [READY_MADE_FLEET]
    assert gamelift.ready_game_session() == first
    gamelift.fill(first, active=1)
    assert sessions(gamelift_client, first)[0]["PlayerId"] == "player-1"


def test_reset_loads_the_seed_of_the_start_and_nothing_else() -> None:
    with Emulator(FLEET, clock=NOON) as emulator:
        emulator.seed({"Fleets": [{"FleetId": "fleet-2"}]})
        emulator.clock.set(LATER)
        emulator.reset()
        assert emulator.client().list_fleets()["FleetIds"] == [READY_MADE_FLEET, "fleet-1"]
        assert emulator.clock.now() == NOON_THERE


# Faults.


def test_fault_strikes_the_calls_that_it_names(gamelift: GameLift, gamelift_client: GameLiftClient) -> None:
    fault = gamelift.faults.add(
        "DescribePlayerSessions", match={"PlayerId": "bob"}, error="NotFoundException", message="Nobody is here."
    )
    assert (fault.matched, fault.fired, fault.rule["match"]) == (0, 0, {"PlayerId": "bob"})
    gamelift_client.describe_player_sessions(PlayerId="alice")
    with pytest.raises(gamelift_client.exceptions.NotFoundException, match=r"Nobody is here\."):
        gamelift_client.describe_player_sessions(PlayerId="bob")
    (now,) = gamelift.faults.all()
    assert (now.id, now.matched, now.fired, now.rule) == (fault.id, 1, 1, fault.rule)
    assert gamelift.calls()[-1].fault == fault.id


def test_faults_are_cleared_all_at_once(gamelift: GameLift, gamelift_client: GameLiftClient) -> None:
    gamelift.faults.add("ListFleets", error="InternalServiceException")
    gamelift.faults.add(error="ThrottlingException")
    assert [each.rule["error"] for each in gamelift.faults.all()] == ["InternalServiceException", "ThrottlingException"]
    gamelift.faults.clear()
    assert gamelift.faults.all() == []
    gamelift_client.list_fleets()
    assert [call.outcome for call in gamelift.calls()] == ["success"]


def test_fault_takes_all_that_a_rule_can_say(gamelift: GameLift) -> None:
    rule = {
        "match": {"Limit": 1},
        "drop": True,
        "delay_seconds": 0.5,
        "performed": True,
        "probability": 0.25,
        "seed": 3,
    }
    fault = gamelift.faults.add("ListFleets", times=2, **rule)  # type: ignore[arg-type]
    assert isinstance(fault, Fault)
    assert rule.items() <= fault.rule.items()
    assert (fault.rule["operation"], fault.rule["times"]) == ("ListFleets", 2)


def test_fault_that_says_nothing_sensible_is_a_client_error(gamelift: GameLift) -> None:
    with pytest.raises(ClientError, match="operation ListShips"):
        gamelift.faults.add("ListShips", error="NotFoundException")
    with pytest.raises(ClientError, match="GameSessionFullException is no error of ListFleets"):
        gamelift.faults.add("ListFleets", error="GameSessionFullException")
    assert gamelift.faults.all() == []


# What was called.


def test_calls_tell_what_was_asked_and_what_came_of_it(gamelift: GameLift, gamelift_client: GameLiftClient) -> None:
    gamelift.clock.advance(1)
    gamelift_client.describe_player_sessions(PlayerId="alice", Limit=10)
    with pytest.raises(gamelift_client.exceptions.NotFoundException):
        gamelift_client.describe_player_sessions(PlayerSessionId="psess-nobody")
    gamelift_client.list_fleets()
    first, second = gamelift.calls("DescribePlayerSessions")
    assert isinstance(first, RecordedCall)
    assert (first.operation, first.parameters) == ("DescribePlayerSessions", {"PlayerId": "alice", "Limit": 10})
    assert (first.outcome, first.region, first.account) == ("success", "us-east-1", "000000000000")
    assert (first.time, first.attempt, first.fault) == (NOON_THERE + timedelta(seconds=1), 1, None)
    assert first.invocation_id != second.invocation_id
    assert second.outcome == "NotFoundException"
    assert [each.operation for each in gamelift.calls()][-1] == "ListFleets"
    assert gamelift.calls("ListAliases") == []


def test_assert_called_is_content_with_a_call_that_fits(gamelift: GameLift, gamelift_client: GameLiftClient) -> None:
    gamelift_client.create_alias(Name="arena", RoutingStrategy={"Type": "TERMINAL", "Message": "closed"})
    gamelift_client.list_fleets(Limit=5)
    gamelift_client.list_fleets(Limit=7)
    gamelift.assert_called("ListFleets")
    gamelift.assert_called("ListFleets", times=2)
    gamelift.assert_called("ListFleets", Limit=7)
    gamelift.assert_called("ListFleets", times=1, Limit=5)
    gamelift.assert_called("ListFleets", times=0, Limit=6)
    gamelift.assert_called("ListAliases", times=0)
    gamelift.assert_called("CreateAlias", RoutingStrategy={"Type": "TERMINAL", "Message": "closed"})


def test_assert_called_knows_a_value_of_which_a_part_is_kept(
    gamelift: GameLift, gamelift_client: GameLiftClient
) -> None:
    message = "closed " * 1_000
    gamelift_client.create_alias(Name="arena", RoutingStrategy={"Type": "TERMINAL", "Message": message})
    (call,) = gamelift.calls("CreateAlias")
    assert call.parameters["RoutingStrategy"]["Message"] == message[:4_096] + "… (7,000 characters)"
    gamelift.assert_called("CreateAlias", RoutingStrategy={"Type": "TERMINAL", "Message": message})
    with pytest.raises(
        AssertionError, match=r"… \(8,000 characters\)'.*\n  differs in RoutingStrategy: .*… \(7,000 ch"
    ):
        gamelift.assert_called("CreateAlias", RoutingStrategy={"Type": "TERMINAL", "Message": message + "!" * 1_000})


def test_assert_called_shows_how_each_call_differs(gamelift: GameLift, gamelift_client: GameLiftClient) -> None:
    gamelift_client.describe_player_sessions(PlayerId="alice", Limit=10)
    gamelift_client.describe_player_sessions(PlayerId="bob")
    with pytest.raises(AssertionError) as failed:
        gamelift.assert_called("DescribePlayerSessions", PlayerId="bob", Limit=10)
    assert str(failed.value).splitlines() == [
        "DescribePlayerSessions(PlayerId='bob', Limit=10) should have been called and was called 0 times.",
        "  differs in PlayerId: DescribePlayerSessions(PlayerId='alice', Limit=10) → success",
        "  differs in Limit: DescribePlayerSessions(PlayerId='bob') → success",
    ]


def test_assert_called_shows_calls_that_fit_too_often(gamelift: GameLift, gamelift_client: GameLiftClient) -> None:
    gamelift.faults.add("ListFleets", error="InternalServiceException", times=1)
    gamelift_client.list_fleets()
    with pytest.raises(AssertionError) as failed:
        gamelift.assert_called("ListFleets", times=1)
    assert str(failed.value).splitlines() == [
        "ListFleets() should have been called once and was called 2 times.",
        "  fits: ListFleets() → InternalServiceException",
        "  fits: ListFleets() → success, attempt 2",
    ]


def test_assert_called_says_where_there_was_no_call(gamelift: GameLift) -> None:
    with pytest.raises(AssertionError, match=r"called 3 times and was called 0 times\.\nThere was no call of that"):
        gamelift.assert_called("ListFleets", times=3)


def test_assert_called_tells_a_member_that_is_none_from_one_that_is_missing(
    gamelift: GameLift, gamelift_client: GameLiftClient
) -> None:
    gamelift_client.list_fleets()
    with pytest.raises(AssertionError, match=r"differs in Limit: ListFleets\(\)"):
        gamelift.assert_called("ListFleets", Limit=None)


# What went wrong inside.


def test_failures_are_tracebacks_of_the_emulators_own(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks() -> str:
        raise ZeroDivisionError("no more ids")

    with Emulator() as emulator:
        emulator.ready_game_session()
        assert emulator.failures() == []
        assert emulator.server is not None
        with monkeypatch.context() as patch:
            patch.setattr(emulator.server.world, "new_uuid", breaks)
            with pytest.raises(ClientError, match="InternalServiceException"):
                emulator.ready_game_session()
        told = emulator.failures()
        assert len(told) == 1
        assert "in breaks" in told[0]
        assert told[0].endswith("ZeroDivisionError: no more ids\n")
        assert GameLift(emulator.url).failures() == told
        emulator.reset()
        assert emulator.failures() == told, "a reset is no reason to forget"
    assert emulator.failures() == told


def test_helpers_work_on_an_emulator_in_any_process(gamelift_endpoint: str, gamelift: GameLift) -> None:
    other = GameLift(gamelift_endpoint)
    game_session_id = other.ready_game_session()
    gamelift.assert_called("CreateGameSession", times=1)
    assert httpx.get(f"{other.url}/_emulator/ready", trust_env=False).status_code == 200
    assert game_session(other.client(), game_session_id)["Status"] == "ACTIVE"
    with pytest.raises(ClientError, match="no emulator answers at "):
        GameLift("http://127.0.0.1:9").reset()


def test_all_that_a_start_can_raise_is_exported(tmp_path: Path) -> None:
    bad = {"PlayerSessions": [{"GameSessionId": "gsess-1", "PlayerId": "a"}]}
    wrong: list[tuple[type[Exception], dict[str, Any]]] = [
        (testing.SeedError, {"seed": bad}),
        (testing.SettingError, {"port": -1}),
        (testing.DatabaseError, {"database_url": "postgres://nowhere"}),
        (testing.StartError, {"host": "a..b"}),
    ]
    for error, arguments in wrong:
        with pytest.raises(error):
            Emulator(**arguments).start()
