"""The command line: which commands there are, and where each is."""

import click

from emulator import __version__
from emulator.cli.group import DefaultsToServe

COMMANDS = {
    "serve": "serve:serve",
    "exec": "exec:execute",
    "healthcheck": "clients:healthcheck",
    "env": "clients:env",
    "seed": "world:send_seed",
    "reset": "world:reset_emulator",
    "export": "world:export_state",
    "import": "world:import_state",
    "clock": "clock:clock",
    "sessions": "looking:show_sessions",
    "watch": "watching:watch",
    "accept": "acting:accept",
    "remove": "acting:remove",
    "activate": "acting:activate",
    "end": "acting:end",
    "crash": "acting:crash",
    "run-server": "run_server:run_command_as_game_servers",
    "validate-rule-set": "matchmaking:validate_rule_set",
    "matchmake": "matchmaking:matchmake",
}
"""By name, the module of this folder that has the command, and what it is called there."""


@click.group(
    cls=DefaultsToServe, places=COMMANDS, context_settings={"help_option_names": ["--help"], "terminal_width": 110}
)
@click.version_option(__version__, prog_name="gamelift-emulator", message="%(prog)s %(version)s")
def main() -> None:
    """A local emulator of Amazon GameLift player sessions. Without a command: serve."""
