"""DescribeGameSessions as a stock boto3 client sees it."""

import math
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from types_boto3_gamelift import GameLiftClient
from types_boto3_gamelift.type_defs import GameSessionTypeDef

from tests.support.game_sessions import (
    LOCATION,
    NOW,
    READY_FLEET,
    STATUSES,
    arn,
    arn_of,
    create,
    ec2_fleet,
    look,
    one_of_each,
    refused,
)
from tests.support.running import ACCOUNT, REGION, Running, running
from tests.support.worlds import FLEET, GAME_SESSION, world

INVALID = "InvalidRequestException"
COUNT = 130
ORDER = [f"gsess-{n * 77 % COUNT}" for n in range(COUNT)]


def describe(client: GameLiftClient, **question: Any) -> list[GameSessionTypeDef]:  # noqa: ANN401
    return client.describe_game_sessions(**question)["GameSessions"]


def ids(client: GameLiftClient, **question: Any) -> list[str]:  # noqa: ANN401
    """The last parts of the ARNs of the game sessions that are shown."""
    return [each["GameSessionId"].rpartition("/")[2] for each in describe(client, **question)]


def refusal(client: GameLiftClient, error: str, **question: Any) -> str:  # noqa: ANN401
    return refused(client, error, "describe_game_sessions", **question)


@pytest.fixture
def five(emulator: Running) -> Running:
    return one_of_each(emulator)


@pytest.fixture
def many(emulator: Running) -> Running:
    """One fleet with game sessions in ORDER, two of them made in each second; the clock stands still."""
    emulator.freeze(NOW)
    made = [(name, f"-{COUNT - n // 2}s") for n, name in enumerate(ORDER)]
    sessions = [{"GameSessionId": name, "FleetId": FLEET, "CreationTime": time} for name, time in made]
    emulator.seed({"Fleets": [{"FleetId": FLEET}, {"FleetId": "fleet-other"}], "GameSessions": sessions})
    return emulator


