"""DescribeGameSessionDetails as a stock boto3 client sees it: what DescribeGameSessions shows, and the protection."""

from typing import Any

import pytest
from types_boto3_gamelift import GameLiftClient
from types_boto3_gamelift.type_defs import GameSessionDetailTypeDef

from tests.support.game_sessions import STATUSES, arn, arn_of, ec2_fleet, one_of_each, refused
from tests.support.running import Running
from tests.support.worlds import FLEET


def details(client: GameLiftClient, **question: Any) -> list[GameSessionDetailTypeDef]:  # noqa: ANN401
    return client.describe_game_session_details(**question)["GameSessionDetails"]


@pytest.fixture
def five(emulator: Running) -> Running:
    return one_of_each(emulator)


class TestAnswer:
    @pytest.mark.documented("API_DescribeGameSessionDetails")
    @pytest.mark.parametrize(
        "question",
        [
            {"FleetId": FLEET},
            {"FleetId": FLEET, "Location": "us-east-1"},
            {"GameSessionId": arn("ACTIVE")},
            *({"FleetId": FLEET, "StatusFilter": status} for status in STATUSES),
        ],
        ids=str,
    )
    def test_detail_holds_the_game_session_of_the_other_operation(
        self, five: Running, question: dict[str, Any]
    ) -> None:
        client = five.client()
        found = details(client, **question)
        assert found != []
        assert [each["GameSession"] for each in found] == client.describe_game_sessions(**question)["GameSessions"]

    @pytest.mark.documented("API_DescribeGameSessionDetails")
    @pytest.mark.parametrize("policy", ["NoProtection", "FullProtection"])
    def test_new_game_session_has_the_protection_of_its_fleet(self, client: GameLiftClient, policy: str) -> None:
        made = arn_of(client, FleetId=ec2_fleet(client, NewGameSessionProtectionPolicy=policy))
        assert [each["ProtectionPolicy"] for each in details(client, GameSessionId=made)] == [policy]

    @pytest.mark.documented("API_UpdateGameSession")
    def test_protection_is_the_one_now_in_force(self, five: Running) -> None:
        client = five.client()
        client.update_game_session(GameSessionId=arn("ACTIVE"), ProtectionPolicy="FullProtection")
        found = {each["GameSession"]["Status"]: each["ProtectionPolicy"] for each in details(client, FleetId=FLEET)}
        assert found == dict.fromkeys(STATUSES, "NoProtection") | {"ACTIVE": "FullProtection"}


class TestPages:
    @pytest.mark.model
    @pytest.mark.parametrize("size", [1, 2, 5])
    def test_paginator_shows_all_in_pages_of_that_size(self, five: Running, size: int) -> None:
        paginator = five.client().get_paginator("describe_game_session_details")
        pages = [
            page["GameSessionDetails"]
            for page in paginator.paginate(FleetId=FLEET, PaginationConfig={"PageSize": size})
        ]
        assert max(map(len, pages)) == size
        assert [each["GameSession"]["Status"] for page in pages for each in page] == list(STATUSES)

    @pytest.mark.assumed("NextToken")
    def test_token_of_the_other_operation_is_refused(self, five: Running) -> None:
        client = five.client()
        question = {"FleetId": FLEET, "Limit": 1}
        token = client.describe_game_sessions(**question)["NextToken"]  # type: ignore[arg-type]
        message = refused(
            client, "InvalidRequestException", "describe_game_session_details", **question, NextToken=token
        )
        assert "NextToken" in message


class TestRefusals:
    @pytest.mark.assumed("number of identifiers")
    @pytest.mark.parametrize("question", [{}, {"FleetId": FLEET, "AliasId": "alias-1"}], ids=["none", "two"])
    def test_none_and_a_fleet_with_an_alias_are_refused(self, five: Running, question: dict[str, str]) -> None:
        message = refused(five.client(), "InvalidRequestException", "describe_game_session_details", **question)
        assert "needed" in message

    @pytest.mark.assumed("unknown game session that is described")
    def test_unknown_game_session_is_an_empty_list(self, five: Running) -> None:
        answer = five.client().describe_game_session_details(GameSessionId=arn("gsess-x"))
        assert answer["GameSessionDetails"] == []

    @pytest.mark.assumed("status filter with an unknown value")
    def test_unknown_status_filter_is_refused(self, five: Running) -> None:
        question = {"FleetId": FLEET, "StatusFilter": "active"}
        assert "ACTIVE" in refused(
            five.client(), "InvalidRequestException", "describe_game_session_details", **question
        )
