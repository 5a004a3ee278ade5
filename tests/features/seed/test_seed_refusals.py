"""Seed documents that break a rule: refused whole, with the file, the place inside of it, and the rule."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.commands import command, one_line
from tests.support.running import Running, running
from tests.support.worlds import FLEET, GAME_SESSION, world

NOW = "2026-01-31T12:00:00.000Z"
OTHER_FLEET = "fleet-99999999-2222-4333-8444-555555555555"
TWIN_FLEET = "fleet-77777777-2222-4333-8444-555555555555"
ENDED = {"GameSessionId": "gsess-ended", "FleetId": FLEET, "CreationTime": "-2h", "TerminationTime": "-1h"}
STORED: dict[str, Any] = {
    "Fleets": [
        {"FleetId": FLEET},
        {"FleetId": OTHER_FLEET},
        *({"FleetId": TWIN_FLEET, "Region": r} for r in ("a-1", "b-1")),
    ],
    "GameSessions": [
        *world()["GameSessions"],
        ENDED,
        {"GameSessionId": "gsess-activating", "FleetId": FLEET, "Status": "ACTIVATING"},
        {"GameSessionId": "gsess-full", "FleetId": FLEET, "MaximumPlayerSessionCount": 2},
        *({"GameSessionId": "gsess-twin", "FleetId": fleet} for fleet in (FLEET, OTHER_FLEET)),
    ],
    "PlayerSessions": [
        {"GameSessionId": GAME_SESSION, "PlayerId": "before"},
        {"GameSessionId": "gsess-full", "PlayerId": "one", "Status": "ACTIVE"},
        {"GameSessionId": "gsess-full", "PlayerId": "two", "Status": "RESERVED"},
    ],
}
GOOD = {"GameSessionId": GAME_SESSION, "PlayerId": "good"}
PSESS = "psess-11111111-2222-4333-8444-666666666666"


def player(**members: object) -> dict[str, list[dict[str, Any]]]:
    """A document with a good player session, and one more."""
    return {"PlayerSessions": [GOOD, GOOD | members]}


def host(**members: object) -> dict[str, list[dict[str, Any]]]:
    """A document with a good player session, and a new game session."""
    return {"PlayerSessions": [GOOD], "GameSessions": [{"GameSessionId": "gsess-new", "FleetId": FLEET} | members]}


def fleet(**members: object) -> dict[str, list[dict[str, Any]]]:
    """A document with a good player session, and a new fleet."""
    return {"PlayerSessions": [GOOD], "Fleets": [{"FleetId": "fleet-new"} | members]}


def without(document: dict[str, list[dict[str, Any]]], name: str, member: str) -> dict[str, list[dict[str, Any]]]:
    return document | {name: [{each: entry[each] for each in entry if each != member} for entry in document[name]]}


SECOND = "PlayerSessions[1]"
REFUSED: list[tuple[dict[str, Any], str, str]] = [
    # What is no seed document.
    (player(Color="red"), SECOND, "unknown field `Color`"),
    (player(playerId="x"), SECOND, "unknown field `playerId`"),
    (player(PlayerId=7), f"{SECOND}.PlayerId", "Expected `str`, got `int`"),
    (player(CreationTime=True), f"{SECOND}.CreationTime", "got `bool`"),
    ({"PlayerSessions": GOOD}, "PlayerSessions", "Expected `array`, got `object`"),
    ({"PlayerSessions": [GOOD, "x"]}, SECOND, "Expected `object`, got `str`"),
    (without(player(), "PlayerSessions", "PlayerId"), "PlayerSessions[0]", "missing required field `PlayerId`"),
    (without(player(), "PlayerSessions", "GameSessionId"), "PlayerSessions[0]", "missing required field `GameSession"),
    (without(host(), "GameSessions", "FleetId"), "GameSessions[0]", "missing required field `FleetId`"),
    (without(fleet(), "Fleets", "FleetId"), "Fleets[0]", "missing required field `FleetId`"),
    # Patterns, lengths, ranges and enums.
    (player(PlayerSessionId="session-1"), f"{SECOND}.PlayerSessionId", "matching regex"),
    (player(PlayerId=""), f"{SECOND}.PlayerId", "length >= 1"),
    (player(PlayerId="x" * 1025), f"{SECOND}.PlayerId", "length <= 1024"),
    (player(PlayerData="x" * 2049), f"{SECOND}.PlayerData", "length <= 2048"),
    (player(Status="active"), f"{SECOND}.Status", "Invalid enum value 'active'"),
    (host(Status="OVER"), "GameSessions[0].Status", "Invalid enum value 'OVER'"),
    (host(Port=0), "GameSessions[0].Port", "`int` >= 1"),
    (host(MaximumPlayerSessionCount=-1), "GameSessions[0].MaximumPlayerSessionCount", "`int` >= 0"),
    (host(MaximumPlayerSessionCount=10**20), "GameSessions[0].MaximumPlayerSessionCount", "`int` <= "),
    (host(GameSessionId="gsess_new"), "GameSessions[0].GameSessionId", "matching regex"),
    (host(GameSessionId="a/b"), "GameSessions[0].GameSessionId", "neither the ARN of a game session nor the last part"),
    (fleet(FleetId="pool-1"), "Fleets[0].FleetId", "matching regex"),
    (fleet(AccountId="123"), "Fleets[0].AccountId", "matching regex"),
    (fleet(Region="us_east_1"), "Fleets[0].Region", "matching regex"),
    (fleet(Region="x" * 65), "Fleets[0].Region", "matching regex"),
    (fleet(ComputeType="LAMBDA"), "Fleets[0].ComputeType", "Invalid enum value 'LAMBDA'"),
    (fleet(CertificateConfiguration={}), "Fleets[0].CertificateConfiguration", "missing required field"),
    # Who belongs to whom.
    (host(FleetId="fleet-none"), "GameSessions[0].FleetId", "there is no fleet fleet-none"),
    (host(FleetId=TWIN_FLEET), "GameSessions[0].FleetId", "is the id of several fleets: region a-1"),
    (host(GameSessionId=f"{GAME_SESSION}x", FleetId=OTHER_FLEET), "GameSessions[0].FleetId", "is not the fleet in the"),
    (host(GameSessionId=GAME_SESSION.replace("us-east-1", "a-1")), "GameSessions[0].FleetId", "in region a-1"),
    (host(GameSessionId=f"{GAME_SESSION}x", Location="desk"), "GameSessions[0].Location", "is not the location in the"),
    (player(GameSessionId="gsess-none"), f"{SECOND}.GameSessionId", "there is no game session gsess-none"),
    (player(GameSessionId="gsess-twin"), f"{SECOND}.GameSessionId", "gsess-twin names several game sessions"),
    # Ids that stand twice.
    ({"PlayerSessions": [GOOD | {"PlayerSessionId": PSESS}] * 2}, f"{SECOND}.PlayerSessionId", f"{PSESS} stands twice"),
    ({"GameSessions": [ENDED] * 2}, "GameSessions[1].GameSessionId", "stands twice"),
    ({"Fleets": [{"FleetId": FLEET}] * 2}, "Fleets[1].FleetId", f"{FLEET} stands twice in region us-east-1"),
    # Player slots.
    (player(GameSessionId="gsess-full", Status="ACTIVE"), f"{SECOND}.GameSessionId", "MaximumPlayerSessionCount is 2"),
    (player(GameSessionId="gsess-full", Status="RESERVED"), f"{SECOND}.GameSessionId", "has no player slot left"),
    (
        host(MaximumPlayerSessionCount=1) | {"PlayerSessions": [GOOD | {"GameSessionId": "gsess-new"}] * 2},
        f"{SECOND}.GameSessionId",
        "MaximumPlayerSessionCount is 1",
    ),
    # Lives that cannot be.
    (player(Status="ACTIVE", TerminationTime="-1s"), f"{SECOND}.TerminationTime", "that is ACTIVE has none"),
    (player(TerminationTime="-1s"), f"{SECOND}.TerminationTime", "that is RESERVED has none"),
    (
        player(Status="COMPLETED", CreationTime="-5m", TerminationTime="-6m"),
        f"{SECOND}.TerminationTime",
        "it lies before the CreationTime",
    ),
    (player(CreationTime="-5s", Deadline="-6s"), f"{SECOND}.Deadline", "it lies before the CreationTime"),
    (player(Status="TIMEDOUT", CreationTime="-59s"), f"{SECOND}.Status", "it is not TIMEDOUT yet"),
    (player(GameSessionId="gsess-activating"), f"{SECOND}.GameSessionId", "is ACTIVATING: it has no player sessions"),
    (player(GameSessionId="gsess-ended", Status="ACTIVE"), f"{SECOND}.Status", "has ended, which completes its ACTIVE"),
    (player(CreationTime="-2d"), f"{SECOND}.CreationTime", "it lies before that of its game session"),
    (player(GameSessionId="gsess-ended", CreationTime="0s"), f"{SECOND}.CreationTime", "after the end of its game"),
    (
        player(GameSessionId="gsess-ended", Status="COMPLETED", CreationTime="-90m", TerminationTime="-5m"),
        f"{SECOND}.TerminationTime",
        "it lies after the end of its game session",
    ),
    (host(Status="ACTIVE", TerminationTime="-1h"), "GameSessions[0].TerminationTime", "that is ACTIVE has none"),
    (host(TerminationTime=4_000_000_000), "GameSessions[0].TerminationTime", "it lies in the future"),
    (host(CreationTime="-1h", TerminationTime="-2h"), "GameSessions[0].TerminationTime", "before the CreationTime"),
    # Times.
    (player(CreationTime="yesterday"), f"{SECOND}.CreationTime", "'yesterday' is not a time: epoch seconds, ISO-8601"),
    (player(CreationTime="-30"), f"{SECOND}.CreationTime", "'-30' is not a time"),
    (player(CreationTime=-1), f"{SECOND}.CreationTime", "lies outside of the years 1970 to 9999"),
    (player(CreationTime=1e308), f"{SECOND}.CreationTime", "1970 to 9999"),
    (host(CreationTime="9999-99-99"), "GameSessions[0].CreationTime", "is not a time"),
    (fleet(CreationTime=""), "Fleets[0].CreationTime", "is not a time"),
]


@pytest.fixture
def stored(emulator: Running) -> Running:
    """A frozen emulator with the world that the refused documents lean on."""
    emulator.freeze(NOW)
    emulator.seed(STORED)
    return emulator


def state(emulator: Running) -> list[dict[str, Any]]:
    """All that DescribePlayerSessions can tell of the stored world, and of what the refused documents would add."""
    names = ("gsess-ended", "gsess-full", "gsess-activating", "gsess-new")
    ids = [GAME_SESSION, *(GAME_SESSION.replace("gsess-one", name) for name in names)]
    return [emulator.call("DescribePlayerSessions", {"GameSessionId": each}).json() for each in ids]


@pytest.mark.parametrize(("document", "path", "rule"), REFUSED)
def test_document_that_breaks_a_rule_is_refused_whole(
    document: dict[str, Any], path: str, rule: str, stored: Running
) -> None:
    before = state(stored)
    response = stored.http.post(
        "/_emulator/seed", content=json.dumps(document), headers={"Content-Type": "application/json"}
    )
    assert response.status_code == 400, response.text
    refusal = response.json()
    assert (refusal["file"], refusal["path"]) == ("body", path)
    assert rule in refusal["rule"]
    assert refusal["message"] == f"body: {path}: {refusal['rule']}"
    assert state(stored) == before


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        (b'{"Nothings": []}', "Object contains unknown field `Nothings`"),
        (b'{"playerSessions": []}', "Object contains unknown field `playerSessions`"),
        (b"[]", "Expected `object`, got `array`"),
        (b'"text"', "Expected `object`, got `str`"),
        (b'{"Fleets": [', "it is not JSON"),
        (b"Fleets: []", "it is not JSON"),
        (b'{"Fleets": [{"FleetId": "\xff"}]}', "it is not JSON"),
    ],
    ids=["unknown list", "wrong case", "array", "text", "truncated", "YAML", "no UTF-8"],
)
def test_body_that_is_no_seed_document_is_refused_as_a_whole(body: bytes, rule: str, emulator: Running) -> None:
    response = emulator.http.post("/_emulator/seed", content=body, headers={"Content-Type": "application/json"})
    assert response.status_code == 400, response.text
    refusal = response.json()
    assert (refusal["file"], refusal["path"]) == ("body", "")
    assert rule in refusal["rule"]
    assert refusal["message"] == f"body: {refusal['rule']}"


@pytest.mark.parametrize(
    "body",
    ["Fleets: [", "a: *b", "\0", "Fleets:\n\t- x"],
)
def test_body_that_is_no_yaml_is_refused_in_one_line(body: str, emulator: Running) -> None:
    response = emulator.http.post("/_emulator/seed", content=body, headers={"Content-Type": "application/yaml"})
    assert response.status_code == 400, response.text
    assert "it is not YAML: " in response.json()["message"]
    assert "\n" not in response.json()["message"]


@pytest.mark.parametrize(
    ("content_type", "body"),
    [("application/json", '{"Fleets":' + "[" * 100_000), ("application/yaml", "[" * 100_000 + "]" * 100_000)],
    ids=["JSON", "YAML"],
)
def test_body_that_is_nested_too_deep_is_refused_and_the_emulator_lives(
    content_type: str, body: str, tmp_path: Path
) -> None:
    with running(tmp_path) as emulator:
        response = emulator.http.post("/_emulator/seed", content=body, headers={"Content-Type": content_type})
        assert response.status_code == 400
        assert emulator.http.get("/_emulator/ready").status_code == 200


def test_refused_seed_leaves_the_emulator_as_able_as_before(stored: Running) -> None:
    broken = player(Status="TIMEDOUT", CreationTime="-1s")
    stored.http.post("/_emulator/seed", content=json.dumps(broken), headers={"Content-Type": "application/json"})
    assert stored.seed({"PlayerSessions": [GOOD]})["added"]["PlayerSessions"] == 1


def path_with(kind: str, folder: Path) -> Path:
    """A seed that cannot be read, of that kind."""
    path = folder / kind
    if kind == "empty":
        path.mkdir()
    elif kind == "other.txt":
        path.write_text("{}")
        path = folder
    elif kind != "missing.json":
        path.write_text("Fleets: [")
    return path


UNREADABLE = pytest.mark.parametrize(
    ("kind", "rule"),
    [
        ("missing.json", "No such file or directory"),
        ("empty", "the folder has no file that ends in .json, .yaml, .yml"),
        ("other.txt", "the folder has no file that ends in .json, .yaml, .yml"),
        ("broken.json", "it is not JSON"),
        ("broken.yaml", "it is not YAML"),
    ],
)


@UNREADABLE
def test_seed_command_names_the_path_that_it_cannot_read(
    kind: str, rule: str, emulator: Running, tmp_path: Path
) -> None:
    path = path_with(kind, tmp_path)
    line = one_line(command("seed", path, "--url", emulator.url, folder=tmp_path))
    assert line.startswith(f"gamelift-emulator: {path}: {rule}")


@UNREADABLE
def test_serve_names_the_path_that_it_cannot_read(kind: str, rule: str, tmp_path: Path) -> None:
    path = path_with(kind, tmp_path)
    line = one_line(command("serve", "--port", "0", "--database-url", "sqlite://", "--seed", path, folder=tmp_path))
    assert line.startswith(f"gamelift-emulator: {path}: {rule}")


@pytest.fixture
def folder_with_an_error(tmp_path: Path) -> Path:
    """A seed folder whose third file breaks a rule in its second player session."""
    folder = tmp_path / "seed"
    folder.mkdir()
    good = world([{"PlayerId": "good"}, {"PlayerId": "better"}])
    (folder / "1-world.json").write_text(json.dumps(good))
    (folder / "2-empty.yaml").write_text("")
    (folder / "3-more.json").write_text(json.dumps(player(Status="ACTIVE", TerminationTime="-1s")))
    (folder / "4-last.json").write_text(json.dumps({"PlayerSessions": [GOOD]}))
    return folder


RULE = f"{SECOND}.TerminationTime: a player session that is ACTIVE has none"


def test_seed_command_names_the_file_of_a_folder_and_the_position_in_it(
    folder_with_an_error: Path, emulator: Running, tmp_path: Path
) -> None:
    line = one_line(command("seed", folder_with_an_error, "--url", emulator.url, folder=tmp_path))
    assert line == f"gamelift-emulator: {folder_with_an_error / '3-more.json'}: {RULE}"
    assert emulator.call("DescribePlayerSessions", {"PlayerId": "good"}).json() == {"PlayerSessions": []}


def test_serve_names_the_file_of_a_folder_and_the_position_in_it(
    folder_with_an_error: Path, database_url: str, tmp_path: Path
) -> None:
    flags = ("--port", "0", "--database-url", database_url, "--seed", folder_with_an_error)
    line = one_line(command("serve", *flags, folder=tmp_path))
    assert line == f"gamelift-emulator: {folder_with_an_error / '3-more.json'}: {RULE}"
