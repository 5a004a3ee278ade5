"""What headers say of a caller."""

import pytest

from emulator.wire.caller import attempt_in


@pytest.mark.parametrize(
    ("header", "attempt"),
    [
        (b"attempt=1; max=3", 1),
        (b"ttl=20260101T000000Z;attempt=2;max=3", 2),
        (b"max=3; attempt=999999", 999_999),
        (b"attempt=1234567", None),
        (b"attempt=99999999999999999999; max=3", None),
        (b"attempt=", None),
        (b"attempt=x", None),
        (b"attempt=1x", None),
        (b"attempt=1.5", None),
        (b"attempt=0", None),
        (b"noattempt=2", None),
        (b"", None),
    ],
)
def test_attempt_is_the_number_that_the_sdk_tells_or_none(header: bytes, attempt: int | None) -> None:
    assert attempt_in(header) == attempt
