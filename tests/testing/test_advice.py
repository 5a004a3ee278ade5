"""What would break on AWS, as runs of pytest tell it."""

from pathlib import Path

import pytest

from tests.support.projects import run_pytest, write

CARELESS = """
def test_careless(gamelift, gamelift_client):
    match = gamelift_client.create_game_session(
        FleetId="fleet-00000000-0000-0000-0000-000000000000", Location="custom-local", MaximumPlayerSessionCount=2
    )["GameSession"]["GameSessionId"]
    gamelift_client.create_player_session(GameSessionId=match, PlayerId="alice")
    (advice,) = gamelift.advice()
    assert (advice.kind, advice.operation, advice.count) == ("joining-unseen", "CreatePlayerSession", 1)
    assert advice.example.parameters == {"GameSessionId": match, "PlayerId": "alice"}
"""
CAREFUL = """
def test_careful(gamelift, gamelift_client):
    match = gamelift.ready_game_session()
    gamelift_client.create_player_session(GameSessionId=match, PlayerId="alice")
    assert gamelift.advice() == []
"""
LINE = "gamelift: would break on AWS: joining-unseen of CreatePlayerSession ({}); --gamelift-advice=show tells more"
PLAIN = ("-p", "no:randomly", "-p", "no:cov", "-p", "no:asyncio", "-p", "no:hypothesispytest")


def twice(folder: Path, careless: str = CARELESS) -> None:
    write(folder, {"test_one.py": careless, "test_two.py": careless, "test_three.py": CAREFUL})


@pytest.mark.parametrize("options", [("-p", "no:xdist"), ("-n", "2", "--dist", "loadfile")], ids=["alone", "workers"])
def test_run_ends_with_one_line(tmp_path: Path, options: tuple[str, ...]) -> None:
    twice(tmp_path)
    ran = run_pytest(tmp_path, *PLAIN, *options)
    assert ran.code == 0, ran.text
    assert ran.text.count("would break on AWS") == 1
    assert LINE.format(2) in ran.text


def test_nothing_is_said_of_careful_tests(tmp_path: Path) -> None:
    write(tmp_path, {"test_careful.py": CAREFUL})
    ran = run_pytest(tmp_path, *PLAIN, "--gamelift-advice=fail")
    assert ran.code == 0, ran.text
    assert "would break" not in ran.text


def test_all_of_it_is_shown_where_it_is_asked_for(tmp_path: Path) -> None:
    twice(tmp_path)
    ran = run_pytest(tmp_path, *PLAIN, "--gamelift-advice=show")
    assert ran.code == 0, ran.text
    assert "joining-unseen: CreatePlayerSession, 2 times, as CreatePlayerSession(GameSessionId=" in ran.text
    assert "  AWS refuses players while a game session is ACTIVATING" in ran.text
    assert "--gamelift-advice=fail fails the tests that made these calls" in ran.text


def test_nothing_is_said_where_it_is_off(tmp_path: Path) -> None:
    twice(tmp_path)
    ran = run_pytest(tmp_path, *PLAIN, "--gamelift-advice=off")
    assert ran.code == 0, ran.text
    assert "would break" not in ran.text


def test_careless_test_fails_where_it_is_asked_for(tmp_path: Path) -> None:
    write(tmp_path, {"test_careless.py": CARELESS, "test_careful.py": CAREFUL})
    ran = run_pytest(tmp_path, *PLAIN, "--gamelift-advice=fail")
    assert ran.code == 1
    assert ran.outcomes == {"test_careless": "error", "test_careful": "passed"}, ran.text
    assert "This would break on AWS:\njoining-unseen: CreatePlayerSession, once, as" in ran.text


def test_choice_that_there_is_none_of(tmp_path: Path) -> None:
    assert "invalid choice: 'loud'" in run_pytest(tmp_path, "--gamelift-advice=loud").text
