"""Loading seed documents through each of the ways in: what is filled in, what stays, and the world that is shipped."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.commands import command
from tests.support.fleets import fleet_arn
from tests.support.running import Running, running
from tests.support.worlds import FLEET, GAME_SESSION, players, world

NOW = "2026-01-31T12:00:00.000Z"
NOON = 1_769_860_800  # the same in seconds
SHIPPED = Path(__file__).parents[3] / "seed_data"
PSESS = "psess-11111111-2222-4333-8444-666666666666"
UNICODE = "дарья 🧙‍♀️ \u202e\u0000é"


def describe(emulator: Running, **question: object) -> list[dict[str, Any]]:
    """All player sessions that answer a question."""
    found: list[dict[str, Any]] = []
    token: dict[str, str] = {}
    while True:
        answer = emulator.call("DescribePlayerSessions", question | token).json()
        found += answer["PlayerSessions"]
        if "NextToken" not in answer:
            return found
        token = {"NextToken": answer["NextToken"]}


@pytest.fixture
def frozen(emulator: Running) -> Running:
    """A fresh emulator whose clock stands at NOW."""
    emulator.freeze(NOW)
    return emulator


def test_report_counts_what_was_added_by_list(frozen: Running) -> None:
    assert frozen.seed(world(players(3))) == {
        "added": {"Fleets": 1, "GameSessions": 1, "PlayerSessions": 3},
        "unchanged": {"Fleets": 0, "GameSessions": 0, "PlayerSessions": 0},
        "different": {"Fleets": [], "GameSessions": [], "PlayerSessions": []},
    }


def test_player_session_gets_what_aws_would_have_given(frozen: Running) -> None:
    frozen.seed(world([{"PlayerId": "alice"}]))
    (found,) = describe(frozen, PlayerId="alice")
    assert found.pop("PlayerSessionId").startswith("psess-")
    assert found.pop("DnsName").endswith(".compute-1.amazonaws.com")
    assert found.pop("IpAddress").startswith("198.51.100.")
    assert 33_000 <= found.pop("Port") < 35_000
    assert found == {
        "PlayerId": "alice",
        "GameSessionId": GAME_SESSION,
        "FleetId": FLEET,
        "FleetArn": f"arn:aws:gamelift:us-east-1:000000000000:fleet/{FLEET}",
        "Status": "RESERVED",
        "CreationTime": NOON,
    }


@pytest.mark.parametrize(
    ("given", "status", "created", "ended"),
    [
        ({"Status": "ACTIVE"}, "ACTIVE", NOON, None),
        ({"Status": "COMPLETED"}, "COMPLETED", NOON, NOON),
        ({"Status": "COMPLETED", "TerminationTime": "-5m"}, "COMPLETED", NOON - 300, NOON - 300),
        ({"Status": "COMPLETED", "CreationTime": "-9m"}, "COMPLETED", NOON - 540, NOON),
        ({"Status": "TIMEDOUT"}, "TIMEDOUT", NOON - 60, NOON),
        ({"Status": "TIMEDOUT", "TerminationTime": "-5m"}, "TIMEDOUT", NOON - 360, NOON - 300),
        ({"Status": "TIMEDOUT", "CreationTime": "-5m"}, "TIMEDOUT", NOON - 300, NOON - 240),
        ({"Status": "RESERVED", "CreationTime": "-30s"}, "RESERVED", NOON - 30, None),
        ({"Status": "RESERVED", "CreationTime": "-60s"}, "TIMEDOUT", NOON - 60, NOON),
    ],
)
def test_absent_times_follow_from_those_that_are_given(
    given: dict[str, str], status: str, created: int, ended: int | None, frozen: Running
) -> None:
    frozen.seed(world([{"PlayerId": "alice"} | given]))
    (found,) = describe(frozen, PlayerId="alice")
    assert (found["Status"], found["CreationTime"], found.get("TerminationTime")) == (status, created, ended)


@pytest.mark.parametrize(
    ("status", "created", "shown"), [("RESERVED", "-7210s", "TIMEDOUT"), ("COMPLETED", "-3h", "COMPLETED")]
)
def test_player_sessions_of_an_ended_game_session_end_with_it(
    status: str, created: str, shown: str, frozen: Running
) -> None:
    player = {"PlayerId": "alice", "Status": status, "CreationTime": created}
    frozen.seed(world([player], Status="TERMINATED", TerminationTime="-2h"))
    (found,) = describe(frozen, PlayerId="alice")
    assert (found["Status"], found["TerminationTime"]) == (shown, NOON - 7200)


def test_game_session_begins_no_later_than_its_first_player_session(frozen: Running) -> None:
    entry = {"GameSessionId": GAME_SESSION, "FleetId": FLEET, "Status": "TERMINATED"}
    player = {"GameSessionId": GAME_SESSION, "PlayerId": "alice", "Status": "COMPLETED", "CreationTime": "-3h"}
    frozen.seed({"Fleets": [{"FleetId": FLEET}], "GameSessions": [entry], "PlayerSessions": [player]})
    later = {"PlayerSessions": [player | {"PlayerId": "bob", "CreationTime": "-2h"}]}
    assert frozen.seed(later)["added"]["PlayerSessions"] == 1


@pytest.mark.parametrize("time", [NOON - 30.5, "2026-01-31T11:59:29.500Z", "2026-01-31T12:59:29.5+01:00", "-30.5s"])
def test_times_can_be_written_in_three_ways(time: str | float, frozen: Running) -> None:
    frozen.seed(world([{"PlayerId": "alice", "CreationTime": time}]))
    assert describe(frozen, PlayerId="alice")[0]["CreationTime"] == NOON - 30.5


@pytest.mark.parametrize("location", [None, "custom-desk", "us-west-2"])
def test_last_part_of_a_game_session_id_is_completed_from_fleet_and_location(
    location: str | None, frozen: Running
) -> None:
    entry = {"GameSessionId": "gsess-short", "FleetId": FLEET} | ({"Location": location} if location else {})
    player = {"GameSessionId": "gsess-short", "PlayerId": "alice"}
    frozen.seed({"Fleets": [{"FleetId": FLEET}], "GameSessions": [entry], "PlayerSessions": [player]})
    place = f"{location}/" if location else ""
    expected = f"arn:aws:gamelift:us-east-1::gamesession/{FLEET}/{place}gsess-short"
    assert [each["PlayerId"] for each in describe(frozen, GameSessionId=expected)] == ["alice"]


def test_last_part_finds_a_game_session_that_was_loaded_before(frozen: Running) -> None:
    frozen.seed(world())
    frozen.seed({"PlayerSessions": [{"GameSessionId": "gsess-one", "PlayerId": "alice"}]})
    assert describe(frozen, PlayerId="alice")[0]["GameSessionId"] == GAME_SESSION


def test_game_sessions_whose_ids_differ_in_case_are_two(frozen: Running) -> None:
    frozen.seed(world([{"PlayerId": "alice"}]))
    entry = {"GameSessionId": "GSESS-ONE", "FleetId": FLEET}
    player = {"GameSessionId": "GSESS-ONE", "PlayerId": "alice"}
    assert frozen.seed({"GameSessions": [entry], "PlayerSessions": [player]})["added"]["GameSessions"] == 1
    assert len({each["GameSessionId"] for each in describe(frozen, PlayerId="alice")}) == 2


def test_derived_ids_are_the_same_at_every_seeding(frozen: Running) -> None:
    twice = [{"PlayerId": "alice", "Status": "COMPLETED"}] * 2
    ids = []
    for _ in range(2):
        frozen.reset()
        frozen.seed(world([*twice, {"PlayerId": "bob"}]))
        ids.append([each["PlayerSessionId"] for each in describe(frozen, GameSessionId=GAME_SESSION)])
    assert ids[0] == ids[1]
    assert len(set(ids[0])) == 3


@pytest.mark.parametrize("count", [3, 150], ids=["few, on the event loop", "many, in a thread"])
def test_seed_is_loaded_whole_or_not_at_all(count: int, frozen: Running) -> None:
    wrong = world([*players(count), {"PlayerId": "x", "GameSessionId": "gsess-nowhere"}])
    with pytest.raises(AssertionError, match="there is no game session gsess-nowhere"):
        frozen.seed(wrong)
    assert describe(frozen, PlayerId="player-0") == []
    assert frozen.seed(world(players(count)))["added"]["PlayerSessions"] == count
    assert len(describe(frozen, GameSessionId=GAME_SESSION)) == count


@pytest.mark.parametrize("later", [0, 3600], ids=["at once", "an hour later"])
def test_seeding_twice_changes_nothing_and_warns_of_nothing(later: int, frozen: Running) -> None:
    document = world([*players(3), {"PlayerId": "x", "Status": "COMPLETED"}], Name="Lobby", Port=4000)
    frozen.seed(document)
    frozen.advance(later)
    before, log = describe(frozen, GameSessionId=GAME_SESSION), frozen.log()
    report = frozen.seed(document)
    assert report["unchanged"] == {"Fleets": 1, "GameSessions": 1, "PlayerSessions": 4}
    assert sum(report["added"].values()) == 0
    assert describe(frozen, GameSessionId=GAME_SESSION) == before
    assert "WARNING" not in frozen.log().removeprefix(log)


def test_rows_that_differ_stay_and_are_named_in_one_warning(frozen: Running) -> None:
    frozen.seed(world([{"PlayerId": "alice", "PlayerSessionId": PSESS}]))
    before, log = describe(frozen, PlayerSessionId=PSESS), frozen.log()
    changed = world([{"PlayerId": "bob", "PlayerSessionId": PSESS}], Name="Other")
    changed["Fleets"][0]["Name"] = "other"
    report = frozen.seed(changed)
    assert report["different"] == {
        "Fleets": [fleet_arn(FLEET)], "GameSessions": [GAME_SESSION], "PlayerSessions": [PSESS],
    }  # fmt: skip
    assert describe(frozen, PlayerSessionId=PSESS) == before
    (warning,) = [line for line in frozen.log().removeprefix(log).splitlines() if "WARNING" in line]
    assert all(name in warning for name in (FLEET, GAME_SESSION, PSESS))


def test_warning_names_ten_rows_and_counts_the_others(frozen: Running) -> None:
    frozen.seed(world(players(15)))
    log = frozen.log()
    report = frozen.seed(world(players(15, PlayerData="new")))
    assert len(report["different"]["PlayerSessions"]) == 15
    assert "and 5 more" in frozen.log().removeprefix(log)


@pytest.mark.parametrize("content_type", ["application/json", "application/json; charset=utf-8"])
def test_seed_by_post_can_be_json(content_type: str, frozen: Running) -> None:
    body = json.dumps(world([{"PlayerId": UNICODE, "PlayerData": UNICODE}]), ensure_ascii=False)
    response = frozen.http.post("/_emulator/seed", content=body.encode(), headers={"Content-Type": content_type})
    assert response.status_code == 200
    assert describe(frozen, PlayerId=UNICODE)[0]["PlayerData"] == UNICODE


@pytest.mark.parametrize("content_type", ["application/yaml", "application/yaml; charset=utf-8", "Application/YAML"])
def test_seed_by_post_can_be_yaml(content_type: str, frozen: Running) -> None:
    body = yaml.safe_dump(world([{"PlayerId": UNICODE, "PlayerData": UNICODE}]), allow_unicode=True)
    response = frozen.http.post("/_emulator/seed", content=body.encode(), headers={"Content-Type": content_type})
    assert response.status_code == 200
    assert describe(frozen, PlayerId=UNICODE)[0]["PlayerData"] == UNICODE


def written(path: Path, document: dict[str, Any]) -> Path:
    text = json.dumps(document) if path.suffix == ".json" else yaml.safe_dump(document, allow_unicode=True)
    path.write_text(text, encoding="utf-8")
    return path


def split_in_folder(folder: Path, document: dict[str, Any]) -> Path:
    """The lists of a document in a file each, so that later files lean on earlier ones, and the other way round."""
    folder.mkdir()
    written(folder / "a.json", {"PlayerSessions": document["PlayerSessions"]})
    written(folder / "b.yaml", {"GameSessions": document["GameSessions"]})
    written(folder / "c.yml", {"Fleets": document["Fleets"]})
    (folder / "README.txt").write_text("not a seed")
    return folder


@pytest.fixture(params=["world.json", "world.yaml", "world.yml", "folder"])
def seed_path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The same document as a file or as a folder of files."""
    document = world([{"PlayerId": UNICODE}])
    path = tmp_path / str(request.param)
    return split_in_folder(path, document) if request.param == "folder" else written(path, document)


