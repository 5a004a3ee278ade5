"""`sessions`: what is there, as a table."""

from collections import Counter
from typing import Any
from urllib.parse import urlencode

import click

from emulator.cli.running import ask, url_option
from emulator.quoting import one_line

Row = dict[str, Any]
COLOURS = {
    **dict.fromkeys(["ACTIVE", "FULFILLED"], "green"),
    **dict.fromkeys(
        ["RESERVED", "ACTIVATING", "PENDING", "QUEUED", "SEARCHING", "REQUIRES_ACCEPTANCE", "PLACING"], "yellow"
    ),
    **dict.fromkeys(["TIMEDOUT", "TIMED_OUT", "ERROR", "FAILED"], "red"),
}


def last_part(arn: str) -> str:
    return arn.rpartition("/")[2]


def in_colour(status: str) -> str:
    return click.style(status, COLOURS.get(status))


def table(headings: list[str], rows: list[list[str]]) -> str:
    """Rows below headings, each column as wide as it has to be."""
    widths = [max(len(click.unstyle(row[column])) for row in [headings, *rows]) for column in range(len(headings))]
    lines = [
        "  ".join(cell + " " * (width - len(click.unstyle(cell))) for cell, width in zip(row, widths, strict=True))
        for row in [headings, *rows]
    ]
    return "\n".join(line.rstrip() for line in lines)


def game_session_row(each: Row) -> list[str]:
    reserved = each["ReservedPlayerSessionCount"]
    active = each["CurrentPlayerSessionCount"] - reserved
    slots = f"{active}+{reserved}/{each['MaximumPlayerSessionCount']}"
    name = one_line(each.get("Name", ""))
    return [in_colour(each["Status"]), last_part(each["GameSessionId"]), slots, each["FleetId"], name]


def player_session_row(each: Row) -> list[str]:
    return [
        in_colour(each["Status"]), one_line(each["PlayerId"]), each["PlayerSessionId"],
        last_part(each["GameSessionId"]), each.get("TerminationTime", each["CreationTime"]),
    ]  # fmt: skip


def placement_row(each: Row) -> list[str]:
    return [in_colour(each["Status"]), each["PlacementId"], each["GameSessionQueueName"]]


def ticket_row(each: Row) -> list[str]:
    players = ", ".join(one_line(player["PlayerId"]) for player in each["Players"])
    return [in_colour(each["Status"]), each["TicketId"], each["ConfigurationName"], players]


@click.command("sessions")
@url_option
@click.option("--player", metavar="ID", help="The player sessions of this PlayerId instead, in all regions.")
@click.option(
    "--game-session", metavar="ID", help="The player sessions of this game session: an ARN, or its last part."
)
@click.option("--region", help="Of the game sessions.", show_default="emulator's")
@click.option("--limit", type=click.IntRange(1, 1_000), default=50, show_default=True)
def show_sessions(url: str, player: str | None, game_session: str | None, region: str | None, limit: int) -> None:
    """Show game sessions, or the player sessions of a player or a game session, the newest first."""
    asked = {"player": player, "game_session": game_session, "region": region, "limit": limit}
    query = urlencode({name: value for name, value in asked.items() if value is not None})
    if player is not None or game_session is not None:
        headings, row = ["STATUS", "PLAYER", "PLAYER SESSION", "GAME SESSION", "SINCE"], player_session_row
        page = ask(url, "GET", f"/player-sessions?{query}")["player_sessions"]
    else:
        headings, row = ["STATUS", "GAME SESSION", "ACTIVE+RESERVED/MAX", "FLEET", "NAME"], game_session_row
        page = ask(url, "GET", f"/game-sessions?{query}")["game_sessions"]
    click.echo(table(headings, [row(each) for each in page]) if page else "none")
    if row is game_session_row and region is None and (elsewhere := others_than_home(url)):
        click.echo(f"With --region there are {elsewhere}.", err=True)


def others_than_home(url: str) -> str:
    """How many game sessions there are in regions that are not the emulator's own."""
    home = ask(url, "GET", "/info")["settings"]["region"]
    counts: Counter[str] = Counter()
    for each in ask(url, "GET", "/regions")["regions"]:
        if each["Region"] != home:
            counts[each["Region"]] += each["GameSessionCount"]
    return ", ".join(f"{count} in {region}" for region, count in counts.items() if count)
