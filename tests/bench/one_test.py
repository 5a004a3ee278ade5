"""What a test pays for its emulator: `python tests/bench/one_test.py emulator|moto SECONDS` prints microseconds.

A program of its own, which each side runs in the Python that it is installed in. The client is made before.
"""

import sys
from collections.abc import Callable
from time import perf_counter

CREDENTIALS = {"region_name": "us-east-1", "aws_access_key_id": "test", "aws_secret_access_key": "test"}


def each(test: Callable[[], object], seconds: float) -> float:
    """The microseconds that a test takes, once it is warm."""
    for _ in range(20):
        test()
    done = 0
    started = perf_counter()
    while perf_counter() - started < seconds:
        test()
        done += 1
    return (perf_counter() - started) / done * 1e6


def emulator(seconds: float) -> float:
    from emulator import Emulator

    with Emulator() as gamelift:
        client = gamelift.client()

        def test() -> None:  # all that the fixture does for a test
            gamelift.reset()
            client.describe_player_sessions(PlayerId="alice", Limit=50)
            gamelift.faults.clear()
            for _ in ("setup", "call", "teardown"):
                gamelift.failures()

        return each(test, seconds)


def moto(seconds: float) -> float:
    import boto3
    from moto import mock_aws

    with mock_aws():
        client = boto3.client("logs", **CREDENTIALS)

    def test() -> None:
        with mock_aws():
            client.describe_log_groups(limit=50)

    return each(test, seconds)


if __name__ == "__main__":
    print({"emulator": emulator, "moto": moto}[sys.argv[1]](float(sys.argv[2])))
