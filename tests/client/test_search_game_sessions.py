"""SearchGameSessions as a stock boto3 client sees it."""

from typing import Any

import pytest
from types_boto3_gamelift import GameLiftClient

from tests.support.game_sessions import LOCATION, NOW, READY_FLEET, arn, arn_of, one_of_each, refused
from tests.support.running import Running
from tests.support.worlds import FLEET

INVALID = "InvalidRequestException"
MILLIS = 1_767_225_600_000  # NOW
EVERYBODY = ["red", "green", "matt", "plain"]  # in `lobby`, the oldest first


def search(client: GameLiftClient, **question: Any) -> list[str]:  # noqa: ANN401
    """The last parts of the ARNs of the game sessions that are found."""
    found = client.search_game_sessions(**{"FleetId": FLEET, **question})["GameSessions"]
    return [each["GameSessionId"].rpartition("/")[2] for each in found]


def refusal(client: GameLiftClient, error: str, **question: Any) -> str:  # noqa: ANN401
    return refused(client, error, "search_game_sessions", **question)


def properties(**values: str) -> list[dict[str, str]]:
    return [{"Key": key, "Value": value} for key, value in values.items()]


@pytest.fixture
def lobby(emulator: Running) -> Running:
    """Four ACTIVE game sessions, made a minute apart; red is full, and plain has what it must have only."""
    emulator.freeze(NOW)
    sessions: list[dict[str, Any]] = [
        {"Name": "red", "MaximumPlayerSessionCount": 2, "GameProperties": properties(difficulty="novice", kills="10")},
        {
            "Name": "green",
            "MaximumPlayerSessionCount": 10,
            "GameProperties": properties(difficulty="expert", kills="9"),
        },
        {"Name": "Matt's Awesome Game 1", "MaximumPlayerSessionCount": 20, "Location": "eu-west-1"},
        {"MaximumPlayerSessionCount": 10},
    ]
    for n, session in enumerate(sessions):
        session |= {"FleetId": FLEET, "GameSessionId": EVERYBODY[n], "CreationTime": f"-{3 - n}m"}
    players = [{"GameSessionId": name, "PlayerId": f"{n}"} for n, name in enumerate(["red", "red", "green"])]
    fleet = {"FleetId": FLEET, "Locations": [{"Location": "ap-south-1"}]}
    emulator.seed({"Fleets": [fleet], "GameSessions": sessions, "PlayerSessions": players})
    return emulator


@pytest.fixture
def fifty(emulator: Running) -> Running:
    """50 game sessions, made a second apart; the clock stands still."""
    emulator.freeze(NOW)
    sessions = [{"GameSessionId": f"gsess-{n}", "FleetId": FLEET, "CreationTime": f"-{50 - n}s"} for n in range(50)]
    emulator.seed({"Fleets": [{"FleetId": FLEET}], "GameSessions": sessions})
    return emulator


