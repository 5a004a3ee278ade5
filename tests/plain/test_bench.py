"""The benchmark still runs. What it finds is judged by people, on a machine that does nothing else."""

import re
import subprocess
import sys
from pathlib import Path

from tests.bench.report import HEADER
from tests.running import environment

ROOT = Path(__file__).parent.parent.parent
ROW = re.compile(
    r"\| calls per second, Limit (1|100) +\| +[\d.,]+ /s \| (raw|static) +\| +[\d.,]+ /s \| +[\d.]+ × \|.*\|"
)


def test_quick_benchmark_gives_a_table_of_ratios(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "tests.bench", "throughput", "--quick", "--cache", str(tmp_path)],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    header, rule, *rows = ended.stdout.splitlines()
    assert tuple(cell.strip() for cell in header.strip("|").split("|")) == HEADER
    assert re.fullmatch(r"\|( -+:? \|)+", rule)
    compared = {found.groups() for row in rows if (found := ROW.fullmatch(row))}
    assert compared == {("1", "raw"), ("1", "static"), ("100", "raw"), ("100", "static")}
    skipped = [row for row in rows if "skipped: not installed, and --quick installs nothing" in row]
    assert len(rows) == len(compared) + len(skipped) == 6
