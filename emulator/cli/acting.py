"""What a game server would do, as commands: accept, remove, activate, end, crash."""

from urllib.parse import quote

import click

from emulator.cli.running import ask, url_option


def act(name: str, kind: str, text: str) -> click.Command:
    """The command for an act on what an id names: an ARN, or the last part of one."""

    @click.command(name, help=text)
    @url_option
    @click.argument("session_id", metavar="ID")
    def do(url: str, session_id: str) -> None:
        done = ask(url, "POST", f"/{kind}/{quote(session_id, safe='')}/{name}")
        click.echo(f"{session_id} is {done['Status']}.")

    return do


accept = act("accept", "player-sessions", "Let a player in, as the game server does: RESERVED becomes ACTIVE.")
remove = act("remove", "player-sessions", "Let a player out again: ACTIVE becomes COMPLETED.")
activate = act("activate", "game-sessions", "Activate a game session, as its server process does.")
end = act("end", "game-sessions", "End a game session, as its server process does.")
crash = act("crash", "game-sessions", "Let the server process of a game session crash.")
