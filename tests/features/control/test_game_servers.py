"""What a game server would do, done over the control API."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from emulator.hosting.ready_made import FLEET_ID
from tests.support.reserving import arn_of, reserve, shown, slots
from tests.support.running import JSON, Running, running
from tests.support.worlds import GAME_SESSION, world

NOON = "2026-01-01T12:00:00Z"
INSTANT = 1767268800.0


@pytest.fixture
def noon(emulator: Running) -> Running:
    """The clock stands still."""
    emulator.freeze(NOON)
    return emulator


@pytest.fixture
def game_session(noon: Running) -> str:
    return arn_of(noon)


@pytest.fixture
def player(noon: Running, game_session: str) -> str:
    """A reservation, just made."""
    return reserve(noon, game_session, "alice")["PlayerSessionId"]


def post(emulator: Running, path: str) -> httpx.Response:
    return emulator.http.post(f"/_emulator{path}", headers=JSON)


def refusal(emulator: Running, path: str, status: int) -> str:
    response = post(emulator, path)
    assert (response.status_code, set(response.json())) == (status, {"message"}), response.text
    return str(response.json()["message"])


class TestPlayers:
    def test_player_who_is_accepted_is_active(self, noon: Running, game_session: str, player: str) -> None:
        answer = noon.control("POST", f"/player-sessions/{player}/accept")
        assert (answer["PlayerSessionId"], answer["Status"]) == (player, "ACTIVE")
        assert "TerminationTime" not in answer
        assert shown(noon, game_session) == ["alice ACTIVE"]

    def test_player_who_is_removed_has_completed(self, noon: Running, game_session: str, player: str) -> None:
        noon.control("POST", f"/player-sessions/{player}/accept")
        noon.advance(90)
        answer = noon.control("POST", f"/player-sessions/{player}/remove")
        assert (answer["Status"], answer["TerminationTime"]) == ("COMPLETED", INSTANT + 90)
        assert (shown(noon, game_session), slots(noon, game_session)) == (["alice COMPLETED"], 0)

    @pytest.mark.parametrize(
        ("acts", "words"),
        [
            (["accept", "accept"], "has a status of ACTIVE instead of RESERVED"),
            (["remove"], "has a status of RESERVED instead of ACTIVE"),
            (["accept", "remove", "accept"], "has a status of COMPLETED instead of RESERVED"),
            (["accept", "remove", "remove"], "has a status of COMPLETED instead of ACTIVE"),
        ],
    )
    def test_wrong_step_is_refused_and_changes_nothing(
        self, noon: Running, game_session: str, player: str, acts: list[str], words: str
    ) -> None:
        for act in acts[:-1]:
            noon.control("POST", f"/player-sessions/{player}/{act}")
        before = shown(noon, game_session)
        message = refusal(noon, f"/player-sessions/{player}/{acts[-1]}", 409)
        assert message == f"PlayerSession ({player}) {words}."
        assert shown(noon, game_session) == before

    @pytest.mark.parametrize(("seconds", "status"), [(59.999, 200), (60, 409)])
    def test_player_is_accepted_until_the_reservation_has_run_out(
        self, noon: Running, player: str, seconds: float, status: int
    ) -> None:
        noon.advance(seconds)
        assert post(noon, f"/player-sessions/{player}/accept").status_code == status

    def test_removal_before_the_clock_was_set_back_ends_no_earlier_than_it_began(
        self, noon: Running, game_session: str, player: str
    ) -> None:
        noon.control("POST", f"/player-sessions/{player}/accept")
        noon.freeze("2026-01-01T11:00:00Z")
        answer = noon.control("POST", f"/player-sessions/{player}/remove")
        assert answer["TerminationTime"] == answer["CreationTime"] == INSTANT

    def test_unknown_player_session_is_not_found(self, noon: Running) -> None:
        assert refusal(noon, "/player-sessions/psess-nobody/accept", 404) == "There is no player session psess-nobody."

    def test_id_of_several_accounts_is_refused(self, noon: Running) -> None:
        for account in ("111111111111", "222222222222"):
            document = world([{"PlayerId": "a", "PlayerSessionId": "psess-x", "AccountId": account}], AccountId=account)
            document["Fleets"][0]["AccountId"] = account
            noon.seed(document)
        assert "2 player sessions" in refusal(noon, "/player-sessions/psess-x/accept", 409)
        assert "2 game sessions" in refusal(noon, f"/game-sessions/{GAME_SESSION}/end", 409)


class TestGameSessions:
    @pytest.fixture(params=["ARN", "percent-encoded", "last part"])
    def spelt(self, request: pytest.FixtureRequest, game_session: str) -> str:
        """The id of a game session, in each of its spellings."""
        spellings = {
            "ARN": game_session,
            "percent-encoded": quote(game_session, safe=""),
            "last part": game_session.rpartition("/")[2],
        }
        return spellings[request.param]

    def test_end_completes_players_and_times_reservations_out(
        self, noon: Running, game_session: str, player: str, spelt: str
    ) -> None:
        noon.control("POST", f"/player-sessions/{player}/accept")
        reserve(noon, game_session, "bob")
        noon.advance(30)
        answer = noon.control("POST", f"/game-sessions/{spelt}/end")
        assert (answer["GameSessionId"], answer["Status"]) == (game_session, "TERMINATED")
        assert (answer["TerminationTime"], answer["CurrentPlayerSessionCount"]) == (INSTANT + 30, 0)
        assert shown(noon, game_session) == ["alice COMPLETED", "bob TIMEDOUT"]
        ended = noon.client().describe_player_sessions(GameSessionId=game_session)["PlayerSessions"]
        assert {each["TerminationTime"].timestamp() for each in ended} == {INSTANT + 30}

    def test_reservation_that_had_run_out_before_keeps_its_own_end(
        self, noon: Running, game_session: str, player: str
    ) -> None:
        noon.advance(300)
        noon.control("POST", f"/game-sessions/{game_session}/end")
        (session,) = noon.client().describe_player_sessions(PlayerSessionId=player)["PlayerSessions"]
        assert session["TerminationTime"].timestamp() == INSTANT + 60

    def test_crash_is_an_error(self, noon: Running, game_session: str, player: str) -> None:
        noon.control("POST", f"/player-sessions/{player}/accept")
        assert noon.control("POST", f"/game-sessions/{game_session}/crash")["Status"] == "ERROR"
        assert shown(noon, game_session) == ["alice COMPLETED"]

    @pytest.mark.parametrize("act", ["activate", "end", "crash"])
    def test_what_has_ended_stays_as_it_is(self, noon: Running, game_session: str, act: str) -> None:
        noon.control("POST", f"/game-sessions/{game_session}/end")
        assert "TERMINATED" in refusal(noon, f"/game-sessions/{game_session}/{act}", 409)

    def test_activation_opens_the_game_session(self, noon: Running) -> None:
        noon.seed(world(Status="ACTIVATING"))
        assert noon.control("POST", f"/game-sessions/{GAME_SESSION}/activate")["Status"] == "ACTIVE"
        reserve(noon, GAME_SESSION, "alice")
        assert "ACTIVE instead of ACTIVATING" in refusal(noon, f"/game-sessions/{GAME_SESSION}/activate", 409)

    @pytest.mark.parametrize("name", ["gsess-none", GAME_SESSION, "arn:aws:gamelift:x", "a/b/c"])
    def test_unknown_game_session_is_not_found(self, noon: Running, name: str) -> None:
        assert refusal(noon, f"/game-sessions/{name}/end", 404) == f"There is no game session {name}."

    def test_forgotten_game_session_is_not_found(self, noon: Running, game_session: str) -> None:
        noon.control("POST", f"/game-sessions/{game_session}/end")
        noon.advance(30 * 86_400)
        refusal(noon, f"/game-sessions/{game_session}/end", 404)


class TestFrontOfTheControlApi:
    @pytest.mark.parametrize("path", ["/game-sessions/gsess-x/explode", "/player-sessions/psess-x/ignore"])
    def test_unknown_act_is_refused(self, emulator: Running, path: str) -> None:
        assert post(emulator, path).status_code in (400, 404)

    @pytest.mark.parametrize("path", ["/game-sessions/gsess-x/end", "/player-sessions/psess-x/accept"])
    def test_act_must_be_asked_for_as_json(self, emulator: Running, path: str) -> None:
        assert emulator.http.post(f"/_emulator{path}").status_code == 415

    def test_acts_are_on_the_api_page(self, emulator: Running) -> None:
        paths = emulator.http.get("/_emulator/openapi.json").json()["paths"]
        assert {"/_emulator/player-sessions/{player_session_id}/{act}"} < set(paths)


class TestConnectedOnly:
    @pytest.fixture
    def connected(self, tmp_path: Path) -> Iterator[Running]:
        with running(tmp_path, "--server-processes", "connected") as emulator:
            yield emulator

    def test_nobody_hosts_where_no_game_server_has_connected(self, connected: Running) -> None:
        client = connected.client()
        with pytest.raises(client.exceptions.FleetCapacityExceededException) as refused:
            client.create_game_session(FleetId=FLEET_ID, Location="custom-local", MaximumPlayerSessionCount=1)
        assert refused.value.response["Error"]["Message"] == f"Unable to reserve a process on fleet {FLEET_ID}"
        assert client.describe_game_sessions(FleetId=FLEET_ID)["GameSessions"] == []
