"""Figures for Prometheus: calls by operation and outcome, and how long they took."""

import pytest

from emulator.calls.metrics import BOUNDS_SECONDS, Calls, render


def lines(calls: Calls) -> list[str]:
    return render(calls, {"player_sessions": {"RESERVED": 2, "ACTIVE": 0}})[0].decode().splitlines()


def test_calls_are_counted_by_operation_and_outcome() -> None:
    calls = Calls()
    for outcome in ("success", "success", "NotFoundException"):
        calls.record("ListFleets", outcome, 0.001)
    text = lines(calls)
    assert 'gamelift_emulator_calls_total{operation="ListFleets",outcome="success"} 2.0' in text
    assert 'gamelift_emulator_calls_total{operation="ListFleets",outcome="NotFoundException"} 1.0' in text
    assert 'gamelift_emulator_player_sessions{status="RESERVED"} 2.0' in text


def test_names_that_clients_make_up_are_one() -> None:
    calls = Calls()
    for number in range(50):
        calls.record(f"Made{number}", "UnknownOperationException", 0.1)
    assert set(calls.outcomes) == {("unknown", "UnknownOperationException")}


@pytest.mark.parametrize(("seconds", "first"), [(0.0, 0), (0.0005, 0), (0.00051, 1), (2.5, 11), (2.6, 12)])
def test_duration_is_counted_from_its_bound_on(seconds: float, first: int) -> None:
    calls = Calls()
    calls.record("ListFleets", "success", seconds)
    bounds = [*map(str, BOUNDS_SECONDS), "+Inf"]
    for number, bound in enumerate(bounds):
        count = 1.0 if number >= first else 0.0
        assert f'gamelift_emulator_call_seconds_bucket{{le="{bound}",operation="ListFleets"}} {count}' in lines(calls)
    assert f'gamelift_emulator_call_seconds_sum{{operation="ListFleets"}} {seconds}' in lines(calls)