def test_seed_command_loads_a_file_or_a_folder(seed_path: Path, frozen: Running, tmp_path: Path) -> None:
    ended = command("seed", seed_path, "--url", frozen.url, folder=tmp_path)
    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout)["added"] == {"Fleets": 1, "GameSessions": 1, "PlayerSessions": 1}
    assert [each["Status"] for each in describe(frozen, PlayerId=UNICODE)] == ["RESERVED"]


def test_serve_loads_a_file_or_a_folder_at_the_start(seed_path: Path, tmp_path: Path) -> None:
    with running(tmp_path, "--seed", str(seed_path)) as emulator:
        assert [each["GameSessionId"] for each in describe(emulator, PlayerId=UNICODE)] == [GAME_SESSION]
        assert "seed: added 1 Fleets, 1 GameSessions, 1 PlayerSessions" in emulator.log()


def test_seed_without_a_body_loads_what_serve_was_given(tmp_path: Path) -> None:
    path = written(tmp_path / "world.json", world([{"PlayerId": "alice"}]))
    with running(tmp_path, "--seed", str(path)) as emulator:
        written(path, world([{"PlayerId": "alice"}, {"PlayerId": "bob"}]))
        assert emulator.control("POST", "/seed")["added"]["PlayerSessions"] == 1
        assert len(describe(emulator, GameSessionId=GAME_SESSION)) == 2


