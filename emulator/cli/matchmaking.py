"""The commands that try out FlexMatch's rule sets: they need no emulator."""

import sys
from pathlib import Path

import click

from emulator.cli.printing import fail, print_json

FILE = click.Path(path_type=Path, dir_okay=False)


def read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        fail(f"{path}: {getattr(error, 'strerror', None) or error}")


@click.command("validate-rule-set")
@click.argument("file", type=FILE)
def validate_rule_set(file: Path) -> None:
    """Tell all that is wrong or doubtful in the rule set in FILE, or that it is valid; exit with 1 if it is wrong."""
    from emulator.domain.matchmaking.reading import read_rule_set

    reading = read_rule_set(read_text(file))
    for kind, found in (("error", reading.errors), ("warning", reading.warnings)):
        for each in found:
            click.echo(f"{file}:{each.line}:{each.column}: {kind}: {each.path}: {each.text}")
    if not reading.errors and not reading.warnings:
        click.echo(f"{file}: valid")
    sys.exit(1 if reading.errors else 0)


@click.command("matchmake")
@click.argument("rule_set", metavar="RULESET", type=FILE)
@click.argument("tickets", type=FILE)
@click.option("--at", "seconds", type=click.FloatRange(0, 10**6), default=0.0, show_default=True, metavar="SECONDS",
              help="How long the tickets wait.")  # fmt: skip
@click.option(
    "--search",
    type=click.Choice(["exhaustive", "incremental"]),
    default="exhaustive",
    show_default=True,
    help="incremental finds what AWS's documented search finds at once; exhaustive goes on with backtracking.",
)
def matchmake(rule_set: Path, tickets: Path, seconds: float, search: str) -> None:
    """Print which of the TICKETS make matches by the rule set in RULESET, and why the others do not.

    TICKETS is a JSON list, or an object with such a list as Tickets: of StartMatchmaking's TicketId and Players, with
    the Age of each in seconds.
    """
    import msgspec

    from emulator.domain.matchmaking.dry_run import BadTickets, dry_run, read_tickets
    from emulator.domain.matchmaking.reading import check_rule_set
    from emulator.domain.matchmaking.search import SearchOptions
    from emulator.errors import InvalidRequestException

    try:
        checked = check_rule_set(read_text(rule_set))
        document = msgspec.json.decode(read_text(tickets))
        given = read_tickets(document.get("Tickets") if isinstance(document, dict) else document, checked)
    except (InvalidRequestException, BadTickets, msgspec.DecodeError) as error:
        fail(f"{rule_set if isinstance(error, InvalidRequestException) else tickets}: {error}")
    print_json(dry_run(checked, given, seconds, SearchOptions(exhaustive=search == "exhaustive")))
