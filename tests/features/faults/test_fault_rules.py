"""The rules of faults: which calls they strike, how they are counted, how they come and go."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from botocore.exceptions import ClientError

from tests.support.faulty import ALICE, DESCRIBE, INTERNAL, ONCE, THROTTLING, Ask, add, code, counters, story
from tests.support.running import JSON, Running, running
from tests.support.worlds import GAME_SESSION, players, world

# Which calls are struck.


@pytest.mark.parametrize(
    ("match", "struck"),
    [
        ({}, [True, True, True, True]),
        ({"PlayerId": "alice"}, [True, True, False, False]),
        ({"PlayerId": "alice", "Limit": 5}, [False, True, False, False]),
        ({"PlayerId": "bob", "Limit": 5}, [False, False, False, False]),
        ({"Limit": 5.0}, [False, True, False, False]),
        ({"NextToken": {"a": [1, "b", None, 0.5]}}, [False, False, False, True]),
        ({"NextToken": {"a": [1, "b", None]}}, [False, False, False, False]),
        ({"Limit": None}, [False, False, True, False]),
    ],
)
def test_only_calls_that_have_all_the_members_are_struck(
    emulator: Running, ask: Ask, match: dict[str, object], struck: list[bool]
) -> None:
    add(emulator, DESCRIBE, match=match, error=THROTTLING)
    calls: list[dict[str, object]] = [
        {"PlayerId": "alice"},
        {"PlayerId": "alice", "Limit": 5},
        {"PlayerId": "bob", "Limit": None},
        {"PlayerId": "carol", "NextToken": {"a": [1, "b", None, 0.5]}},
    ]
    assert [code(ask(DESCRIBE, call)) == THROTTLING for call in calls] == struck
    assert counters(emulator) == [(sum(struck), sum(struck))]


@pytest.mark.parametrize("times", [1, 3])
def test_first_so_many_calls_are_struck_and_the_others_only_counted(emulator: Running, ask: Ask, times: int) -> None:
    add(emulator, DESCRIBE, error=THROTTLING, times=times)
    answers = [code(ask(DESCRIBE, ALICE)) for _ in range(5)]
    assert answers == [THROTTLING] * times + [""] * (5 - times)
    assert counters(emulator) == [(5, times)]


def pattern(emulator: Running, seed: int, probability: float = 0.5, between: str | None = None) -> list[bool]:
    """Which of forty calls are struck."""
    add(emulator, DESCRIBE, error=THROTTLING, probability=probability, seed=seed)
    struck = []
    for _ in range(40):
        struck.append(code(emulator.call(DESCRIBE, ALICE)) == THROTTLING)
        if between is not None:
            assert code(emulator.call(between, {})) == ""
    assert counters(emulator) == [(40, sum(struck))]
    emulator.reset()
    return struck


def test_same_seed_strikes_the_same_calls_again_and_again_and_elsewhere(emulator: Running, tmp_path: Path) -> None:
    first = pattern(emulator, seed=7)
    assert {True, False} <= set(first)
    assert pattern(emulator, seed=7) == first
    with running(tmp_path) as other:
        assert pattern(other, seed=7) == first


def test_calls_that_do_not_match_do_not_change_which_are_struck(emulator: Running) -> None:
    assert pattern(emulator, seed=7, between="ListFleets") == pattern(emulator, seed=7)


def test_another_seed_strikes_other_calls(emulator: Running) -> None:
    assert len({tuple(pattern(emulator, seed)) for seed in (0, 1, 2, 2**70)}) == 4


@pytest.mark.parametrize(("probability", "struck"), [(0, False), (1, True), (0.0, False), (1.0, True)])
def test_certainty_leaves_nothing_to_chance(emulator: Running, probability: float, struck: bool) -> None:
    assert pattern(emulator, seed=3, probability=probability) == [struck] * 40


def test_times_counts_the_calls_that_chance_has_struck(emulator: Running) -> None:
    add(emulator, DESCRIBE, error=THROTTLING, probability=0.5, seed=7, times=2)
    answers = [code(emulator.call(DESCRIBE, ALICE)) for _ in range(40)]
    assert answers.count(THROTTLING) == 2
    assert counters(emulator) == [(40, 2)]


def test_first_of_several_faults_that_strikes_a_call_counts(emulator: Running, ask: Ask) -> None:
    add(emulator, DESCRIBE, error="NotFoundException", match={"PlayerId": "bob"})
    add(emulator, DESCRIBE, error=INTERNAL, times=1)
    add(emulator, DESCRIBE, error="UnauthorizedException", probability=0)
    add(emulator, error=THROTTLING)
    callers = ("bob", "alice", "alice", "bob")
    answers = [code(ask(DESCRIBE, {"PlayerId": name})) for name in callers]
    assert answers == ["NotFoundException", INTERNAL, THROTTLING, "NotFoundException"]
    assert counters(emulator) == [(2, 2), (2, 1), (1, 0), (1, 1)]


def test_fault_strikes_in_every_region_and_account(emulator: Running) -> None:
    add(emulator, "ListFleets", error=THROTTLING)
    for client in (emulator.client("eu-west-1", retries=ONCE), emulator.client(key="123456789012", retries=ONCE)):
        with pytest.raises(ClientError, match=THROTTLING):
            client.list_fleets()
    assert counters(emulator) == [(2, 2)]


def test_many_callers_at_once_are_struck_no_more_often_than_was_asked_for(emulator: Running) -> None:
    add(emulator, DESCRIBE, error=THROTTLING, times=10)

    def asked(_: int) -> str:
        return code(emulator.call(DESCRIBE, ALICE))

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(asked, range(80))) == [""] * 70 + [THROTTLING] * 10
    assert counters(emulator) == [(80, 10)]


def test_pages_fail_and_a_paginator_goes_on(emulator: Running) -> None:
    emulator.seed(world(players(5)))
    add(emulator, DESCRIBE, error=INTERNAL, probability=0.4, seed=1, times=2)
    client = emulator.client(retries={"total_max_attempts": 5})
    pages = client.get_paginator("describe_player_sessions").paginate(
        GameSessionId=GAME_SESSION, PaginationConfig={"PageSize": 1}
    )
    assert [each["PlayerId"] for page in pages for each in page["PlayerSessions"]] == [f"player-{n}" for n in range(5)]
    assert counters(emulator)[0][1] == 2


# Faults as they come and go.


def test_fault_is_shown_as_it_was_asked_for_with_what_is_assumed(emulator: Running) -> None:
    first = add(emulator, drop=True)
    rule = {
        "source": "aws",
        "operation": "CreatePlayerSession",
        "match": {"PlayerId": "alice", "PlayerData": [1.5, {"a": None}]},
        "error": "GameSessionFullException",
        "status": None,
        "message": "no room",
        "output": None,
        "drop": False,
        "delay_seconds": 1.5,
        "performed": True,
        "probability": 0.25,
        "seed": -9,
        "times": 3,
    }
    second = emulator.control("POST", "/faults", rule)
    assert first == {
        "id": 1, "matched": 0, "fired": 0, "source": "aws", "operation": None, "match": {}, "error": None,
        "status": None, "message": None, "output": None, "drop": True, "delay_seconds": 0.0,
        "performed": False, "probability": 1.0, "seed": 0,
        "times": None,
    }  # fmt: skip
    assert second == rule | {"id": 2, "matched": 0, "fired": 0}
    assert emulator.control("GET", "/faults") == {"faults": [first, second]}


@pytest.fixture
def three(emulator: Running) -> list[int]:
    """The numbers of three faults of three operations."""
    return [add(emulator, name, error=INTERNAL)["id"] for name in ("ListFleets", "ListAliases", "ListLocations")]


def test_fault_that_is_removed_strikes_no_more_and_tells_what_it_has_done(emulator: Running, three: list[int]) -> None:
    emulator.call("ListAliases", {})
    removed = emulator.control("DELETE", f"/faults/{three[1]}")
    assert (removed["id"], removed["operation"], removed["matched"], removed["fired"]) == (2, "ListAliases", 1, 1)
    assert [code(emulator.call(name, {})) for name in ("ListFleets", "ListAliases", "ListLocations")] == [
        INTERNAL,
        "",
        INTERNAL,
    ]
    assert [each["id"] for each in emulator.control("GET", "/faults")["faults"]] == [three[0], three[2]]


def test_faults_that_are_all_removed_strike_no_more_and_tell_what_they_have_done(
    emulator: Running, three: list[int]
) -> None:
    emulator.call("ListAliases", {})
    removed = emulator.control("DELETE", "/faults")["faults"]
    assert [(each["id"], each["fired"]) for each in removed] == [(three[0], 0), (three[1], 1), (three[2], 0)]
    assert emulator.control("GET", "/faults") == {"faults": []}
    assert code(emulator.call("ListAliases", {})) == ""
    assert emulator.control("DELETE", "/faults") == {"faults": []}


def test_number_of_a_fault_is_never_another_ones(emulator: Running, three: list[int]) -> None:
    emulator.call("ListFleets", {})
    emulator.control("DELETE", f"/faults/{three[2]}")
    fourth = add(emulator, "ListFleets", drop=True)["id"]
    emulator.control("DELETE", "/faults")
    fifth = add(emulator, "ListFleets", drop=True)["id"]
    assert len({*three, fourth, fifth}) == 5
    assert story(emulator, "ListFleets") == [(None, INTERNAL, three[0])]


def test_reset_ends_all_faults_and_counts_them_from_one_again(emulator: Running, three: list[int]) -> None:
    emulator.reset()
    assert emulator.control("GET", "/faults") == {"faults": []}
    assert code(emulator.call("ListFleets", {})) == ""
    assert add(emulator, "ListFleets", drop=True)["id"] == three[0] == 1


def test_reset_that_is_refused_leaves_faults_and_journal(tmp_path: Path) -> None:
    seed = tmp_path / "world.json"
    seed.write_text("{}")
    with running(tmp_path, "--seed", str(seed)) as emulator:
        add(emulator, DESCRIBE, error=THROTTLING)
        emulator.call(DESCRIBE, ALICE)
        seed.write_text('{"GameSessions": [{"GameSessionId": "gsess-1", "FleetId": "fleet-nowhere"}]}')
        assert emulator.http.post("/_emulator/reset?seed=1", headers=JSON).is_error
        assert counters(emulator) == [(1, 1)]
        assert story(emulator, DESCRIBE) == [(None, THROTTLING, 1)]
