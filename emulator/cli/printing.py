"""What commands write: answers, progress, why they failed."""

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NoReturn

import click


def fail(message: object, exit_code: int = 1) -> NoReturn:
    click.echo(f"gamelift-emulator: {message}", err=True)
    sys.exit(exit_code)


@contextmanager
def seed_progress(steps: int) -> Iterator[Callable[[int], object]]:
    """A progress bar on a terminal, nothing elsewhere."""
    with click.progressbar(length=steps, label="seed", file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        yield bar.update


def print_json(answer: Mapping[str, Any]) -> None:
    click.echo(json.dumps(answer, indent=2, ensure_ascii=False))


def print_report(answer: Mapping[str, Any]) -> None:
    """Writes what a world has been given; on a terminal without the lists that had no entries."""
    print_json(without_nothing(answer) if sys.stdout.isatty() else answer)


def without_nothing(report: Mapping[str, Any]) -> dict[str, Any]:
    """The report without zeros, and without lists and maps that are empty then."""
    members = {name: without_nothing(each) if isinstance(each, dict) else each for name, each in report.items()}
    return {name: each for name, each in members.items() if each is False or each not in (0, [], {})}
