"""CreatePlayerSessions as a stock boto3 client sees it."""

from typing import Any

import pytest
from types_boto3_gamelift import GameLiftClient

from tests.support.reserving import arn_of, reserve, shown, slots
from tests.support.running import Running
from tests.support.worlds import GAME_SESSION, world


class TestAnswer:
    @pytest.mark.assumed("group of players")
    def test_player_sessions_come_in_the_order_of_the_players(self, emulator: Running) -> None:
        names = [f"player-{n}" for n in range(25)]
        game_session = arn_of(emulator, maximum=25)
        made = emulator.client().create_player_sessions(GameSessionId=game_session, PlayerIds=names)["PlayerSessions"]
        assert [each["PlayerId"] for each in made] == names
        assert {each["Status"] for each in made} == {"RESERVED"}
        assert len({each["PlayerSessionId"] for each in made}) == 25
        assert shown(emulator, game_session) == [f"{name} RESERVED" for name in names]

    @pytest.mark.documented("API_CreatePlayerSessions")
    def test_data_goes_to_its_player_and_that_of_strangers_is_ignored(self, emulator: Running) -> None:
        made = emulator.client().create_player_sessions(
            GameSessionId=arn_of(emulator),
            PlayerIds=["alice", "bob"],
            PlayerDataMap={"bob": "team=red", "mallory": "team=blue"},
        )["PlayerSessions"]
        assert [each.get("PlayerData") for each in made] == [None, "team=red"]

    @pytest.mark.assumed("same player twice")
    def test_player_who_is_named_twice_gets_two(self, emulator: Running) -> None:
        game_session = arn_of(emulator)
        emulator.client().create_player_sessions(GameSessionId=game_session, PlayerIds=["alice", "alice"])
        assert shown(emulator, game_session) == ["alice RESERVED", "alice RESERVED"]


class TestRefusals:
    @pytest.mark.assumed("group of players")
    def test_group_that_does_not_fit_gets_no_slot_at_all(self, emulator: Running) -> None:
        game_session = arn_of(emulator, maximum=3)
        reserve(emulator, game_session, "alice")
        client = emulator.client()
        with pytest.raises(client.exceptions.GameSessionFullException, match="2 of its 3 player slots are free"):
            client.create_player_sessions(GameSessionId=game_session, PlayerIds=["bob", "carol", "dave"])
        assert shown(emulator, game_session) == ["alice RESERVED"]
        client.create_player_sessions(GameSessionId=game_session, PlayerIds=["bob", "carol"])
        assert slots(emulator, game_session) == 3

    @pytest.mark.documented("API_CreatePlayerSessions")
    @pytest.mark.parametrize(
        "game_session",
        [{"Status": "ACTIVATING"}, {"Status": "TERMINATED"}, {"PlayerSessionCreationPolicy": "DENY_ALL"}],
    )
    def test_game_session_that_takes_nobody_refuses_the_group(
        self, emulator: Running, game_session: dict[str, Any]
    ) -> None:
        emulator.seed(world(**game_session))
        client = emulator.client()
        with pytest.raises(client.exceptions.InvalidGameSessionStatusException):
            client.create_player_sessions(GameSessionId=GAME_SESSION, PlayerIds=["alice"])

    @pytest.mark.assumed("unknown player session or game session")
    def test_unknown_game_session_is_not_found(self, client: GameLiftClient) -> None:
        with pytest.raises(client.exceptions.NotFoundException, match="in region us-east-1"):
            client.create_player_sessions(GameSessionId=GAME_SESSION, PlayerIds=["alice"])

    @pytest.mark.model
    @pytest.mark.parametrize(
        ("players", "rule"),
        [
            (
                ["x"] * 26,
                "Value at 'playerIds' failed to satisfy constraint: Member must have length less than or equal",
            ),
            (
                [],
                "Value at 'playerIds' failed to satisfy constraint: Member must have length greater than or equal to 1",
            ),
            (["ok", ""], "Value at 'playerIds.2.member' failed to satisfy constraint: Member must have length greater"),
        ],
    )
    def test_constraint_of_the_model_is_checked(self, emulator: Running, players: list[str], rule: str) -> None:
        body = {"GameSessionId": GAME_SESSION, "PlayerIds": players}
        answer = emulator.call("CreatePlayerSessions", body).json()
        assert (answer["__type"], rule in answer["message"]) == ("InvalidRequestException", True), answer
