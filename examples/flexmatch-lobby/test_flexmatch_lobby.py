"""The lobby's tests: a real emulator, its clock stands still, and minutes pass in no time."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from flexmatch_lobby import Lobby, NoMatch, set_up

from emulator.testing import READY_MADE_FLEET, GameLift

if TYPE_CHECKING:
    from types_boto3_gamelift import GameLiftClient

TICKETS = Path(__file__).with_name("tickets.json")


@pytest.fixture(scope="session")
def gamelift_settings() -> dict[str, object]:
    return {"clock": "2026-01-01T12:00:00Z"}


@pytest.fixture
def lobby(gamelift_client: "GameLiftClient") -> Lobby:
    (fleet,) = gamelift_client.describe_fleet_attributes(FleetIds=[READY_MADE_FLEET])["FleetAttributes"]
    set_up(gamelift_client, fleet["FleetArn"])
    return Lobby(gamelift_client)


def test_one_declines_and_the_other_two_match_once_time_has_passed(lobby: Lobby, gamelift: GameLift) -> None:
    tickets = {player: lobby.join(player, skill=10) for player in ("alice", "bob", "carol")}
    gamelift.clock.advance(1)
    assert all(lobby.has_proposal(ticket) for ticket in tickets.values())

    lobby.accept(tickets["alice"], "alice")
    lobby.decline(tickets["carol"], "carol")
    with pytest.raises(NoMatch, match="CANCELLED"):
        lobby.seat(tickets["carol"])

    gamelift.clock.advance(28)  # two players are too few, until they have waited for 30 seconds
    assert not lobby.has_proposal(tickets["alice"])
    gamelift.clock.advance(1)
    for player in ("alice", "bob"):
        assert lobby.has_proposal(tickets[player])
        lobby.accept(tickets[player], player)

    seats = [lobby.seat(tickets[player]) for player in ("alice", "bob")]
    assert None not in seats
    assert len({(seat.address, seat.port) for seat in seats if seat}) == 1
    (succeeded,) = gamelift.events("MatchmakingSucceeded")
    players = succeeded.detail["gameSessionInfo"]["players"]
    assert [each["playerId"] for each in players] == ["alice", "bob"]


def test_game_server_is_told_who_comes(lobby: Lobby, gamelift: GameLift, gamelift_client: "GameLiftClient") -> None:
    tickets = {player: lobby.join(player, skill=5) for player in ("alice", "bob", "carol")}
    gamelift.clock.advance(1)
    for player, ticket in tickets.items():
        lobby.accept(ticket, player)
    seat = lobby.seat(tickets["bob"])
    assert seat is not None
    (session,) = gamelift_client.describe_player_sessions(PlayerSessionId=seat.player_session_id)["PlayerSessions"]
    assert (session["PlayerId"], session["Status"]) == ("bob", "RESERVED")
    (hosted,) = gamelift_client.describe_game_sessions(GameSessionId=session["GameSessionId"])["GameSessions"]
    (team,) = json.loads(hosted["MatchmakerData"])["teams"]
    assert [each["playerId"] for each in team["players"]] == ["alice", "bob", "carol"]
    assert team["players"][0]["attributes"] == {"skill": {"attributeType": "DOUBLE", "valueAttribute": 5.0}}


def test_who_does_not_answer_loses_the_place(lobby: Lobby, gamelift: GameLift) -> None:
    tickets = {player: lobby.join(player, skill=10) for player in ("alice", "bob", "carol")}
    gamelift.clock.advance(1)
    lobby.accept(tickets["alice"], "alice")
    gamelift.clock.advance(20)
    with pytest.raises(NoMatch, match="CANCELLED"):
        lobby.has_proposal(tickets["bob"])
    assert not lobby.has_proposal(tickets["alice"])


def test_nobody_comes_before_the_request_times_out(lobby: Lobby, gamelift: GameLift) -> None:
    ticket = lobby.join("alice", skill=10)
    gamelift.clock.advance(120)
    with pytest.raises(NoMatch, match="TIMED_OUT"):
        lobby.seat(ticket)


def test_why_two_do_not_match_is_told(lobby: Lobby, gamelift: GameLift) -> None:
    """As `gamelift-emulator matchmake rules.json tickets.json --at 40` tells it."""
    weak, strong = (
        lobby.join(player["PlayerId"], player["PlayerAttributes"]["skill"]["N"])
        for ticket in json.loads(TICKETS.read_text())
        for player in ticket["Players"]
    )
    gamelift.clock.advance(40)
    (rule,) = gamelift.explain_ticket(weak)["rules"]
    assert rule["rule"] == "CloseSkill"
    assert rule["example"] == {"tickets": [weak, strong], "measured": "90.0", "wanted": "at most 10 from 1.0"}
