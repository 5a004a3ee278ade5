"""The benchmark still runs. What it finds is judged by people, on a machine that does nothing else."""

import re
import socket
import subprocess
import sys
import threading
from math import inf
from pathlib import Path

import msgspec
import pytest

from tests.bench import cpu
from tests.bench.against import FIGURES, Side
from tests.bench.correctness import AT_ONCE
from tests.bench.findings import bounds
from tests.bench.load import ask, aws_request, describe
from tests.bench.others import GROUP, PlayerSessions
from tests.bench.peers import FLAGS, new_emulator
from tests.bench.report import HEADER
from tests.support.running import environment

ROOT = Path(__file__).parent.parent.parent
PEERS = re.compile(
    r"\| (CPU per call|calls per second), Limit (1|100) +\| +[\d.,]+ (?:µs|/s) \| (raw|static) +\|"
    r" +[\d.,]+ (?:µs|/s) \| +[\d.]+ × \|.*\|"
)
KINDS = {"CPU per call", "calls per second"} if cpu.KNOWN else {"calls per second"}
AGAINST = re.compile(r"\| ([^|]+?) +\| +[\d.,]+ (µs|ms|/s) \| +[\d.,]+ \2 \| +[\d.]+ × \| too few rounds \|([^|]+)\|")
needs_cpu = pytest.mark.skipif(not cpu.KNOWN, reason=cpu.UNKNOWN)


def bench(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tests.bench", "--quick", *arguments],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=600,
        check=False,
    )


def cells(row: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in row.strip("|").split("|"))


def test_quick_benchmark_gives_a_table_of_ratios(tmp_path: Path) -> None:
    ended = bench("throughput", "--cache", str(tmp_path))
    assert ended.returncode == 0, ended.stderr
    header, rule, *rows = ended.stdout.splitlines()
    assert cells(header) == HEADER
    assert re.fullmatch(r"\|( -+:? \|)+", rule)
    compared = {found.groups() for row in rows if (found := PEERS.fullmatch(row))}
    assert compared == {(kind, limit, peer) for kind in KINDS for limit in ("1", "100") for peer in ("raw", "static")}
    skipped = [row for row in rows if "| skipped: " in row]
    without_lines = [row for row in rows if row.startswith("| CPU per call, Limit 1, --log-level warning ")]
    assert len(without_lines) == cpu.KNOWN
    assert len(rows) == len(compared) + len(skipped) + len(without_lines)


@needs_cpu
def test_quick_benchmark_beside_others_tells_who_answers_as_aws_does(tmp_path: Path) -> None:
    """Nothing is installed for it: ours alone is there, and a reservation is not waited for."""
    ended = bench("peers", "--cache", str(tmp_path))
    assert ended.returncode == 0, ended.stderr
    skipped, rest = ended.stdout.split("## Other emulators")
    figures, answers = rest.split("| as on AWS")
    assert skipped.count("| skipped: not installed, and --quick installs nothing |") == 4
    assert len(re.findall(r"^\| (?:page of|creation among|memory with|start to)", figures, re.MULTILINE)) == 22
    verdicts = re.findall(r"^\| ([^|]+?) +\| (yes|\*\*no\*\*.*?) +\|$", answers, re.MULTILINE)
    assert dict(verdicts) == dict.fromkeys(AT_ONCE, "yes")


def test_as_many_player_sessions_are_stored_as_ours_is_filled_with(tmp_path: Path) -> None:
    """Each game session has a player of the same name. A call that repeats another would make nothing."""
    contents = PlayerSessions()
    with new_emulator(tmp_path, *FLAGS) as running:
        contents.fill(running.url, 3 * GROUP)
        answer = ask(running.url, aws_request(running.url, describe(PlayerId="player-0-0")))
        page = ask(running.url, aws_request(running.url, contents.page(GROUP)))
    sessions = msgspec.json.decode(answer)["PlayerSessions"]
    assert len({each["GameSessionId"] for each in sessions}) == len(sessions) == 3
    assert len(msgspec.json.decode(page)["PlayerSessions"]) == GROUP


def test_a_body_in_chunks_is_put_together() -> None:
    pieces = [
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r",
        b"\nhel",
        b"lo\r\n1",
        b"0\r\n",
        b", world and all.\r\n0\r\n\r\n",
    ]
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            accepted, _ = listening.accept()
            with accepted:
                accepted.recv(100)
                for piece in pieces:
                    accepted.sendall(piece)

        thread = threading.Thread(target=serve)
        thread.start()
        answer = ask(f"http://127.0.0.1:{listening.getsockname()[1]}", b"GET / HTTP/1.1\r\n\r\n")
        thread.join()
    assert answer == b"hello, world and all."


@needs_cpu
def test_a_commit_is_served_beside_this_tree_and_its_folder_is_removed() -> None:
    before = set((ROOT / "build").glob("*"))
    ended = bench("--against", "HEAD", "--max", "1.03")
    assert ended.stdout, ended.stderr
    header, _, *rows = (line for line in ended.stdout.splitlines() if line.startswith("|"))
    assert re.fullmatch(r"what,this tree,[0-9a-f]{7,40},ratio,95 % bounds,≤ 1.03 ×", ",".join(cells(header)))
    compared = {found[1]: found[3].strip() for row in rows if (found := AGAINST.fullmatch(row))}
    assert compared == {what: "not certain" if what.startswith("CPU") else "" for what in FIGURES}
    assert ended.returncode == 1, "too few rounds to be certain of --max"
    assert set((ROOT / "build").glob("*")) <= before


@needs_cpu
def test_an_unknown_commit_is_refused() -> None:
    ended = bench("--against", "no-such-commit")
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "no-such-commit" in ended.stderr


@needs_cpu
def test_a_side_that_would_serve_another_emulator_does_not_start(tmp_path: Path) -> None:
    side = Side(tmp_path, tmp_path / "world.db")
    with pytest.raises(RuntimeError, match="would be served instead of"), side.served():
        pass


@pytest.mark.parametrize(
    ("count", "low", "high"), [(5, 0, inf), (6, 1, 6), (8, 1, 8), (9, 2, 8), (15, 4, 12), (20, 6, 15)]
)
def test_bounds_of_a_median_are_those_of_the_tables(count: int, low: float, high: float) -> None:
    """Source: tables of the sign test's confidence interval of a median, 95 %."""
    assert bounds([float(n) for n in range(count, 0, -1)]) == (low, high)
