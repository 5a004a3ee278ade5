"""UpdateGameSession as a stock boto3 client sees it."""

from typing import Any

import pytest
from types_boto3_gamelift import GameLiftClient
from types_boto3_gamelift.type_defs import GameSessionTypeDef

from tests.support.game_sessions import NOW, arn, arn_of, create, look, one_of_each, refused
from tests.support.running import ACCOUNT, REGION, Running

INVALID = "InvalidRequestException"
STATUS = "InvalidGameSessionStatusException"


def update(client: GameLiftClient, game_session_id: str, **members: Any) -> GameSessionTypeDef:  # noqa: ANN401
    return client.update_game_session(GameSessionId=game_session_id, **members)["GameSession"]


def refusal(client: GameLiftClient, error: str, game_session_id: str, **members: Any) -> str:  # noqa: ANN401
    return refused(client, error, "update_game_session", GameSessionId=game_session_id, **members)


def joining(client: GameLiftClient, error: str, game_session_id: str) -> str:
    """The refusal of one more player."""
    return refused(client, error, "create_player_session", GameSessionId=game_session_id, PlayerId="late")


def properties(**values: str) -> list[dict[str, str]]:
    return [{"Key": key, "Value": value} for key, value in values.items()]


class TestMembers:
    @pytest.mark.documented("API_UpdateGameSession")
    @pytest.mark.parametrize(
        "change",
        [
            {"Name": "other"},
            {"MaximumPlayerSessionCount": 200},
            {"MaximumPlayerSessionCount": 0},
            {"PlayerSessionCreationPolicy": "DENY_ALL"},
            {"GameProperties": properties(map="ice")},
            {"Name": "other", "MaximumPlayerSessionCount": 9, "PlayerSessionCreationPolicy": "DENY_ALL"},
            {},
        ],
        ids=str,
    )
    def test_only_what_is_given_changes(self, emulator: Running, change: dict[str, Any]) -> None:
        emulator.freeze(NOW)
        client = emulator.client()
        made = create(client, Name="match", GameSessionData="data")
        changed = update(client, made["GameSessionId"], **change)
        assert changed == {**made, "Status": "ACTIVE", **change}
        assert look(client, made["GameSessionId"]) == changed

    @pytest.mark.documented("API_UpdateGameSession")
    def test_protection_policy_is_in_force_from_then_on(self, client: GameLiftClient) -> None:
        made = arn_of(client)
        update(client, made, ProtectionPolicy="FullProtection")
        update(client, made, Name="other")
        (detail,) = client.describe_game_session_details(GameSessionId=made)["GameSessionDetails"]
        assert detail["ProtectionPolicy"] == "FullProtection"

    @pytest.mark.documented("API_UpdateGameSession")
    def test_game_properties_are_added_and_changed_and_never_removed(self, client: GameLiftClient) -> None:
        made = arn_of(client, GameProperties=properties(map="ice", mode="duel"))
        for given in (properties(mode="team", round="1"), []):
            shown = update(client, made, GameProperties=given)["GameProperties"]
            assert {each["Key"]: each["Value"] for each in shown} == {"map": "ice", "mode": "team", "round": "1"}

    @pytest.mark.assumed("game properties after an update")
    def test_game_properties_stay_16_at_most(self, client: GameLiftClient) -> None:
        sixteen = {f"key-{n}": "old" for n in range(16)}
        made = arn_of(client, GameProperties=properties(**sixteen))
        assert "17" in refusal(client, INVALID, made, Name="other", GameProperties=properties(one="more"))
        shown = update(client, made, GameProperties=properties(**{"key-7": "new"}))
        assert {each["Key"]: each["Value"] for each in shown["GameProperties"]} == {**sixteen, "key-7": "new"}
        assert "Name" not in shown

    @pytest.mark.assumed("game property given twice")
    def test_game_property_is_given_once(self, client: GameLiftClient) -> None:
        assert "map" in refusal(client, INVALID, arn_of(client), GameProperties=properties(map="ice") * 2)

    @pytest.mark.assumed("player slots of a game session")
    def test_maximum_over_200_is_refused(self, client: GameLiftClient) -> None:
        made = arn_of(client)
        assert "200" in refusal(client, INVALID, made, MaximumPlayerSessionCount=201)
        assert look(client, made)["MaximumPlayerSessionCount"] == 2


