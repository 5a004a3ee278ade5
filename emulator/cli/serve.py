"""`serve`: the emulator itself, until it is told to end."""

import gc
from collections.abc import Mapping

import click

from emulator.cli.options import options, settings_of
from emulator.cli.printing import fail, seed_progress
from emulator.environment import misspelt
from emulator.settings import Settings


def logged_settings(context: click.Context, values: Mapping[str, object]) -> Settings:
    """The settings; the log is set up as they say, and warns of variables that look like settings and are none."""
    settings = settings_of(context, values)
    from emulator.logs import lines

    lines.configure(settings.log_level, settings.log_format)
    for warning in misspelt():
        lines.log.warning("%s", warning)
    return settings


@click.command("serve", params=options())
@click.pass_context
def serve(context: click.Context, /, **values: object) -> None:
    """Run the emulator until Ctrl-C or SIGTERM."""
    gc.disable()  # next to nothing that a start makes goes away again; `run` enables it once all is there
    settings = logged_settings(context, values)
    from emulator.web.address import StartError, held

    try:
        with held(settings) as address:  # before the imports, which take most of a start
            from emulator.seed.errors import SeedError
            from emulator.store.errors import DatabaseError
            from emulator.web.server import run_server as run

            try:
                run(settings, address, seed_progress)
            except (DatabaseError, SeedError) as error:
                fail(error)
    except StartError as error:
        fail(error)