class TestFilter:
    @pytest.mark.documented("API_SearchGameSessions")
    @pytest.mark.parametrize(
        ("expression", "found"),
        [
            (f"gameSessionId = '{arn('green')}'", ["green"]),
            ("gameSessionName = 'Matt\\'s Awesome Game 1'", ["matt"]),
            ("gameSessionName='Red'", []),
            ('gameSessionProperties.difficulty = "novice"', ["red"]),
            ("gameSessionProperties.difficulty <> 'novice' AND gameSessionProperties.difficulty = 'expert'", ["green"]),
            ("gameSessionProperties.kills = '10'", ["red"]),
            ("maximumSessions = 10", ["green", "plain"]),
            ("maximumSessions <> 10", ["red", "matt"]),
            ("maximumSessions < 10", ["red"]),
            ("maximumSessions > 10", ["matt"]),
            ("maximumSessions <= 10", ["red", "green", "plain"]),
            ("maximumSessions>=10 AND hasAvailablePlayerSessions=true", ["green", "matt", "plain"]),
            (f"creationTimeMillis = {MILLIS - 120_000}", ["green"]),
            (f"creationTimeMillis > {MILLIS - 120_000}", ["matt", "plain"]),
            ("playerSessionCount<1", ["matt", "plain"]),
            ("hasAvailablePlayerSessions=false", ["red"]),
            ("hasAvailablePlayerSessions<>false", ["green", "matt", "plain"]),
            # Precedence: NOT, then AND, then OR; each of these means something else with other rules.
            ("gameSessionName='green' OR gameSessionName='red' AND maximumSessions=2", ["red", "green"]),
            ("(gameSessionName='green' OR gameSessionName='red') AND maximumSessions=2", ["red"]),
            ("NOT gameSessionName='red' AND maximumSessions=2", []),
            ("NOT (gameSessionName='red' AND maximumSessions=2)", ["green", "matt", "plain"]),
            ("maximumSessions=10 AND NOT playerSessionCount=1", ["plain"]),
            ("NOT (maximumSessions=2 OR maximumSessions=10)", ["matt"]),
        ],
    )
    def test_filter_finds_what_it_matches(self, lobby: Running, expression: str, found: list[str]) -> None:
        assert search(lobby.client(), FilterExpression=expression) == found

    @pytest.mark.assumed("what the grammar of a filter leaves open")
    @pytest.mark.parametrize(
        ("expression", "found"),
        [
            ("maximumSessions=2 or not maximumSessions<>20 Or hasAvailablePlayerSessions=FALSE", ["red", "matt"]),
            ('gameSessionName = "Matt\'s Awesome Game 1"', ["matt"]),
            ("gameSessionName <> 'red'", ["green", "matt", "plain"]),
            ("gameSessionProperties.difficulty = 'unknown'", []),
            ("gameSessionProperties.unknown <> 'x'", EVERYBODY),
            ("\t( (maximumSessions>1.5)AND(maximumSessions<2.5) )\n", ["red"]),
        ],
    )
    def test_filter_is_read_generously(self, lobby: Running, expression: str, found: list[str]) -> None:
        assert search(lobby.client(), FilterExpression=expression) == found

    @pytest.mark.assumed("expression that cannot be read")
    @pytest.mark.parametrize(
        "expression",
        [
            " ", "maximumSessions", "maximumSessions >=", "= 10", "maximumSessions 10", "maximumSessions == 10",
            "maximumSessions != 10", "maximumSessions = 10 AND", "maximumSessions = 10 maximumSessions = 10",
            "maximumSessions = '10'", "maximumSessions = ten", "(maximumSessions = 10", "maximumSessions = 10)", "()",
            "NOT", "NOT NOT", "AND maximumSessions = 10", "maximumsessions = 10", "MaximumPlayerSessionCount = 10",
            "gameSessionName = red", "gameSessionName = 'red", "gameSessionName = 'Matt's'", "gameSessionName > 'a'",
            "gameSessionName LIKE 'r%'", "hasAvailablePlayerSessions = 'true'", "hasAvailablePlayerSessions > false",
            "hasAvailablePlayerSessions", "gameSessionProperties = 'x'", "gameSessionProperties. = 'x'",
            "gameSessionProperties.kills = 10", "gameSessionProperties.kills > '9'",
        ],
    )  # fmt: skip
    def test_filter_that_cannot_be_read_is_refused(self, client: GameLiftClient, expression: str) -> None:
        message = refusal(client, INVALID, FleetId=READY_FLEET, FilterExpression=expression)
        assert message.startswith("FilterExpression is invalid")

    @pytest.mark.assumed("search by a property key with a period")
    def test_property_key_with_a_period_cannot_be_searched(self, client: GameLiftClient) -> None:
        arn_of(client, GameProperties=properties(**{"a.b": "x"}))
        question = {"FleetId": READY_FLEET, "FilterExpression": "gameSessionProperties.a.b = 'x'"}
        assert "period" in refusal(client, INVALID, **question)


class TestSort:
    @pytest.mark.documented("API_SearchGameSessions")
    @pytest.mark.parametrize(
        ("expression", "found"),
        [
            ("creationTimeMillis DESC", EVERYBODY[::-1]),
            ("gameSessionName ASC", ["matt", "green", "red", "plain"]),
            ("gameSessionName DESC", ["red", "green", "matt", "plain"]),
            ("gameSessionProperties.difficulty ASC", ["green", "red", "matt", "plain"]),
            ("gameSessionProperties.kills DESC", ["green", "red", "matt", "plain"]),
            ("gameSessionId ASC", ["matt", "green", "plain", "red"]),
        ],
    )
    def test_order_is_the_one_asked_for_and_null_comes_last(
        self, lobby: Running, expression: str, found: list[str]
    ) -> None:
        assert search(lobby.client(), SortExpression=expression) == found

    @pytest.mark.assumed("order of search results")
    @pytest.mark.parametrize(
        ("question", "found"),
        [
            ({}, EVERYBODY),
            ({"SortExpression": "maximumSessions ASC"}, ["red", "green", "plain", "matt"]),
            ({"SortExpression": " maximumSessions  desc "}, ["matt", "green", "plain", "red"]),
            ({"SortExpression": "playerSessionCount ASC"}, ["matt", "plain", "green", "red"]),
            ({"SortExpression": "hasAvailablePlayerSessions DESC"}, ["green", "matt", "plain", "red"]),
        ],
        ids=str,
    )
    def test_equal_ones_are_the_oldest_first(self, lobby: Running, question: dict[str, str], found: list[str]) -> None:
        assert search(lobby.client(), **question) == found

    @pytest.mark.assumed("expression that cannot be read")
    @pytest.mark.parametrize(
        "expression",
        [" ", "ASC", "creationTimeMillis", "creationTimeMillis UP", "creationTimeMillis ASC, gameSessionName ASC",
         "CreationTime ASC", "gameSessionProperties ASC", "ASC creationTimeMillis", "gameSessionProperties.a.b ASC"],
    )  # fmt: skip
    def test_order_that_cannot_be_read_is_refused(self, client: GameLiftClient, expression: str) -> None:
        message = refusal(client, INVALID, FleetId=READY_FLEET, SortExpression=expression)
        assert message.startswith("SortExpression is invalid")


