"""The commands as a whole: which one is meant. It is imported then, and no other."""

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class DefaultsToServe(click.Group):
    """A group whose command is `serve` where none is named. `places` are its commands: see COMMANDS."""

    def __init__(self, *, places: Mapping[str, str], **attributes: object) -> None:
        super().__init__(**attributes)  # type: ignore[arg-type]  # click's own
        self._places = places

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(self._places)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self._places:
            return None
        module, _, attribute = self._places[cmd_name].partition(":")
        command: click.Command = getattr(import_module(f"emulator.cli.{module}"), attribute)
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        none_named = not args and not ctx.resilient_parsing  # a shell that completes the first word asks for commands
        if none_named or (args and args[0].startswith("-") and args[0] not in ("--help", "--version")):
            self._refuse_option_of_a_command(ctx, args)
            args = ["serve", *args]
        return super().parse_args(ctx, args)

    def _refuse_option_of_a_command(self, ctx: click.Context, args: list[str]) -> None:
        """Tells where the first option belongs, where `serve` has none of that name and another command has."""
        option = args[0].partition("=")[0] if args else ""
        if not option or ctx.resilient_parsing or self._has(ctx, "serve", option):
            return
        for name in self._places:
            if self._has(ctx, name, option):
                ctx.fail(f"{option} stands behind a command, as in: gamelift-emulator {name} {option} …")

    def _has(self, ctx: click.Context, name: str, option: str) -> bool:
        command = self.get_command(ctx, name)
        return command is not None and any(option in each.opts for each in command.params)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> "list[CompletionItem]":
        """What the first word can be: a command, or an option of `serve`."""
        found = super().shell_complete(ctx, incomplete)
        serve = self.get_command(ctx, "serve") if incomplete.startswith("-") else None
        return found + serve.shell_complete(ctx, incomplete) if serve is not None else found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in self._places:
            from difflib import get_close_matches

            close = get_close_matches(args[0], self._places)
            hint = f"Did you mean {close[0]}?" if close else f"These are: {', '.join(sorted(self._places))}."
            ctx.fail(f"There is no command {args[0]}. {hint}")
        return super().resolve_command(ctx, args)
