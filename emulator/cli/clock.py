"""The commands for the emulator's clock."""

import click

from emulator.cli.running import ask, client_command, print_json


@click.group()
def clock() -> None:
    """Show or change the emulator's clock."""


@client_command("show", clock)
def print_clock(url: str) -> None:
    """Show the instant, and whether the clock stands still."""
    print_json(ask(url, "GET", "/clock"))


@client_command("freeze", clock)
def freeze_clock(url: str) -> None:
    """Let the clock stand still."""
    print_json(ask(url, "PUT", "/clock", {"frozen": True}))


@client_command("resume", clock)
def resume_clock(url: str) -> None:
    """Let the clock run on."""
    print_json(ask(url, "PUT", "/clock", {"frozen": False}))


@client_command("advance", clock)
@click.argument("seconds", type=float)
def move_clock_on(url: str, seconds: float) -> None:
    """Move the clock forward."""
    print_json(ask(url, "POST", "/clock/advance", {"seconds": seconds}))


@client_command("set", clock)
@click.argument("instant", metavar="ISO-8601")
def set_clock(url: str, instant: str) -> None:
    """Move the clock to an instant, backwards too."""
    print_json(ask(url, "PUT", "/clock", {"now": instant}))
