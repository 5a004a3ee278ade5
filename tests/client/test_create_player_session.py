"""CreatePlayerSession as a stock boto3 client sees it."""

import re
from datetime import UTC, datetime

import pytest
from types_boto3_gamelift import GameLiftClient

from emulator.hosting.ready_made import FLEET_ID
from tests.support.reserving import arn_of, reserve, shown, slots
from tests.support.running import Running
from tests.support.worlds import GAME_SESSION, players, world

NOW = "2026-01-01T00:00:00Z"
INSTANT = datetime(2026, 1, 1, tzinfo=UTC)
PSESS = r"psess-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"


class TestAnswer:
    @pytest.mark.observed("a reply to CreatePlayerSession in a public README")
    def test_reservation_has_exactly_these_members(self, emulator: Running) -> None:
        emulator.freeze(NOW)
        game_session = arn_of(emulator)
        session = emulator.client().create_player_session(GameSessionId=game_session, PlayerId="alice")["PlayerSession"]
        assert re.fullmatch(PSESS, session["PlayerSessionId"])
        assert session == {
            "PlayerSessionId": session["PlayerSessionId"],
            "PlayerId": "alice",
            "GameSessionId": game_session,
            "FleetId": FLEET_ID,
            "FleetArn": f"arn:aws:gamelift:us-east-1:000000000000:fleet/{FLEET_ID}",
            "CreationTime": INSTANT,
            "Status": "RESERVED",
            "IpAddress": "127.0.0.1",
            "Port": session["Port"],
        }

    @pytest.mark.documented("API_CreatePlayerSession")
    def test_player_data_is_kept(self, emulator: Running) -> None:
        client = emulator.client()
        made = client.create_player_session(GameSessionId=arn_of(emulator), PlayerId="alice", PlayerData="team=red")
        assert made["PlayerSession"]["PlayerData"] == "team=red"
        (found,) = client.describe_player_sessions(PlayerId="alice")["PlayerSessions"]
        assert found == made["PlayerSession"]

    @pytest.mark.observed("a reply to CreatePlayerSession in a public README")
    def test_endpoint_is_that_of_the_game_session(self, emulator: Running) -> None:
        emulator.seed(world(IpAddress="203.0.113.7", Port=7777))
        session = reserve(emulator, GAME_SESSION, "alice")
        assert (session["IpAddress"], session["Port"]) == ("203.0.113.7", 7777)
        assert session["DnsName"] == "ec2-203-0-113-7.compute-1.amazonaws.com"

    @pytest.mark.assumed("same player twice")
    def test_player_may_hold_several_player_sessions(self, emulator: Running) -> None:
        game_session = arn_of(emulator)
        first, second = (reserve(emulator, game_session, "alice") for _ in range(2))
        assert first["PlayerSessionId"] != second["PlayerSessionId"]
        assert slots(emulator, game_session) == 2


class TestSlots:
    @pytest.mark.documented("API_CreatePlayerSession")
    def test_slot_is_held_until_it_is_taken(self, emulator: Running) -> None:
        game_session = arn_of(emulator, maximum=2)
        for player in ("alice", "bob"):
            reserve(emulator, game_session, player)
        client = emulator.client()
        with pytest.raises(client.exceptions.GameSessionFullException):
            client.create_player_session(GameSessionId=game_session, PlayerId="carol")
        assert shown(emulator, game_session) == ["alice RESERVED", "bob RESERVED"]

    @pytest.mark.documented("the page on how games interact with GameLift")
    def test_slot_is_free_from_the_instant_of_the_time_out(self, emulator: Running) -> None:
        emulator.freeze(NOW)
        game_session = arn_of(emulator, maximum=1)
        reserve(emulator, game_session, "alice")
        client = emulator.client()
        emulator.advance(59.999)
        with pytest.raises(client.exceptions.GameSessionFullException):
            client.create_player_session(GameSessionId=game_session, PlayerId="bob")
        emulator.advance(0.001)
        reserve(emulator, game_session, "bob")
        assert shown(emulator, game_session) == ["alice TIMEDOUT", "bob RESERVED"]

    @pytest.mark.documented("the page on how games interact with GameLift")
    def test_slot_of_an_active_player_is_held_beyond_the_60_seconds(self, emulator: Running) -> None:
        game_session = arn_of(emulator, maximum=1)
        alice = reserve(emulator, game_session, "alice")
        emulator.control("POST", f"/player-sessions/{alice['PlayerSessionId']}/accept")
        emulator.advance(3600)
        client = emulator.client()
        with pytest.raises(client.exceptions.GameSessionFullException):
            client.create_player_session(GameSessionId=game_session, PlayerId="bob")

    @pytest.mark.documented("the page on how games interact with GameLift")
    def test_slot_of_a_removed_player_is_free(self, emulator: Running) -> None:
        game_session = arn_of(emulator, maximum=1)
        alice = reserve(emulator, game_session, "alice")
        for act in ("accept", "remove"):
            emulator.control("POST", f"/player-sessions/{alice['PlayerSessionId']}/{act}")
        reserve(emulator, game_session, "bob")
        assert shown(emulator, game_session) == ["alice COMPLETED", "bob RESERVED"]

    @pytest.mark.model
    def test_game_session_without_slots_takes_nobody(self, emulator: Running) -> None:
        game_session = arn_of(emulator, maximum=0)
        client = emulator.client()
        with pytest.raises(client.exceptions.GameSessionFullException):
            client.create_player_session(GameSessionId=game_session, PlayerId="alice")

    @pytest.mark.assumed("clock set back")
    def test_slot_that_was_given_on_stays_given_when_the_clock_goes_back(self, emulator: Running) -> None:
        emulator.freeze(NOW)
        game_session = arn_of(emulator, maximum=1)
        reserve(emulator, game_session, "alice")
        emulator.advance(60)
        reserve(emulator, game_session, "bob")
        emulator.freeze("2026-01-01T00:00:30Z")
        assert shown(emulator, game_session) == ["alice TIMEDOUT", "bob RESERVED"]
        assert slots(emulator, game_session) == 1

    @pytest.mark.assumed("clock set back")
    def test_time_out_that_nobody_built_on_is_undone_when_the_clock_goes_back(self, emulator: Running) -> None:
        emulator.freeze(NOW)
        game_session = arn_of(emulator, maximum=1)
        reserve(emulator, game_session, "alice")
        emulator.advance(60)
        assert shown(emulator, game_session) == ["alice TIMEDOUT"]
        emulator.freeze("2026-01-01T00:00:30Z")
        assert shown(emulator, game_session) == ["alice RESERVED"]


