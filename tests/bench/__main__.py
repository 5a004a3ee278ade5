"""`make bench`: how fast and how small ours is, as ratios to others in the same run.

`python -m tests.bench [part]...`: the parts that are named, else all (see PARTS).
"""

import argparse
import signal
import sys
from pathlib import Path

from tests.bench import creating, fixture, pages, protocols, report, seeding, startup, throughput
from tests.bench.findings import FULL, QUICK, progress
from tests.bench.servers import stay_on_load_core

PARTS = {
    "throughput": throughput.measure,
    "protocols": protocols.measure,
    "startup": startup.measure,
    "pages": pages.measure,
    "creating": creating.measure,
    "fixture": fixture.measure,
    "seed": seeding.measure,
}
TEN_MILLION = 10_000_000


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measures ratios; the aims are ours.")
    parser.add_argument("parts", nargs="*", metavar="part", help=f"of {', '.join(PARTS)}; all of them where none is")
    parser.add_argument("--quick", action="store_true", help="a trial of seconds: its figures mean nothing")
    parser.add_argument("--ten-million", action="store_true", help="pages: of ten million player sessions")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md and docs/benchmarks.svg")
    parser.add_argument("--cache", type=Path, default=Path(".bench"), help="what is made once and kept")
    asked = parser.parse_args()
    if unknown := set(asked.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    return asked


def main() -> None:
    asked = parsed()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # as Ctrl-C does: stops all servers
    stay_on_load_core()
    cache: Path = asked.cache.resolve()
    cache.mkdir(parents=True, exist_ok=True)
    effort = QUICK if asked.quick else FULL
    if asked.ten_million:
        effort = effort._replace(big=TEN_MILLION)
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