class TestIdentifiers:
    @pytest.mark.documented("API_DescribeGameSessions")
    @pytest.mark.parametrize(
        "question",
        [{"FleetId": FLEET}, {"FleetId": f"arn:aws:gamelift:us-east-1:{ACCOUNT}:fleet/{FLEET}"},
         {"AliasId": "alias-1"}, {"AliasId": "arn:aws:gamelift:us-east-1::alias/alias-1"},
         {"GameSessionId": GAME_SESSION}],
        ids=str,
    )  # fmt: skip
    def test_game_session_is_found_by_each_identifier(self, emulator: Running, question: dict[str, str]) -> None:
        alias = {"AliasId": "alias-1", "Name": "live", "RoutingStrategy": {"Type": "SIMPLE", "FleetId": FLEET}}
        emulator.seed({**world(), "Aliases": [alias]})
        assert ids(emulator.client(), **question) == ["gsess-one"]

    @pytest.mark.assumed("number of identifiers")
    @pytest.mark.parametrize("given", ["", "FleetId AliasId", "FleetId AliasId GameSessionId"])
    def test_none_and_a_fleet_with_an_alias_are_refused(self, five: Running, given: str) -> None:
        known = {"FleetId": FLEET, "AliasId": "alias-1", "GameSessionId": arn("ACTIVE")}
        question = {name: known[name] for name in given.split()}
        assert "needed" in refusal(five.client(), INVALID, **question)

    @pytest.mark.observed("a runbook for Anywhere fleets that was walked through on AWS in October 2026")
    def test_game_session_is_found_in_its_fleet_and_location(self, client: GameLiftClient) -> None:
        made = arn_of(client)
        fleet, place = {"FleetId": READY_FLEET}, {"Location": LOCATION}
        for question in (fleet, place, fleet | place):
            assert [each["GameSessionId"] for each in describe(client, GameSessionId=made, **question)] == [made]
        alias = client.create_alias(Name="live", RoutingStrategy={"Type": "SIMPLE", "FleetId": READY_FLEET})["Alias"]
        assert len(describe(client, GameSessionId=made, AliasId=alias["AliasId"], Location=LOCATION)) == 1

    @pytest.mark.assumed("game session asked for with location or status")
    def test_game_session_of_another_fleet_is_none(self, client: GameLiftClient) -> None:
        made, other = arn_of(client), ec2_fleet(client)
        assert describe(client, GameSessionId=made, FleetId=other) == []
        assert "eu-west-1" in refusal(client, INVALID, GameSessionId=made, FleetId=other, Location="eu-west-1")
        assert "fleet-x" in refusal(client, "NotFoundException", GameSessionId=made, FleetId="fleet-x")

    @pytest.mark.assumed("unknown fleet, alias, compute or location")
    @pytest.mark.parametrize("question", [{"FleetId": "fleet-x"}, {"AliasId": "alias-x"}], ids=str)
    def test_unknown_fleet_or_alias_is_not_found(self, client: GameLiftClient, question: dict[str, str]) -> None:
        assert f"in region {REGION}, account {ACCOUNT}" in refusal(client, "NotFoundException", **question)

    @pytest.mark.assumed("unknown game session that is described")
    def test_unknown_game_session_is_an_empty_list(self, five: Running) -> None:
        assert describe(five.client(), GameSessionId=arn("gsess-x")) == []
        text = f"empty list: Game session {arn('gsess-x')} was not found in region {REGION}, account {ACCOUNT}.\n"
        five.wait_for_log(text)

    @pytest.mark.assumed("short game session id")
    def test_last_part_of_a_game_session_id_is_unknown(self, five: Running) -> None:
        assert "ACTIVE" in refusal(five.client(), "NotFoundException", GameSessionId="ACTIVE")

    @pytest.mark.assumed("unknown game session that is described")
    @pytest.mark.parametrize(("region", "key"), [("eu-west-1", ACCOUNT), (REGION, "111122223333")])
    def test_log_says_where_a_game_session_of_another_place_is(self, five: Running, region: str, key: str) -> None:
        assert describe(five.client(region, key), GameSessionId=arn("ACTIVE")) == []
        five.wait_for_log(f"in region {region}, account {key}. It exists in region {REGION}, account {ACCOUNT}.")

    @pytest.mark.documented("API_DescribeGameSessions")
    def test_fleets_of_the_same_id_in_two_regions_have_their_own_game_sessions(self, emulator: Running) -> None:
        made = [arn_of(emulator.client(region)) for region in (REGION, "eu-west-1")]
        shown = [describe(emulator.client(region), FleetId=READY_FLEET) for region in (REGION, "eu-west-1")]
        assert [[each["GameSessionId"] for each in page] for page in shown] == [[each] for each in made]

    @pytest.mark.documented("API_RoutingStrategy")
    def test_terminal_alias_answers_its_message(self, client: GameLiftClient) -> None:
        made = client.create_alias(Name="old", RoutingStrategy={"Type": "TERMINAL", "Message": "We are closed."})
        alias = made["Alias"]["AliasId"]
        assert refusal(client, "TerminalRoutingStrategyException", AliasId=alias) == "We are closed."


class TestLocation:
    @pytest.mark.documented("API_DescribeGameSessions")
    def test_location_shows_the_game_sessions_that_are_there(self, client: GameLiftClient) -> None:
        fleet = ec2_fleet(client, Locations=[{"Location": "eu-west-1"}, {"Location": "ap-south-1"}])
        for location in ("us-east-1", "eu-west-1"):
            create(client, FleetId=fleet, Location=location, IdempotencyToken=location)
        found = {
            place: ids(client, FleetId=fleet, Location=place) for place in ("us-east-1", "eu-west-1", "ap-south-1")
        }
        assert found == {"us-east-1": ["us-east-1"], "eu-west-1": ["eu-west-1"], "ap-south-1": []}
        assert ids(client, FleetId=fleet) == ["us-east-1", "eu-west-1"]

    @pytest.mark.assumed("location that a fleet does not have")
    def test_location_must_be_one_of_the_fleet(self, five: Running) -> None:
        assert "eu-west-1" in refusal(five.client(), INVALID, FleetId=FLEET, Location="eu-west-1")

    @pytest.mark.assumed("game session asked for with location or status")
    def test_game_session_of_an_id_is_filtered_too(self, five: Running) -> None:
        client, question = five.client(), {"GameSessionId": arn("ACTIVE")}
        assert ids(client, **question, Location="us-east-1", StatusFilter="ACTIVE") == ["ACTIVE"]
        assert ids(client, **question, Location="eu-west-1") == []
        assert ids(client, **question, StatusFilter="ERROR") == []


