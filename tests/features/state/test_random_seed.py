"""`--random-seed`: ids and page tokens that are the same after each reset, and never an id that is there already."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from types_boto3_gamelift import GameLiftClient

from emulator.hosting.ready_made import FLEET_ID, LOCATION
from tests.support.commands import command
from tests.support.running import JSON, Running, running
from tests.support.worlds import players, world

NOON = "2026-01-31T12:00:00.000Z"
STANDING = ("--clock", NOON)


@contextmanager
def seeded(folder: Path, seed: int, *flags: str, database_url: str = "sqlite://") -> Iterator[Running]:
    """An emulator with that random seed, whose clock stands still."""
    with running(folder, "--random-seed", str(seed), *STANDING, *flags, database_url=database_url) as emulator:
        yield emulator


@pytest.fixture(scope="module")
def shared_seven(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with seeded(tmp_path_factory.mktemp("seven"), 7) as emulator:
        yield emulator


@pytest.fixture
def seven(shared_seven: Running) -> Running:
    """A fresh emulator whose random seed is 7."""
    shared_seven.reset()
    return shared_seven


def made(client: GameLiftClient) -> list[str]:
    """The ids of a fleet, an alias, a game session and three player sessions that are made."""
    fleet = client.create_fleet(Name="n", ComputeType="ANYWHERE", Locations=[{"Location": LOCATION}])["FleetAttributes"]
    alias = client.create_alias(Name="n", RoutingStrategy={"Type": "SIMPLE", "FleetId": fleet["FleetId"]})["Alias"]
    session = client.create_game_session(FleetId=FLEET_ID, Location=LOCATION, MaximumPlayerSessionCount=9)
    match = session["GameSession"]["GameSessionId"]
    one = client.create_player_session(GameSessionId=match, PlayerId="alice")["PlayerSession"]
    more = client.create_player_sessions(GameSessionId=match, PlayerIds=["bob", "carol"])["PlayerSessions"]
    return [fleet["FleetId"], alias["AliasId"], match, *(each["PlayerSessionId"] for each in [one, *more])]


def tokens(client: GameLiftClient, match: str) -> list[str]:
    """The NextTokens of the players of a game session and of the fleets, and a token for a compute."""
    return [
        client.describe_player_sessions(GameSessionId=match, Limit=1)["NextToken"],
        client.list_fleets(Limit=1)["NextToken"],
        client.get_compute_auth_token(FleetId=FLEET_ID, ComputeName="local")["AuthToken"],
    ]


def told(emulator: Running) -> list[str]:
    """All that could be random in a small story."""
    client = emulator.client()
    ids = made(client)
    return ids + tokens(client, ids[2])


def everything(emulator: Running) -> set[str]:
    """The ids of all that is there, but for the ready-made world."""
    state = emulator.control("GET", "/state")
    return {
        str(entry[name])
        for group, name in (("Fleets", "FleetId"), ("Aliases", "AliasId"), ("PlayerSessions", "PlayerSessionId"))
        for entry in state[group]
    } - {FLEET_ID} | {str(entry["GameSessionId"]) for entry in state["GameSessions"]}


def state_of(emulator: Running) -> str:
    return emulator.http.get("/_emulator/state").text


def put(emulator: Running, state: str) -> httpx.Response:
    return emulator.http.put("/_emulator/state", content=state, headers=JSON)


# The same.


def test_ids_and_tokens_are_the_same_after_each_reset(seven: Running) -> None:
    first = told(seven)
    assert len(set(first)) == len(first) == 9
    for _ in range(3):
        seven.reset()
        assert told(seven) == first


def test_ids_and_tokens_are_the_same_in_another_process_from_its_start_on(seven: Running, tmp_path: Path) -> None:
    with seeded(tmp_path, 7) as other:
        assert told(other) == told(seven)


def test_ids_and_tokens_are_the_same_on_a_kept_database_after_a_reset(
    seven: Running, tmp_path: Path, database_url: str
) -> None:
    with seeded(tmp_path, 7, database_url=database_url) as kept:
        told(kept)
        kept.reset()
        assert told(kept) == told(seven)
    with seeded(tmp_path, 7, "--fresh", database_url=database_url) as fresh:
        seven.reset()
        assert told(fresh) == told(seven)


def test_ids_are_the_same_in_each_protocol(seven: Running) -> None:
    asked = {"FleetId": FLEET_ID, "Location": LOCATION, "MaximumPlayerSessionCount": 1}
    first = seven.call("CreateGameSession", asked).json()["GameSession"]["GameSessionId"]
    seven.reset()
    assert first.encode() in seven.call_cbor("CreateGameSession", asked).content


def test_calls_that_make_nothing_do_not_change_the_ids_to_come(seven: Running) -> None:
    first = told(seven)
    seven.reset()
    client = seven.client()
    with pytest.raises(client.exceptions.NotFoundException):
        client.create_player_session(GameSessionId="gsess-none", PlayerId="alice")
    client.describe_player_sessions(PlayerId="alice")
    seven.seed({"Locations": [{"LocationName": "custom-other"}]})
    seven.advance(0)
    assert told(seven) == first


def test_reset_with_a_seed_gives_what_a_start_with_it_gave(seven: Running, tmp_path: Path) -> None:
    path = tmp_path / "world.json"
    path.write_text(json.dumps(world(players(3))))
    with seeded(tmp_path, 7, "--seed", str(path)) as emulator:
        first = told(emulator)
        emulator.control("POST", "/reset?seed=1")
        assert told(emulator) == first


# Not the same.


def test_another_seed_gives_other_ids_and_tokens(seven: Running, tmp_path: Path) -> None:
    stories = [told(seven)]
    for seed in (-7, 2**80):
        with seeded(tmp_path, seed) as emulator:
            stories.append(told(emulator))
    assert len({each for story in stories for each in story}) == 3 * 9


def test_ids_and_tokens_are_random_without_a_seed(tmp_path: Path) -> None:
    stories = []
    for _ in range(2):
        with running(tmp_path, *STANDING) as emulator:
            stories.append(told(emulator))
            emulator.reset()
            stories.append(told(emulator))
    assert len({each for story in stories for each in story}) == 4 * 9


def test_request_ids_are_new_for_each_call_all_the_same(seven: Running) -> None:
    first = seven.call("ListFleets", {}).headers["x-amzn-requestid"]
    seven.reset()
    assert seven.call("ListFleets", {}).headers["x-amzn-requestid"] != first


@pytest.mark.parametrize("seed", ["seven", "1.5", ""])
def test_seed_that_is_no_number_is_refused(tmp_path: Path, seed: str) -> None:
    ended = command("serve", "--port", 0, "--database-url", "sqlite://", "--random-seed", seed, folder=tmp_path)
    assert (ended.returncode, "--random-seed" in ended.stderr) == (2, True)


# Never one that is there already.


def test_state_that_is_put_back_leads_to_no_id_that_is_there(seven: Running) -> None:
    known: set[str] = set()
    for _ in range(5):
        ids = set(made(seven.client()))
        assert not ids & known
        known |= ids
        state = state_of(seven)
        seven.reset()
        made(seven.client())
        assert put(seven, state).status_code == 200
        assert everything(seven) == known


def test_state_that_is_put_back_without_a_reset_leads_to_no_id_that_is_there(seven: Running) -> None:
    known: set[str] = set()
    for _ in range(5):
        known |= set(made(seven.client()))
        assert put(seven, state_of(seven)).status_code == 200
    assert everything(seven) == known
    assert len(known) == 5 * 6


def test_state_of_another_process_leads_to_no_id_that_is_there(seven: Running, tmp_path: Path) -> None:
    with seeded(tmp_path, 7) as other:
        ids = set(made(other.client()))
        assert put(seven, state_of(other)).status_code == 200
        more = set(made(seven.client()))
    assert not ids & more
    assert everything(seven) == ids | more


def test_same_state_leads_to_the_same_ids_and_tokens_each_time(seven: Running) -> None:
    made(seven.client())
    state = state_of(seven)
    stories: list[Any] = []
    for before in (seven.reset, lambda: made(seven.client()), lambda: None):
        before()
        assert put(seven, state).status_code == 200
        stories.append(told(seven))
    assert stories[0] == stories[1] == stories[2]


def test_state_that_is_refused_changes_no_ids(seven: Running) -> None:
    expected = told(seven)
    more = told(seven)
    seven.reset()
    assert told(seven) == expected
    broken = {"Format": 1, "Clock": {"FrozenAt": NOON}, "Fleets": [{"FleetId": "no id"}]}
    for state in ("nonsense", json.dumps(broken)):
        assert put(seven, state).status_code == 400
    assert made(seven.client()) == more[:6]


def test_reset_that_is_refused_leads_to_no_id_that_is_there(tmp_path: Path) -> None:
    path = tmp_path / "world.json"
    path.write_text(json.dumps(world(players(3))))
    with seeded(tmp_path, 7, "--seed", str(path)) as emulator:
        before = everything(emulator)
        ids = set(made(emulator.client()))
        path.write_text('{"GameSessions": [{"GameSessionId": "gsess-1", "FleetId": "fleet-nowhere"}]}')
        assert emulator.http.post("/_emulator/reset?seed=1", headers=JSON).status_code == 400
        more = set(made(emulator.client()))
        assert not ids & more
        assert everything(emulator) == before | ids | more


def test_database_that_is_served_again_and_again_repeats_no_id(tmp_path: Path, database_url: str) -> None:
    known: set[str] = set()
    for _ in range(4):
        with seeded(tmp_path, 7, database_url=database_url) as emulator:
            assert everything(emulator) == known
            known |= set(made(emulator.client()))
    assert len(known) == 4 * 6


def test_database_that_is_served_again_after_a_reset_repeats_no_id(tmp_path: Path, database_url: str) -> None:
    with seeded(tmp_path, 7, database_url=database_url) as emulator:
        emulator.reset()
        known = set(made(emulator.client()))
    with seeded(tmp_path, 7, database_url=database_url) as emulator:
        more = set(made(emulator.client()))
        assert everything(emulator) == known | more
    assert not known & more


def test_tokens_are_good_again_after_their_database_is_served_again(tmp_path: Path, database_url: str) -> None:
    with seeded(tmp_path, 7, database_url=database_url) as emulator:
        match = made(emulator.client())[2]
        token = tokens(emulator.client(), match)[0]
    with seeded(tmp_path, 7, database_url=database_url) as emulator:
        page = emulator.client().describe_player_sessions(GameSessionId=match, Limit=1, NextToken=token)
    assert [each["PlayerId"] for each in page["PlayerSessions"]] == ["bob"]


def test_ids_of_a_world_that_the_same_random_seed_has_made_do_not_come_again(tmp_path: Path) -> None:
    with seeded(tmp_path, 7) as emulator:
        made(emulator.client())
        made(emulator.client())
        (tmp_path / "seed.json").write_text(emulator.http.get("/_emulator/state").text)
        before = json.loads((tmp_path / "seed.json").read_text())
    sessions = [{"GameSessionId": each["GameSessionId"], "FleetId": each["FleetId"]} for each in before["GameSessions"]]
    players = [
        {name: each[name] for name in ("GameSessionId", "PlayerId", "PlayerSessionId")} | {"Status": "COMPLETED"}
        for each in before["PlayerSessions"]
    ]
    (tmp_path / "seed.json").write_text(json.dumps({"GameSessions": sessions, "PlayerSessions": players}))
    with seeded(tmp_path, 7, "--seed", str(tmp_path / "seed.json")) as emulator:
        ids = made(emulator.client())
        assert len({*ids}) == len(ids)
        assert {*ids}.isdisjoint(each["PlayerSessionId"] for each in players)
        assert emulator.control("GET", "/failures")["failures"] == []
