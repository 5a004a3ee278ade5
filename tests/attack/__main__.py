"""`python -m tests.attack`: all attacks, or one; the exit code is 1 where anything is found."""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.attack.clients import clients
from tests.attack.findings import Findings
from tests.attack.fuzz import CONNECTIONS, fuzz
from tests.attack.kills import kills
from tests.attack.races import races

KINDS = ("fuzz", "kills", "races", "clients")
SEED = 20_260_101


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.attack", description=__doc__)
    parser.add_argument("--only", choices=KINDS, action="append", help="this kind of attack (may be given again)")
    parser.add_argument("--seed", type=int, default=SEED, help="the same seed makes the same attack")
    parser.add_argument("--requests", type=int, default=100_000, help="how many requests the fuzz sends")
    parser.add_argument("--first", type=int, default=0, help="number of the first request of the fuzz")
    parser.add_argument("--connections", type=int, default=CONNECTIONS, help="of the fuzz; with 1 the order is fixed")
    parser.add_argument("--kills", type=int, default=100, help="how often a server is killed")
    parser.add_argument("--rounds", type=int, default=20, help="how often each race is run")
    parser.add_argument("--folder", type=Path, default=Path("build/attack"), help="where requests are saved")
    options = parser.parse_args()
    findings = Findings(options.folder)
    print(f"attack with --seed {options.seed}", flush=True)
    for kind in options.only or KINDS:
        with tempfile.TemporaryDirectory(prefix="attack-") as folder:
            run(kind, Path(folder), options, findings)
    print(findings.report())
    return 1 if len(findings) else 0


def run(kind: str, folder: Path, options: argparse.Namespace, findings: Findings) -> None:
    match kind:
        case "fuzz":
            fuzz(folder, options.seed, options.first, options.requests, options.connections, findings)
        case "kills":
            kills(folder, options.seed, options.kills, findings)
        case "races":
            races(folder, options.rounds, findings)
        case "clients":
            clients(folder, options.seed, options.rounds, findings)


if __name__ == "__main__":
    sys.exit(main())