class TestPlayers:
    @pytest.mark.assumed("maximum below the players that are there")
    def test_lower_maximum_sends_nobody_away_and_is_full(self, client: GameLiftClient) -> None:
        made = arn_of(client, MaximumPlayerSessionCount=3)
        client.create_player_sessions(GameSessionId=made, PlayerIds=["a", "b"])
        changed = update(client, made, MaximumPlayerSessionCount=1)
        assert (changed["CurrentPlayerSessionCount"], changed["MaximumPlayerSessionCount"]) == (2, 1)
        joining(client, "GameSessionFullException", made)
        players = client.describe_player_sessions(GameSessionId=made)["PlayerSessions"]
        assert [each["Status"] for each in players] == ["RESERVED", "RESERVED"]

    @pytest.mark.documented("API_UpdateGameSession")
    def test_higher_maximum_opens_player_slots(self, client: GameLiftClient) -> None:
        made = arn_of(client, MaximumPlayerSessionCount=1)
        client.create_player_session(GameSessionId=made, PlayerId="first")
        joining(client, "GameSessionFullException", made)
        update(client, made, MaximumPlayerSessionCount=2)
        client.create_player_session(GameSessionId=made, PlayerId="late")
        assert look(client, made)["CurrentPlayerSessionCount"] == 2

    @pytest.mark.assumed("creation policy DENY_ALL")
    def test_deny_all_keeps_players_out_until_accept_all(self, client: GameLiftClient) -> None:
        made = arn_of(client)
        update(client, made, PlayerSessionCreationPolicy="DENY_ALL")
        assert "DENY_ALL" in joining(client, STATUS, made)
        update(client, made, PlayerSessionCreationPolicy="ACCEPT_ALL")
        client.create_player_session(GameSessionId=made, PlayerId="late")
        assert look(client, made)["CurrentPlayerSessionCount"] == 1


class TestStatus:
    @pytest.mark.assumed("update by status")
    @pytest.mark.parametrize("status", ["ACTIVE", "ACTIVATING"])
    def test_game_session_that_goes_on_can_be_updated(self, emulator: Running, status: str) -> None:
        client = one_of_each(emulator).client()
        changed = update(client, arn(status), Name="other")
        assert (changed["Name"], changed["Status"]) == ("other", status)

    @pytest.mark.assumed("update by status")
    @pytest.mark.parametrize("status", ["TERMINATING", "TERMINATED", "ERROR"])
    def test_game_session_that_ends_cannot_be_updated(self, emulator: Running, status: str) -> None:
        client = one_of_each(emulator).client()
        assert status in refusal(client, STATUS, arn(status), Name="other")
        assert "Name" not in look(client, arn(status))


class TestLookUp:
    @pytest.mark.assumed("unknown player session or game session")
    def test_unknown_game_session_is_not_found(self, client: GameLiftClient) -> None:
        message = refusal(client, "NotFoundException", arn("gsess-x"), Name="other")
        assert f"in region {REGION}, account {ACCOUNT}" in message

    @pytest.mark.assumed("unknown player session or game session")
    def test_game_session_of_another_region_is_said_to_be_there(self, emulator: Running) -> None:
        made = arn_of(emulator.client("eu-west-1"))
        message = refusal(emulator.client(), "NotFoundException", made, Name="other")
        assert f"exists in region eu-west-1, account {ACCOUNT}" in message
        assert "Name" not in look(emulator.client("eu-west-1"), made)

    @pytest.mark.assumed("forgotten after 30 days")
    def test_game_session_is_unknown_after_30_days(self, emulator: Running) -> None:
        one_of_each(emulator).advance(30 * 86_400)
        assert arn("TERMINATED") in refusal(emulator.client(), "NotFoundException", arn("TERMINATED"), Name="other")
