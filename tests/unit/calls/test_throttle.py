"""Token buckets, at instants that the test sets."""

import pytest

from emulator.calls.throttle import MOST_BUCKETS, Throttle
from emulator.wire.call import Call, Caller, WireError

NOBODY = Caller(None, None, None, None, None)

REFUSAL = ("ThrottlingException", "Rate exceeded", 400)


class Throttled:
    """A throttle whose time stands still."""

    def __init__(self) -> None:
        self.now = 0.0
        self.throttle = Throttle(lambda: self.now)

    def passed(self, times: int, operation: str, region: str = "r", account: str = "a", **params: object) -> int:
        """How many of so many calls get through."""
        passed, refusal = 0, REFUSAL
        for _ in range(times):
            try:
                self.throttle.check(Call(operation, params, NOBODY, "request", 10), region, account)
            except WireError as error:
                refusal = (error.code, error.message, error.status)
            else:
                passed += 1
        assert refusal == REFUSAL
        return passed


@pytest.mark.parametrize(
    ("operation", "burst", "in_a_second"),
    [("CreatePlayerSession", 200, 200), ("CreateGameSession", 50, 50), ("GetComputeAuthToken", 5, 5)],
)
def test_rate_of_an_operation(operation: str, burst: int, in_a_second: int) -> None:
    throttled = Throttled()
    assert throttled.passed(1_000, operation) == burst
    throttled.now = 1.0
    assert throttled.passed(1_000, operation) == in_a_second


def test_each_operation_region_and_account_has_its_own() -> None:
    throttled = Throttled()
    for operation, region, account in (("ListFleets", "r", "a"), ("ListFleets", "s", "a"), ("ListFleets", "r", "b")):
        assert throttled.passed(100, operation, region, account) == 30
    assert throttled.passed(100, "ListAliases") == 30


def test_resource_is_throttled_before_the_operation() -> None:
    throttled = Throttled()
    assert throttled.passed(100, "DescribePlayerSessions", GameSessionId="g1") == 10
    assert throttled.passed(100, "DescribePlayerSessions", GameSessionId="g2") == 10
    throttled.now = 1.0
    assert throttled.passed(100, "DescribePlayerSessions", GameSessionId="g1") == 5
    assert throttled.passed(100, "CreatePlayerSession", GameSessionId="g1") == 100


def test_buckets_are_bounded() -> None:
    throttled = Throttled()
    for n in range(MOST_BUCKETS + 100):
        throttled.now = float(n)
        throttled.passed(1, "DescribePlayerSessions", PlayerId=f"player-{n}")
    assert len(throttled.throttle._buckets) == MOST_BUCKETS
