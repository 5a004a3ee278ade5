"""Figures for Prometheus, read with its own parser."""

from prometheus_client.parser import text_string_to_metric_families

from tests.support.running import Running
from tests.support.worlds import players, world


def samples(emulator: Running) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    text = emulator.http.get("/_emulator/metrics").text
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def count(emulator: Running, operation: str, outcome: str) -> float:
    labels = (("operation", operation), ("outcome", outcome))
    return samples(emulator).get(("gamelift_emulator_calls_total", labels), 0)


def test_calls_are_counted_by_operation_and_outcome(emulator: Running) -> None:
    before = count(emulator, "DescribePlayerSessions", "success")
    emulator.call("DescribePlayerSessions", {"PlayerId": "a"})
    assert count(emulator, "DescribePlayerSessions", "success") == before + 1


def test_errors_are_counted_by_their_code(emulator: Running) -> None:
    before = count(emulator, "DescribePlayerSessions", "NotFoundException")
    emulator.call("DescribePlayerSessions", {"GameSessionId": "a"})
    assert count(emulator, "DescribePlayerSessions", "NotFoundException") == before + 1


def test_calls_in_cbor_are_counted_alike(emulator: Running) -> None:
    before = [count(emulator, "DescribePlayerSessions", outcome) for outcome in ("success", "NotFoundException")]
    emulator.call_cbor("DescribePlayerSessions", {"PlayerId": "a"})
    emulator.call_cbor("DescribePlayerSessions", {"GameSessionId": "a"})
    after = [count(emulator, "DescribePlayerSessions", outcome) for outcome in ("success", "NotFoundException")]
    assert after == [each + 1 for each in before]


def test_names_that_nobody_knows_are_counted_together(emulator: Running) -> None:
    before = count(emulator, "unknown", "UnknownOperationException")
    for n in range(3):
        emulator.call(f"Nonsense{n}", {})
    assert count(emulator, "unknown", "UnknownOperationException") == before + 3


def test_latency_counts_every_call(emulator: Running) -> None:
    emulator.call("DescribePlayerSessions", {"PlayerId": "a"})
    found = samples(emulator)
    labels = (("operation", "DescribePlayerSessions"),)
    total = sum(
        value
        for (name, sample_labels), value in found.items()
        if name == "gamelift_emulator_calls_total" and labels[0] in sample_labels
    )
    assert found["gamelift_emulator_call_seconds_count", labels] == total
    assert found["gamelift_emulator_call_seconds_bucket", (("le", "+Inf"), *labels)] == total


def test_player_sessions_are_counted_by_their_status_now(emulator: Running) -> None:
    emulator.freeze("2026-01-01T00:00:00Z")
    emulator.seed(world([*players(2, Status="ACTIVE"), *players(3)]))
    statuses = {
        status: samples(emulator)["gamelift_emulator_player_sessions", (("status", status),)]
        for status in ("RESERVED", "ACTIVE", "COMPLETED", "TIMEDOUT")
    }
    assert statuses == {"RESERVED": 3, "ACTIVE": 2, "COMPLETED": 0, "TIMEDOUT": 0}
    emulator.advance(60)
    found = samples(emulator)
    assert found["gamelift_emulator_player_sessions", (("status", "TIMEDOUT"),)] == 3


def test_metrics_leave_no_trace_of_players(emulator: Running) -> None:
    emulator.call("DescribePlayerSessions", {"PlayerId": "very-secret"})
    assert "very-secret" not in emulator.http.get("/_emulator/metrics").text
