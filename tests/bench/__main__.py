"""`make bench`: calls per second at Limit 1 and 100, ours against raw and static, as ratios of one run.

Server on one core, load generator on another; rounds are interleaved, so that a noisy machine disturbs all alike.
"""

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from tests.bench.load import requests_per_second

ROUNDS = 7
SECONDS = 1.5
LIMITS = (1, 100)
GAME_SESSION = "arn:aws:gamelift:us-east-1::gamesession/fleet-bench/gsess-bench"


def pin(core: int) -> None:
    """Keeps this process on one core, where the system can and has it."""
    if hasattr(os, "sched_setaffinity") and (os.cpu_count() or 1) > 1:
        os.sched_setaffinity(0, {core})


def seed_document(player_sessions: int) -> bytes:
    statuses = ("COMPLETED", "TIMEDOUT", "COMPLETED", "ACTIVE")
    return msgspec.json.encode(
        {
            "Fleets": [{"FleetId": "fleet-bench"}],
            "GameSessions": [
                {
                    "GameSessionId": "gsess-bench",
                    "FleetId": "fleet-bench",
                    "MaximumPlayerSessionCount": player_sessions,
                    "CreationTime": "-1d",
                }
            ],
            "PlayerSessions": [
                {
                    "GameSessionId": "gsess-bench",
                    "PlayerId": f"player-{n}",
                    "Status": statuses[n % 4],
                    "CreationTime": f"-{80_000 - n}s",
                    **({"PlayerData": '{"skill": 12, "team": "red"}'} if n % 2 else {}),
                }
                for n in range(player_sessions)
            ],
        }
    )


@contextmanager
def server(*command: str) -> Iterator[str]:
    """The URL of a server that runs on core 0 for as long as the context lasts."""
    process = subprocess.Popen(
        [sys.executable, "-m", *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        preexec_fn=lambda: pin(0),
    )
    assert process.stdout is not None
    try:
        for line in process.stdout:
            if "url=" in line:
                yield line.partition("url=")[2].split()[0]
                break
        else:
            raise RuntimeError(f"{' '.join(command)} did not start")
    finally:
        process.terminate()
        process.wait(10)


def main() -> None:
    pin(1)
    with tempfile.TemporaryDirectory() as folder:
        seed = Path(folder, "seed.json")
        seed.write_bytes(seed_document(10_000))
        database = str(Path(folder, "bench.db"))
        ours = ("emulator", "serve", "--port", "0", "--database-url", f"sqlite:///{database}", "--seed", str(seed))
        with (
            server(*ours) as url,
            server("tests.bench.peers", "raw", database, GAME_SESSION) as raw,
            server("tests.bench.peers", "static", database, GAME_SESSION) as static,
        ):
            rates = measure({"emulator": url, "raw": raw, "static": static})
    print(f"{'':12}{'Limit':>6}{'calls/s':>10}{'ours ÷ it':>11}   (medians of {ROUNDS} interleaved rounds)")
    for (name, limit), found in rates.items():
        ratio = statistics.median(a / b for a, b in zip(rates["emulator", limit], found, strict=True))
        print(f"{name:12}{limit:6}{statistics.median(found):10.0f}{ratio:11.2f}")


def measure(servers: dict[str, str]) -> dict[tuple[str, int], list[float]]:
    rates: dict[tuple[str, int], list[float]] = {(name, limit): [] for limit in LIMITS for name in servers}
    for number in range(-1, ROUNDS):  # the first warms up
        for name, limit in rates:
            body = msgspec.json.encode({"GameSessionId": GAME_SESSION, "Limit": limit, "NoMember": 0})
            rate = requests_per_second(servers[name], body, SECONDS)
            if number >= 0:
                rates[name, limit].append(rate)
        print(f"round {number + 1} of {ROUNDS}", file=sys.stderr)
    return rates


if __name__ == "__main__":
    main()