class TestRefusals:
    @pytest.mark.documented("API_CreatePlayerSession")
    @pytest.mark.parametrize("status", ["ACTIVATING", "TERMINATING", "TERMINATED", "ERROR"])
    def test_only_an_active_game_session_takes_players(self, emulator: Running, status: str) -> None:
        emulator.seed(world(Status=status))
        client = emulator.client()
        with pytest.raises(client.exceptions.InvalidGameSessionStatusException, match=status):
            client.create_player_session(GameSessionId=GAME_SESSION, PlayerId="alice")

    @pytest.mark.assumed("creation policy DENY_ALL")
    def test_policy_deny_all_takes_nobody(self, emulator: Running) -> None:
        emulator.seed(world(PlayerSessionCreationPolicy="DENY_ALL"))
        client = emulator.client()
        with pytest.raises(client.exceptions.InvalidGameSessionStatusException, match="DENY_ALL"):
            client.create_player_session(GameSessionId=GAME_SESSION, PlayerId="alice")

    @pytest.mark.documented("the page on how games interact with GameLift")
    def test_status_is_checked_before_the_slots(self, emulator: Running) -> None:
        emulator.seed(world(PlayerSessionCreationPolicy="DENY_ALL", MaximumPlayerSessionCount=0))
        client = emulator.client()
        with pytest.raises(client.exceptions.InvalidGameSessionStatusException):
            client.create_player_session(GameSessionId=GAME_SESSION, PlayerId="alice")

    @pytest.mark.assumed("unknown player session or game session")
    @pytest.mark.parametrize("game_session", ["gsess-one", GAME_SESSION.replace("gsess-one", "gsess-two")])
    def test_unknown_game_session_names_the_place_searched(self, client: GameLiftClient, game_session: str) -> None:
        with pytest.raises(client.exceptions.NotFoundException, match="in region us-east-1, account 000000000000"):
            client.create_player_session(GameSessionId=game_session, PlayerId="alice")

    @pytest.mark.documented("the console page on player sessions")
    def test_game_session_is_looked_for_in_the_region_of_the_call(self, emulator: Running) -> None:
        emulator.seed(world(players(1)))
        client = emulator.client("eu-west-1")
        with pytest.raises(client.exceptions.NotFoundException, match="It exists in region us-east-1"):
            client.create_player_session(GameSessionId=GAME_SESSION, PlayerId="alice")

    @pytest.mark.model
    @pytest.mark.parametrize(
        ("member", "value", "rule"),
        [
            ("PlayerId", "x" * 1025, "Value at 'playerId' failed to satisfy constraint: Member must have length less"),
            ("PlayerData", "x" * 2049, "Value at 'playerData' failed to satisfy constraint: Member must have length"),
            ("PlayerId", None, "Value null at 'playerId' failed to satisfy constraint: Member must not be null"),
            (
                "GameSessionId",
                "a b",
                "Value 'a b' at 'gameSessionId' failed to satisfy constraint: Member must satisfy",
            ),
        ],
    )
    def test_constraint_of_the_model_is_checked(
        self, emulator: Running, member: str, value: str | None, rule: str
    ) -> None:
        body = {"GameSessionId": GAME_SESSION, "PlayerId": "alice", member: value}
        answer = emulator.call("CreatePlayerSession", body).json()
        assert (answer["__type"], rule in answer["message"]) == ("InvalidRequestException", True), answer

    @pytest.mark.documented("API_CreatePlayerSession")
    def test_refused_call_reserves_nothing(self, emulator: Running) -> None:
        emulator.seed(world(PlayerSessionCreationPolicy="DENY_ALL"))
        client = emulator.client()
        with pytest.raises(client.exceptions.InvalidGameSessionStatusException):
            client.create_player_session(GameSessionId=GAME_SESSION, PlayerId="alice")
        assert client.describe_player_sessions(PlayerId="alice")["PlayerSessions"] == []
