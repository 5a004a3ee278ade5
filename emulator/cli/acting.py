"""What a game server would do, as commands: accept, remove, activate, end, crash."""

from urllib.parse import quote

import click

from emulator.cli.running import ask, client_command

ACTS = {
    "accept": ("player-sessions", "Let a player in, as the game server does: RESERVED becomes ACTIVE."),
    "remove": ("player-sessions", "Let a player out again: ACTIVE becomes COMPLETED."),
    "activate": ("game-sessions", "Activate a game session, as its server process does."),
    "end": ("game-sessions", "End a game session, as its server process does."),
    "crash": ("game-sessions", "Let the server process of a game session crash."),
}


def add_acts(group: click.Group) -> None:
    """Adds the commands to a group."""
    for name, (kind, text) in ACTS.items():
        add_act(name, kind, text, group)


def add_act(name: str, kind: str, text: str, group: click.Group) -> None:
    """A command for one act on what an id names: an ARN, or the last part of one."""

    @client_command(name, group, help=text)
    @click.argument("session_id", metavar="ID")
    def act(url: str, session_id: str) -> None:
        done = ask(url, "POST", f"/{kind}/{quote(session_id, safe='')}/{name}")
        click.echo(f"{session_id} is {done['Status']}.")
