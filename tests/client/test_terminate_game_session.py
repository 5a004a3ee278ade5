"""TerminateGameSession as a stock boto3 client sees it."""

from datetime import UTC, datetime, timedelta
from typing import Literal

import pytest
from types_boto3_gamelift import GameLiftClient
from types_boto3_gamelift.type_defs import GameSessionTypeDef

from tests.support.game_sessions import NOW, STATUSES, arn, arn_of, create, ec2_fleet, look, one_of_each, refused
from tests.support.running import ACCOUNT, Running
from tests.support.worlds import FLEET

Mode = Literal["TRIGGER_ON_PROCESS_TERMINATE", "FORCE_TERMINATE"]
TRIGGER: Mode = "TRIGGER_ON_PROCESS_TERMINATE"
FORCE: Mode = "FORCE_TERMINATE"
STATUS = "InvalidGameSessionStatusException"
INSTANT = datetime(2026, 1, 1, tzinfo=UTC)
each_mode = pytest.mark.parametrize("mode", [TRIGGER, FORCE])


def terminate(client: GameLiftClient, game_session_id: str, mode: Mode = TRIGGER) -> GameSessionTypeDef:
    return client.terminate_game_session(GameSessionId=game_session_id, TerminationMode=mode)["GameSession"]


def refusal(client: GameLiftClient, error: str, game_session_id: str, mode: str = TRIGGER) -> str:
    asked = {"GameSessionId": game_session_id, "TerminationMode": mode}
    return refused(client, error, "terminate_game_session", **asked)


@pytest.fixture
def frozen(emulator: Running) -> Running:
    """The clock stands still."""
    emulator.freeze(NOW)
    return emulator


class TestLife:
    @pytest.mark.documented("API_TerminateGameSession")
    @pytest.mark.parametrize(
        ("mode", "reason"), [(TRIGGER, "TRIGGERED_ON_PROCESS_TERMINATE"), (FORCE, "FORCE_TERMINATED")]
    )
    def test_game_session_is_terminating_and_then_terminated(self, frozen: Running, mode: Mode, reason: str) -> None:
        client = frozen.client()
        made = create(client, FleetId=ec2_fleet(client))
        frozen.advance(7.5)
        assert terminate(client, made["GameSessionId"], mode) == {**made, "Status": "TERMINATING"}
        frozen.advance(1)
        ended = {"Status": "TERMINATED", "StatusReason": reason, "TerminationTime": INSTANT + timedelta(seconds=7.5)}
        assert look(client, made["GameSessionId"]) == {**made, **ended}

    @pytest.mark.documented("API_TerminateGameSession")
    def test_anywhere_fleet_ends_a_game_session_by_its_process(self, client: GameLiftClient) -> None:
        made = arn_of(client)
        assert terminate(client, made)["Status"] == "TERMINATING"
        assert look(client, made)["StatusReason"] == "TRIGGERED_ON_PROCESS_TERMINATE"

    @pytest.mark.documented("API_TerminateGameSession")
    def test_force_terminate_is_refused_on_an_anywhere_fleet(self, client: GameLiftClient) -> None:
        made = arn_of(client)
        assert "Agent" in refusal(client, "InvalidRequestException", made, FORCE)
        assert look(client, made)["Status"] == "ACTIVE"

    @pytest.mark.documented("API_TerminateGameSession")
    def test_protected_game_session_is_terminated_too(self, client: GameLiftClient) -> None:
        made = arn_of(client, FleetId=ec2_fleet(client, NewGameSessionProtectionPolicy="FullProtection"))
        terminate(client, made)
        assert look(client, made)["Status"] == "TERMINATED"


class TestStatus:
    @pytest.mark.documented("API_TerminateGameSession")
    @pytest.mark.parametrize("status", ["ACTIVE", "ACTIVATING"])
    @each_mode
    def test_game_session_that_goes_on_is_ended_and_no_other(self, emulator: Running, status: str, mode: Mode) -> None:
        client = one_of_each(emulator).client()
        terminate(client, arn(status), mode)
        found = client.describe_game_sessions(FleetId=FLEET)["GameSessions"]
        expected = {each: "TERMINATED" if each == status else each for each in STATUSES}
        assert {each["GameSessionId"]: each["Status"] for each in found} == {arn(n): s for n, s in expected.items()}

    @pytest.mark.documented("API_TerminateGameSession")
    @each_mode
    def test_game_session_in_error_is_refused(self, emulator: Running, mode: Mode) -> None:
        client = one_of_each(emulator).client()
        assert "ERROR" in refusal(client, STATUS, arn("ERROR"), mode)

    @pytest.mark.assumed("game session terminated twice")
    @each_mode
    def test_second_call_is_refused_and_changes_nothing(self, frozen: Running, mode: Mode) -> None:
        client = frozen.client()
        made = arn_of(client, FleetId=ec2_fleet(client))
        terminate(client, made)
        ended = look(client, made)
        frozen.advance(60)
        assert "TERMINATED" in refusal(client, STATUS, made, mode)
        assert look(client, made) == ended

    @pytest.mark.assumed("unknown player session or game session")
    def test_unknown_game_session_is_not_found(self, emulator: Running) -> None:
        made = arn_of(emulator.client("eu-west-1"))
        assert "exists" not in refusal(emulator.client(), "NotFoundException", arn("gsess-x"))
        message = refusal(emulator.client(), "NotFoundException", made)
        assert f"exists in region eu-west-1, account {ACCOUNT}" in message

    @pytest.mark.model
    @pytest.mark.parametrize("mode", ["", "force_terminate", "GRACEFUL"])
    def test_unknown_mode_is_refused(self, client: GameLiftClient, mode: str) -> None:
        made = arn_of(client)
        assert "terminationMode" in refusal(client, "InvalidRequestException", made, mode)
        assert look(client, made)["Status"] == "ACTIVE"


class TestPlayers:
    @pytest.mark.assumed("end of a game session")
    def test_player_sessions_end_with_their_game_session(self, frozen: Running) -> None:
        client = frozen.client()
        made = arn_of(client, MaximumPlayerSessionCount=4)
        timed_out, active, removed, reserved = ("timed out", "active", "removed", "reserved")
        joined = {}
        for player, wait in ((timed_out, 0), (active, 50), (removed, 0), (reserved, 0)):
            frozen.advance(wait)
            session = client.create_player_session(GameSessionId=made, PlayerId=player)["PlayerSession"]
            joined[player] = f"/player-sessions/{session['PlayerSessionId']}"
        for player, act in ((active, "accept"), (removed, "accept"), (removed, "remove")):
            frozen.control("POST", f"{joined[player]}/{act}")
        frozen.advance(15)
        assert terminate(client, made)["CurrentPlayerSessionCount"] == 2
        frozen.advance(600)
        found = client.describe_player_sessions(GameSessionId=made)["PlayerSessions"]
        ends = {each["PlayerId"]: (each["Status"], (each["TerminationTime"] - INSTANT).seconds) for each in found}
        assert ends == {
            timed_out: ("TIMEDOUT", 60),
            active: ("COMPLETED", 65),
            removed: ("COMPLETED", 50),
            reserved: ("TIMEDOUT", 65),
        }
        assert look(client, made)["CurrentPlayerSessionCount"] == 0

    @pytest.mark.documented("API_GameSession: only an ACTIVE game session has player sessions")
    def test_nobody_can_join_a_game_session_that_has_ended(self, client: GameLiftClient) -> None:
        made = arn_of(client)
        terminate(client, made)
        asked = {"GameSessionId": made, "PlayerId": "late"}
        assert "TERMINATED" in refused(client, STATUS, "create_player_session", **asked)
