"""Warnings that clients can cause as often as they like."""

import pytest

from emulator.logs.lines import QUIET_SECONDS, RareWarnings


def test_warning_of_a_kind_comes_once_in_a_while_and_tells_how_many_were_left_out(
    caplog: pytest.LogCaptureFixture,
) -> None:
    now = 0.0
    warnings = RareWarnings(lambda: now)
    for now in (0.0, 1.0, QUIET_SECONDS - 0.1, QUIET_SECONDS, QUIET_SECONDS + 1, 3 * QUIET_SECONDS, 9 * QUIET_SECONDS):
        warnings.warn("TLS", f"at {now}")
    assert caplog.messages == [
        "at 0.0",
        "at 60.0; since the last line on this, 2 more",
        "at 180.0; since the last line on this, 1 more",
        "at 540.0",
    ]


def test_warning_does_not_silence_another_kind(caplog: pytest.LogCaptureFixture) -> None:
    warnings = RareWarnings(lambda: 0.0)
    for kind in ("TLS", "HTTP/2", "TLS"):
        warnings.warn(kind, kind)
    assert caplog.messages == ["TLS", "HTTP/2"]