class TestStatusFilter:
    @pytest.mark.documented("API_DescribeGameSessions and, for ERROR, API_GameSession")
    @pytest.mark.parametrize("status", STATUSES)
    def test_status_filter_shows_game_sessions_of_that_status(self, five: Running, status: str) -> None:
        found = describe(five.client(), FleetId=FLEET, StatusFilter=status)
        assert [(each["GameSessionId"], each["Status"]) for each in found] == [(arn(status), status)]

    @pytest.mark.assumed("status filter with an unknown value")
    @pytest.mark.parametrize("question", [{"FleetId": FLEET}, {"GameSessionId": arn("ACTIVE")}], ids=str)
    @pytest.mark.parametrize("text", ["active", "ACTIVE ", "COMPLETED", "*"])
    def test_unknown_status_filter_is_refused(self, five: Running, question: dict[str, str], text: str) -> None:
        message = refusal(five.client(), INVALID, StatusFilter=text, **question)
        assert all(status in message for status in STATUSES)

    @pytest.mark.documented("API_RuntimeConfiguration")
    @pytest.mark.parametrize("due_status", ["ACTIVE", "TERMINATED"])
    def test_status_filter_follows_the_clock(self, emulator: Running, due_status: str) -> None:
        emulator.freeze(NOW)
        emulator.seed(world(Status="ACTIVATING", DueTime="+10s", DueStatus=due_status))
        seen = []
        for seconds in (9.999, 0.001):
            emulator.advance(seconds)
            seen.append([each for each in STATUSES if ids(emulator.client(), FleetId=FLEET, StatusFilter=each)])
        assert seen == [["ACTIVATING"], [due_status]]


class TestPages:
    @pytest.mark.assumed("order of game sessions")
    @pytest.mark.parametrize("size", [1, 50, 65, 100])
    def test_paginator_shows_all_oldest_first_in_pages_of_that_size(self, many: Running, size: int) -> None:
        paginator = many.client().get_paginator("describe_game_sessions")
        pages = [
            [each["GameSessionId"].rpartition("/")[2] for each in page["GameSessions"]]
            for page in paginator.paginate(FleetId=FLEET, PaginationConfig={"PageSize": size})
        ]
        assert [len(page) for page in pages[:-1]] == [size] * (math.ceil(COUNT / size) - 1)
        assert [each for page in pages for each in page] == ORDER

    @pytest.mark.assumed("page size of game sessions")
    @pytest.mark.parametrize("limit", [{}, {"Limit": 100}, {"Limit": 101}, {"Limit": 1024}], ids=str)
    def test_page_has_at_most_100(self, many: Running, limit: dict[str, int]) -> None:
        assert ids(many.client(), FleetId=FLEET, **limit) == ORDER[:100]

    @pytest.mark.assumed("page size of game sessions")
    def test_most_of_a_page_is_a_setting(self, tmp_path: Path) -> None:
        sessions = [{"GameSessionId": f"gsess-{n}", "FleetId": FLEET} for n in range(4)]
        with running(tmp_path, "--game-session-max-limit", "3") as emulator:
            emulator.seed({"Fleets": [{"FleetId": FLEET}], "GameSessions": sessions})
            details = emulator.client().describe_game_session_details(FleetId=FLEET, Limit=4)["GameSessionDetails"]
            assert (len(ids(emulator.client(), FleetId=FLEET)), len(details)) == (3, 3)

    @pytest.mark.assumed("NextToken")
    @pytest.mark.parametrize(
        "other", [{"FleetId": "fleet-other"}, {"StatusFilter": "ACTIVE"}, {"Location": "us-east-1"}], ids=str
    )
    def test_token_is_good_for_its_question_only(self, many: Running, other: dict[str, str]) -> None:
        client = many.client()
        token = client.describe_game_sessions(FleetId=FLEET, Limit=1)["NextToken"]
        assert ids(client, FleetId=FLEET, NextToken=token, Limit=2) == ORDER[1:3]
        assert "NextToken" in refusal(client, INVALID, **{"FleetId": FLEET, "NextToken": token, **other})


