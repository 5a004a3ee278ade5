"""The findings as a page: one table of medians and ratios, in Markdown that is read as easily in a terminal."""

import os
import platform
import statistics
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from tests.bench.chart import chart
from tests.bench.findings import Finding, Part, Skipped

HEADER = ("what", "emulator", "compared with", "its", "ratio", "aim", "reached")
RIGHT = (False, True, False, True, True, True, False)
REACHED = {True: "yes", False: "**no**", None: ""}


def table(rows: Iterable[Finding | Skipped]) -> str:
    """All rows as a Markdown table."""
    return markdown([HEADER, *map(cells_of, rows)], RIGHT)


def markdown(cells: Sequence[Sequence[str]], right: Sequence[bool]) -> str:
    """A Markdown table with aligned columns, whose first row is its header; `right` says which are on the right."""
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    rule = [("-" * (width - 1) + ":") if each else "-" * width for width, each in zip(widths, right, strict=True)]
    padded = [
        [text.rjust(width) if each else text.ljust(width) for text, width, each in zip(row, widths, right, strict=True)]
        for row in cells
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in [padded[0], rule, *padded[1:]])


def cells_of(row: Finding | Skipped) -> tuple[str, ...]:
    if isinstance(row, Skipped):
        return (row.what, "", f"skipped: {row.reason}", "", "", "", "")
    ratio = "" if row.ratio is None else f"{row.ratio:.2f} ×"
    theirs = median(row.theirs, row.unit) if row.theirs else ""
    aim = "" if row.aim is None else str(row.aim)
    return (row.what, median(row.ours, row.unit), row.than, theirs, ratio, aim, REACHED[row.reached])


def median(values: Sequence[float], unit: str) -> str:
    found = statistics.median(values)
    return f"{found:,.0f} {unit}" if found >= 100 else f"{found:.3g} {unit}"


def text(parts: Sequence[Part]) -> str:
    """What is printed."""
    rows = [row for part in parts for row in part.rows]
    return "\n\n".join([*([table(rows)] if rows else []), *(part.appendix for part in parts if part.appendix)])


def write(folder: Path, parts: Sequence[Part], command: str) -> None:
    """Writes `benchmarks.md` and `benchmarks.svg`."""
    page = f"""# Benchmarks

Only ratios mean something: both sides of each were measured in turns, in one run on one machine, the servers on one
core and the load on another. Figures are medians of the rounds; a ratio is the median of the rounds' ratios.

![Ratios and their aims](benchmarks.svg)

{text(parts)}

Measured on {datetime.now(UTC):%Y-%m-%d} by `{command}`: {machine()}.

raw: a FastAPI route that reads the same rows with the sqlite3 module, encodes with orjson and checks nothing. static: a
FastAPI route that sends the same bytes from memory, which is the ceiling of the stack. New figures: `make bench
args=--write` on a machine that does nothing else.
"""
    (folder / "benchmarks.md").write_text(page, encoding="utf-8")
    rows = [row for part in parts for row in part.rows if isinstance(row, Finding)]
    (folder / "benchmarks.svg").write_text(chart(rows), encoding="utf-8")


def machine() -> str:
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{processor()}, {os.cpu_count()} cores, {python}, {platform.system()} {platform.release()}"


def processor() -> str:
    """The model's name: Linux tells it in /proc only."""
    if sys.platform == "linux":
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
