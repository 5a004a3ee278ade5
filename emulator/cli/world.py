"""Commands for all that a running emulator holds: seed, reset, export, import."""

from pathlib import Path

import click

from emulator import control_client
from emulator.cli import signals
from emulator.cli.printing import fail, print_report, seed_progress
from emulator.cli.running import ask, url_option


@click.command("reset")
@url_option
@click.option("--seed", is_flag=True, help="Then load what serve's --seed names.")
def reset_emulator(url: str, *, seed: bool) -> None:
    """Bring the emulator back to its fresh state."""
    print_report(ask(url, "POST", "/reset?seed=1" if seed else "/reset"))


@click.command("seed")
@url_option
@click.argument("path", type=click.Path(path_type=Path))
def send_seed(url: str, path: Path) -> None:
    """Load the seed document at PATH, or all of a folder."""
    from emulator.seed.errors import SeedError
    from emulator.seed.sending import send

    try:
        print_report(send(path, url, seed_progress))
    except (SeedError, control_client.ClientError) as error:
        fail(error)


@click.command("export")
@url_option
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def export_state(url: str, file: Path) -> None:
    """Write the emulator's whole state to FILE."""
    signals.exit_at_signals()
    try:
        control_client.save(url, "/state", file)
    except OSError as error:
        fail(f"{file}: {error.strerror}")
    except control_client.ClientError as error:
        fail(error)


@click.command("import")
@url_option
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
def import_state(url: str, file: Path) -> None:
    """Replace the emulator's whole state by that in FILE."""
    size = file.stat().st_size
    try:
        with file.open("rb") as source, seed_progress(size) as progress:
            print_report(control_client.call(url, "PUT", "/state", control_client.chunks(source, progress), size))
    except OSError as error:
        fail(error)
    except control_client.ClientError as error:
        if error.answer.get("file") != "body":
            fail(error)
        hint = " (seed documents are loaded by `seed`)" if "Format" in str(error) or "JSON" in str(error) else ""
        fail(f"{file}: {str(error).removeprefix('body: ')}{hint}")
