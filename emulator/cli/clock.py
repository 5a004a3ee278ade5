"""The commands for the emulator's clock."""

import sys
from typing import Any

import click

from emulator.cli.printing import print_json
from emulator.cli.running import ask, url_option
from emulator.quoting import one_line

MOST_CHANGES = 10
"""So many are written out on a terminal."""


@click.group()
def clock() -> None:
    """Show or change the emulator's clock."""


@clock.command("show")
@url_option
def print_clock(url: str) -> None:
    """Show the instant, and whether the clock stands still."""
    print_json(ask(url, "GET", "/clock"))


@clock.command("freeze")
@url_option
def freeze_clock(url: str) -> None:
    """Let the clock stand still."""
    print_json(ask(url, "PUT", "/clock", {"frozen": True}))


@clock.command("resume")
@url_option
def resume_clock(url: str) -> None:
    """Let the clock run on."""
    print_json(ask(url, "PUT", "/clock", {"frozen": False}))


@clock.command("advance")
@url_option
@click.argument("seconds", type=float)
@click.option("--json", "as_json", is_flag=True, help="All that is told, as JSON. So it is in a pipe, too.")
def move_clock_on(url: str, seconds: float, as_json: bool) -> None:
    """Move the clock forward, and tell what that changed."""
    done = ask(url, "POST", "/clock/advance", {"seconds": seconds})
    if as_json or not sys.stdout.isatty():
        print_json(done)
    else:
        click.echo("\n".join(advance_lines(done)))


def advance_lines(done: dict[str, Any]) -> list[str]:
    """One line that sums up, and the first changes."""
    counts = ", ".join(f"{count} {status}" for status, count in done["counts"].items()) or "nothing changed"
    changes = done["changes"]
    lines = [
        f"  {each['time']}  {what_changed(each)}  {each['before']} → {each['after']}" for each in changes[:MOST_CHANGES]
    ]
    more = sum(done["counts"].values()) - len(lines)
    return [f"{done['now']}: {counts}", *lines, *([f"  … and {more} more (--json has them)"] if more > 0 else [])]


def what_changed(change: dict[str, Any]) -> str:
    """What a change is of: a player session with its player, else what has the only id."""
    if "player_session_id" in change:
        return f"{change['player_session_id']} of {one_line(change['player_id'])}"
    return next(str(value) for name, value in change.items() if name.endswith("id"))


@clock.command("set")
@url_option
@click.argument("instant", metavar="ISO-8601")
def set_clock(url: str, instant: str) -> None:
    """Move the clock to an instant, backwards too."""
    print_json(ask(url, "PUT", "/clock", {"now": instant}))
