"""`make bench`: how fast and how small ours is, as ratios to others in the same run.

`python -m tests.bench [part]...`: the parts that are named, else all (see PARTS). `--against REF` compares with a
commit instead, which says what a change costs.
"""

import argparse
import signal
import sys
from pathlib import Path

from tests.bench import (
    advice,
    against,
    commands,
    cpu,
    creating,
    fixture,
    game_servers,
    matchmaking,
    pages,
    peers,
    placing,
    protocols,
    report,
    seeding,
    startup,
    throughput,
)
from tests.bench.checkout import NoSuchCommit
from tests.bench.findings import FULL, QUICK, Effort, progress
from tests.bench.servers import stay_on_load_core

PARTS = {
    "throughput": throughput.measure,
    "protocols": protocols.measure,
    "startup": startup.measure,
    "commands": commands.measure,
    "pages": pages.measure,
    "creating": creating.measure,
    "placing": placing.measure,
    "fixture": fixture.measure,
    "seed": seeding.measure,
    "advice": advice.measure,
    "game-servers": game_servers.measure,
    "matchmaking": matchmaking.measure,
    "peers": peers.measure,
}
TEN_MILLION = 10_000_000
ALLOWED = 1.03
MAX_HELP = "fail where the upper bound of a ratio of CPU time to the commit's is above it"


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measures ratios; the aims are ours.")
    parser.add_argument("parts", nargs="*", metavar="part", help=f"of {', '.join(PARTS)}; all of them where none is")
    parser.add_argument("--quick", action="store_true", help="a trial of seconds: its figures mean nothing")
    parser.add_argument("--ten-million", action="store_true", help="pages: of ten million player sessions")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md and docs/benchmarks.svg")
    parser.add_argument("--against", metavar="REF", help="compare with this commit, and with nothing else")
    parser.add_argument("--rounds", type=int, metavar="N", help=f"of measuring; {against.ROUNDS} against a commit")
    parser.add_argument("--max", type=float, metavar="RATIO", help=MAX_HELP)
    parser.add_argument("--cache", type=Path, default=Path(".bench"), help="what is made once and kept")
    asked = parser.parse_args()
    if unknown := set(asked.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    if asked.rounds is not None and asked.rounds < 1:
        parser.error("--rounds must be at least 1")
    if asked.against is None and asked.max is not None:
        parser.error("--max needs --against")
    if asked.against is not None and (asked.parts or asked.write):
        parser.error("--against measures no part, and writes no page")
    if asked.against is not None and not cpu.KNOWN:
        parser.error(f"--against needs the CPU time of a server: {cpu.UNKNOWN}")
    return asked


def effort_of(asked: argparse.Namespace) -> Effort:
    effort = QUICK if asked.quick else FULL
    if asked.against is not None and not asked.quick:
        effort = effort._replace(rounds=against.ROUNDS)
    if asked.rounds is not None:
        effort = effort._replace(rounds=asked.rounds)
    return effort._replace(big=TEN_MILLION) if asked.ten_million else effort


def compare(ref: str, effort: Effort, most: float | None) -> int | str:
    """Prints what this tree costs beside a commit. What comes back is the exit code, or why nothing was measured."""
    try:
        rows, same_packages = against.compare(ref, effort)
    except NoSuchCommit as error:
        return str(error)
    print(against.text(rows, most or ALLOWED, same_packages=same_packages))
    return int(most is not None and any(against.verdict(row, most) not in ("", "yes") for row in rows))


def main() -> None:
    asked = parsed()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # as Ctrl-C does: stops all servers
    stay_on_load_core()
    effort = effort_of(asked)
    if asked.against is not None:
        sys.exit(compare(asked.against, effort, asked.max))
    cache: Path = asked.cache.resolve()
    cache.mkdir(parents=True, exist_ok=True)
    found = [measure(cache, effort) for name, measure in PARTS.items() if name in (asked.parts or PARTS)]
    print(report.text(found))
    if asked.write:
        report.write(Path("docs"), found, " ".join(["python -m tests.bench", *sys.argv[1:]]))


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        progress("stopped")
        sys.exit(130)
