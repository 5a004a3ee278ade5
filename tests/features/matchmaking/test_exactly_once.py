"""Two emulator processes on one database, and kill -9 while matches form: nobody is in two, no ticket is lost, each
event is there once."""

from pathlib import Path

import pytest

from tests.support.match_kills import complaints, form_matches_under_kills
from tests.support.running import Running


@pytest.mark.parametrize("fills", [False, True])
def test_one_kill_breaks_no_match(tmp_path: Path, *, fills: bool) -> None:
    assert form_matches_under_kills(tmp_path, seed=1, rounds=1, fills=fills) == []


@pytest.mark.long
@pytest.mark.parametrize("fills", [False, True])
def test_many_kills_break_no_match(tmp_path: Path, *, fills: bool) -> None:
    assert form_matches_under_kills(tmp_path, seed=2, rounds=25, fills=fills) == []


def test_a_ticket_that_is_lost_is_complained_of(emulator: Running) -> None:
    assert complaints(emulator, ["t"]) == ["acknowledged, and lost: ['t']"]
