"""The short form of each attack and of the soak: `make test-long` finds nothing. And an attack finds what is broken."""

import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from tests.attack.clients import clients
from tests.attack.connection import Answer, Connection
from tests.attack.findings import Findings
from tests.attack.fuzz import fuzz
from tests.attack.judging import complaint
from tests.attack.kills import game_of_all, kills
from tests.attack.making import Made, made
from tests.attack.oracle import Client, SharedGame
from tests.attack.process import Sample
from tests.attack.races import races
from tests.attack.soak import Point, soak, trend
from tests.support.running import AWS_JSON, JSON, running

SEED = 20_260_101


@pytest.fixture
def findings(tmp_path: Path) -> Findings:
    return Findings(tmp_path / "attack")


@pytest.mark.long
def test_fuzz_finds_nothing(tmp_path: Path, findings: Findings) -> None:
    fuzz(tmp_path, SEED, first=0, requests=5_000, connections=4, findings=findings)
    assert not findings, findings.report()


@pytest.mark.long
def test_kills_find_nothing(tmp_path: Path, findings: Findings) -> None:
    kills(tmp_path, SEED, rounds=5, findings=findings)
    assert not findings, findings.report()


@pytest.mark.long
def test_races_find_nothing(tmp_path: Path, findings: Findings) -> None:
    races(tmp_path, rounds=2, findings=findings)
    assert not findings, findings.report()


@pytest.mark.long
def test_clients_that_misbehave_find_nothing(tmp_path: Path, findings: Findings) -> None:
    clients(tmp_path, SEED, rounds=2, findings=findings)
    assert not findings, findings.report()


@pytest.mark.long
def test_soak_finds_nothing(tmp_path: Path, findings: Findings) -> None:
    soak(tmp_path, SEED, lambda cycles: cycles >= 6, findings)
    assert not findings, findings.report()


def test_seed_makes_the_same_requests() -> None:
    assert [made(7, n) for n in range(500)] == [made(7, n) for n in range(500)]
    assert made(7, 50) != made(8, 50)


def test_oracle_sees_a_lost_write_and_one_that_is_half_done(tmp_path: Path) -> None:
    with running(tmp_path, database_url=f"sqlite:///{tmp_path / 'emulator.db'}") as emulator:
        client = Client(Random(1), SharedGame(game_of_all(emulator)))
        with Connection(emulator.url) as connection:
            for _ in range(60):
                client.write(connection)
            assert client.refused == []
            assert client.differences(connection) == []
            game = next(each for each in client.games if each.players)
            player = next(iter(game.players))
            with closing(sqlite3.connect(tmp_path / "emulator.db")) as database:
                database.execute("DELETE FROM player_session WHERE player_session_id = ?", [player])
                database.commit()
            assert any(f"player session {player} is lost" in each for each in client.differences(connection))
            del game.players[player]
            assert client.differences(connection) == []
            connection.call("CreatePlayerSession", GameSessionId=game.game_session_id, PlayerId="unknown")
            assert any("nobody was told of" in each for each in client.differences(connection))


AWS_CALL = Made("POST", "/", AWS_JSON | {"X-Amz-Target": "GameLift.ListFleets"}, b"{}")
JSON_TYPE = JSON["Content-Type"]
CONTROL_CALL = Made("GET", "/_emulator/clock", JSON, b"")


@pytest.mark.parametrize(
    ("request_made", "answer", "kind"),
    [
        (AWS_CALL, Answer(500, {}, b""), "500 by the AWS API"),
        (AWS_CALL, Answer(200, {"content-type": "text/plain"}, b"ok"), "answer of the AWS API in a wrong form"),
        (CONTROL_CALL, Answer(500, {}, b"{}"), "500 by the control API"),
        (CONTROL_CALL, Answer(400, {"content-type": JSON_TYPE}, b"{}"), "answer of the control API in a wrong form"),
        (CONTROL_CALL, Answer(404, {"content-type": "text/plain"}, b"no"), "answer of the control API in a wrong form"),
    ],
)  # fmt: skip
def test_wrong_answer_is_a_finding(request_made: Made, answer: Answer, kind: str) -> None:
    found = complaint(request_made, answer)
    assert found is not None
    assert found[0] == kind


@pytest.mark.parametrize("calls_before", [0, 1])
def test_refusal_of_what_is_no_http_is_no_finding(tmp_path: Path, calls_before: int) -> None:
    """The words differ: a connection that has brought a request speaks HTTP."""
    no_method = AWS_CALL._replace(method="post")
    with running(tmp_path) as emulator, Connection(emulator.url) as connection:
        for _ in range(calls_before):
            assert connection.call("ListFleets").status == 200
        answer = connection.ask(no_method.sent_to(emulator.url))
    assert answer.status == 400
    assert complaint(no_method, answer) is None
    assert complaint(AWS_CALL, answer) is not None


def test_growth_is_a_trend_and_a_level_is_none() -> None:
    def point(resident: int, descriptors: int = 20) -> Point:
        return Point(Sample(resident, descriptors, 5), 4_000, 1_000, [1.0] * 100)

    level = [point(90_000 + n % 3 * 2_000) for n in range(20)]
    assert trend(level) == []
    assert trend([point(90_000 + 2_000 * n) for n in range(20)]) != []
    assert trend([point(90_000, 20 + n) for n in range(20)]) != []


def test_findings_are_counted_and_saved(findings: Findings) -> None:
    for number in range(5):
        findings.add("kind", f"text {number}", "again", b"bytes")
    assert len(findings) == 5
    assert "5 x kind" in findings.report()
    assert [each.read_bytes() for each in findings.folder.iterdir()] == [b"bytes"] * 3