def test_region_and_account_of_a_fleet_default_to_the_settings(tmp_path: Path) -> None:
    document = {
        "Fleets": [{"FleetId": FLEET}],
        "GameSessions": [{"GameSessionId": "gsess-one", "FleetId": FLEET}],
        "PlayerSessions": [{"GameSessionId": "gsess-one", "PlayerId": "alice"}],
    }
    with running(tmp_path, "--region", "eu-west-3", "--account-id", "123456789012") as emulator:
        emulator.seed(document)
        (found,) = describe(emulator, PlayerId="alice")
    assert found["FleetArn"] == f"arn:aws:gamelift:eu-west-3:123456789012:fleet/{FLEET}"


def test_timeout_setting_decides_on_deadlines(tmp_path: Path) -> None:
    with running(tmp_path, "--clock", NOW, "--player-session-timeout-seconds", "7.5") as emulator:
        emulator.seed(world([{"PlayerId": "alice", "Status": "TIMEDOUT", "CreationTime": "-20s"}]))
        assert describe(emulator, PlayerId="alice")[0]["TerminationTime"] == NOON - 12.5


def test_hundred_thousand_player_sessions_load_and_page_completely(frozen: Running) -> None:
    many = players(100_000, Status="COMPLETED", TerminationTime="0s")
    document = world(many, CreationTime="-3d")
    assert frozen.seed(document)["added"]["PlayerSessions"] == 100_000
    found = describe(frozen, GameSessionId=GAME_SESSION, Limit=1024)
    assert [each["PlayerId"] for each in found] == [each["PlayerId"] for each in many]


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """An emulator with the seed that is shipped, right after its start."""
    with running(tmp_path_factory.mktemp("shipped"), "--clock", "frozen", "--seed", str(SHIPPED)) as emulator:
        yield emulator


