"""GetGameSessionLogUrl as a stock boto3 client sees it: there is never a log, and each refusal says why."""

import pytest
from types_boto3_gamelift import GameLiftClient

from tests.support.game_sessions import arn, arn_of, one_of_each, refused
from tests.support.running import ACCOUNT, Running

OPERATION = "get_game_session_log_url"


def not_found(client: GameLiftClient, game_session_id: str) -> str:
    return refused(client, "NotFoundException", OPERATION, GameSessionId=game_session_id)


@pytest.fixture
def five(emulator: Running) -> Running:
    return one_of_each(emulator)


class TestRefusals:
    @pytest.mark.assumed("log of a game session")
    @pytest.mark.parametrize("status", ["ACTIVE", "ACTIVATING", "TERMINATING"])
    def test_game_session_that_has_not_ended_has_no_log_yet(self, five: Running, status: str) -> None:
        assert f"is {status}" in not_found(five.client(), arn(status))

    @pytest.mark.assumed("log of a game session")
    @pytest.mark.parametrize("status", ["TERMINATED", "ERROR"])
    def test_game_session_that_has_ended_has_no_log(self, five: Running, status: str) -> None:
        five.advance(14 * 86_400 - 0.001)
        assert "There is no log" in not_found(five.client(), arn(status))

    @pytest.mark.assumed("log of a game session")
    @pytest.mark.parametrize("status", ["TERMINATED", "ERROR"])
    def test_log_is_kept_for_14_days(self, five: Running, status: str) -> None:
        five.advance(14 * 86_400)
        assert "14 days" in not_found(five.client(), arn(status))

    @pytest.mark.assumed("log of a game session")
    def test_anywhere_fleet_keeps_no_logs(self, client: GameLiftClient) -> None:
        made = arn_of(client)
        assert "Anywhere" in refused(client, "InvalidRequestException", OPERATION, GameSessionId=made)

    @pytest.mark.assumed("unknown player session or game session")
    def test_unknown_game_session_is_not_found(self, emulator: Running) -> None:
        made = arn_of(emulator.client("eu-west-1"))
        assert f"exists in region eu-west-1, account {ACCOUNT}" in not_found(emulator.client(), made)
        assert "exists" not in not_found(emulator.client(), arn("gsess-x"))

    @pytest.mark.assumed("forgotten after 30 days")
    def test_game_session_is_unknown_after_30_days(self, five: Running) -> None:
        five.advance(30 * 86_400)
        assert "was not found" in not_found(five.client(), arn("TERMINATED"))