class TestWhatIsSearched:
    @pytest.mark.documented("API_SearchGameSessions")
    def test_only_active_game_sessions_are_found(self, emulator: Running) -> None:
        assert search(one_of_each(emulator).client()) == ["ACTIVE"]

    @pytest.mark.documented("API_SearchGameSessions")
    def test_location_is_searched_alone(self, lobby: Running) -> None:
        found = {place: search(lobby.client(), Location=place) for place in ("us-east-1", "eu-west-1", "ap-south-1")}
        assert found == {"us-east-1": ["red", "green", "plain"], "eu-west-1": ["matt"], "ap-south-1": []}

    @pytest.mark.documented("API_SearchGameSessions")
    def test_search_sees_players_come_and_time_out(self, lobby: Running) -> None:
        client, free = lobby.client(), "hasAvailablePlayerSessions=true"
        client.create_player_sessions(GameSessionId=arn("plain"), PlayerIds=[f"{n}" for n in range(10)])
        seen = [search(client, FilterExpression=free)]
        lobby.advance(60)
        seen.append(search(client, FilterExpression=free))
        client.terminate_game_session(GameSessionId=arn("green"), TerminationMode="FORCE_TERMINATE")
        seen.append(search(client, FilterExpression=free))
        assert seen == [["green", "matt"], EVERYBODY, ["red", "matt", "plain"]]

    @pytest.mark.documented("API_SearchGameSessions")
    def test_found_game_session_is_shown_as_it_is(self, client: GameLiftClient) -> None:
        alias = client.create_alias(Name="live", RoutingStrategy={"Type": "SIMPLE", "FleetId": READY_FLEET})["Alias"]
        arn_of(client, Name="match", GameProperties=properties(map="ice"))
        shown = client.describe_game_sessions(FleetId=READY_FLEET)["GameSessions"]
        for name in (alias["AliasId"], alias["AliasArn"]):
            assert client.search_game_sessions(AliasId=name, Location=LOCATION)["GameSessions"] == shown

    @pytest.mark.assumed("number of identifiers")
    @pytest.mark.parametrize("given", [{}, {"FleetId": READY_FLEET, "AliasId": "alias-1"}], ids=["none", "both"])
    def test_exactly_one_of_fleet_and_alias_is_needed(self, client: GameLiftClient, given: dict[str, str]) -> None:
        assert "Exactly one" in refusal(client, INVALID, **given)

    @pytest.mark.assumed("location that a fleet does not have")
    def test_location_must_be_one_of_the_fleet(self, client: GameLiftClient) -> None:
        assert LOCATION in refusal(client, INVALID, FleetId=READY_FLEET, Location="us-east-1")

    @pytest.mark.documented("API_RoutingStrategy")
    def test_terminal_alias_answers_its_message(self, client: GameLiftClient) -> None:
        alias = client.create_alias(Name="old", RoutingStrategy={"Type": "TERMINAL", "Message": "Closed."})["Alias"]
        assert refusal(client, "TerminalRoutingStrategyException", AliasId=alias["AliasId"]) == "Closed."


class TestPages:
    @pytest.mark.documented("API_SearchGameSessions")
    @pytest.mark.parametrize("limit", [{}, {"Limit": 20}, {"Limit": 2**31 - 1}], ids=str)
    def test_answer_has_at_most_20(self, fifty: Running, limit: dict[str, int]) -> None:
        assert search(fifty.client(), **limit) == [f"gsess-{n}" for n in range(20)]

    @pytest.mark.model
    @pytest.mark.parametrize(("size", "sizes"), [(7, [7] * 7 + [1]), (10, [10] * 5), (1000, [20, 20, 10])])
    def test_paginator_finds_all(self, fifty: Running, size: int, sizes: list[int]) -> None:
        paginator = fifty.client().get_paginator("search_game_sessions")
        order = "creationTimeMillis DESC"
        found = paginator.paginate(FleetId=FLEET, SortExpression=order, PaginationConfig={"PageSize": size})
        pages = [page["GameSessions"] for page in found]
        assert [len(page) for page in pages] == sizes
        shown = [each["GameSessionId"] for page in pages for each in page]
        assert shown == [arn(f"gsess-{n}") for n in range(49, -1, -1)]

    @pytest.mark.assumed("NextToken")
    @pytest.mark.parametrize(
        ("member", "value"),
        [("FilterExpression", "maximumSessions>1"), ("SortExpression", "gameSessionId ASC"), ("Location", "us-east-1")],
    )
    def test_token_is_good_for_its_question_only(self, fifty: Running, member: str, value: str) -> None:
        client = fifty.client()
        token = client.search_game_sessions(FleetId=FLEET)["NextToken"]
        assert search(client, NextToken=token, Limit=1) == ["gsess-20"]
        assert "NextToken" in refusal(client, INVALID, FleetId=FLEET, NextToken=token, **{member: value})