FLEET_1, FLEET_2 = (f"fleet-a1b2c3d4-0001-4000-8000-00000000000{n}" for n in (1, 2))


def ids_in(emulator: Running, region: str, player_id: str) -> set[str]:
    answer = emulator.client(region).describe_player_sessions(PlayerId=player_id)
    return {each["GameSessionId"].rpartition("/")[2] for each in answer["PlayerSessions"]}


def test_shipped_world_has_a_player_in_two_regions(shipped: Running) -> None:
    assert ids_in(shipped, "us-east-1", "alice") == {"gsess-lobby", "gsess-yesterday", "gsess-last-month"}
    assert ids_in(shipped, "eu-west-1", "alice") == {"gsess-europe"}


@pytest.mark.parametrize(
    ("region", "player_id", "domain"),
    [
        ("us-east-1", "carol", ".us-east-1.amazongamelift.com"),
        ("us-east-1", "erin", ".compute-1.amazonaws.com"),
        ("eu-west-1", "françois", ".eu-west-1.amazongamelift.com"),
    ],
)
def test_shipped_world_has_fleets_with_and_without_tls(
    region: str, player_id: str, domain: str, shipped: Running
) -> None:
    (found,) = shipped.client(region).describe_player_sessions(PlayerId=player_id)["PlayerSessions"]
    assert found["DnsName"].endswith(domain)


def test_shipped_world_has_an_active_game_session_with_all_four_statuses(shipped: Running) -> None:
    lobby = f"arn:aws:gamelift:us-east-1::gamesession/{FLEET_1}/gsess-lobby"
    found = Counter(each["Status"] for each in describe(shipped, GameSessionId=lobby))
    assert found == {"COMPLETED": 1, "ACTIVE": 2, "TIMEDOUT": 1, "RESERVED": 1}


def test_shipped_world_has_an_ended_game_session(shipped: Running) -> None:
    over = f"arn:aws:gamelift:us-east-1::gamesession/{FLEET_2}/gsess-yesterday"
    assert {each["Status"] for each in describe(shipped, GameSessionId=over)} == {"COMPLETED", "TIMEDOUT"}


def test_shipped_world_has_a_long_game_session_with_all_four_statuses(shipped: Running) -> None:
    long = f"arn:aws:gamelift:us-east-1::gamesession/{FLEET_2}/gsess-long-match"
    found = describe(shipped, GameSessionId=long)
    assert len(found) > 1000
    assert {each["Status"] for each in found} == {"RESERVED", "ACTIVE", "COMPLETED", "TIMEDOUT"}