class TestMembers:
    @pytest.mark.documented("API_GameSession")
    def test_game_session_is_shown_with_all_its_members(self, emulator: Running) -> None:
        emulator.freeze(NOW)
        names = {"GameSessionId": GAME_SESSION, "FleetId": FLEET}
        members: dict[str, Any] = {
            "Location": "us-east-1",
            "Name": "match",
            "Status": "TERMINATED",
            "StatusReason": "INTERRUPTED",
            "MaximumPlayerSessionCount": 7,
            "PlayerSessionCreationPolicy": "DENY_ALL",
            "GameProperties": [{"Key": "map", "Value": "ice"}],
            "GameSessionData": "data",
            "MatchmakerData": "{}",
            "CreatorId": "matt",
            "IpAddress": "203.0.113.7",
            "DnsName": "game.example",
            "Port": 7777,
            "ComputeName": "i-1",
        }
        emulator.seed(world(**members, CreationTime="2025-12-31", TerminationTime="2025-12-31T01:00:00.250Z"))
        expected = {
            "FleetArn": f"arn:aws:gamelift:us-east-1:{ACCOUNT}:fleet/{FLEET}",
            "CreationTime": datetime(2025, 12, 31, tzinfo=UTC),
            "TerminationTime": datetime(2025, 12, 31, 1, microsecond=250_000, tzinfo=UTC),
            "CurrentPlayerSessionCount": 0,
        }
        assert describe(emulator.client(), FleetId=FLEET) == [names | members | expected]

    @pytest.mark.assumed("CurrentPlayerSessionCount")
    def test_current_player_session_count_is_reserved_and_active_ones(self, emulator: Running) -> None:
        emulator.freeze(NOW)
        client = emulator.client()
        made = arn_of(client, MaximumPlayerSessionCount=5)
        players = client.create_player_sessions(GameSessionId=made, PlayerIds=["a", "b", "c"])["PlayerSessions"]
        first, second, _ = (each["PlayerSessionId"] for each in players)
        counts = [look(client, made)["CurrentPlayerSessionCount"]]
        for player, act in ((first, "accept"), (second, "accept"), (first, "remove")):
            emulator.control("POST", f"/player-sessions/{player}/{act}")
            counts.append(look(client, made)["CurrentPlayerSessionCount"])
        emulator.advance(60)
        counts.append(look(client, made)["CurrentPlayerSessionCount"])
        assert counts == [3, 3, 3, 2, 1]


class TestRetention:
    @pytest.mark.documented("API_PlayerSession; API_CreateGameSession, IdempotencyToken")
    def test_ended_game_session_is_kept_for_30_days(self, five: Running) -> None:
        five.advance(30 * 86_400 - 0.001)
        assert ids(five.client(), FleetId=FLEET) == list(STATUSES)

    @pytest.mark.assumed("forgotten after 30 days")
    def test_ended_game_session_is_unknown_after_30_days(self, five: Running) -> None:
        five.advance(30 * 86_400)
        assert ids(five.client(), FleetId=FLEET) == ["ACTIVE", "ACTIVATING", "TERMINATING"]
        for status in ("TERMINATED", "ERROR"):
            assert ids(five.client(), FleetId=FLEET, StatusFilter=status) == []
            assert describe(five.client("eu-west-1"), GameSessionId=arn(status)) == []
            place = "in region eu-west-1, account"
            five.wait_for_log(f"Game session {arn(status)} was not found {place} {ACCOUNT}.\n")
