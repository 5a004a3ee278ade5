"""The commands as a whole: which one is meant."""

from difflib import get_close_matches
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class DefaultsToServe(click.Group):
    """A group whose command is `serve` where none is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        none_named = not args and not ctx.resilient_parsing  # a shell that completes the first word asks for commands
        if none_named or (args and args[0].startswith("-") and args[0] not in ("--help", "--version")):
            self._refuse_option_of_a_command(ctx, args)
            args = ["serve", *args]
        return super().parse_args(ctx, args)

    def _refuse_option_of_a_command(self, ctx: click.Context, args: list[str]) -> None:
        """Tells where the first option belongs, where `serve` has none of that name and another command has."""
        option = args[0].partition("=")[0] if args else ""
        having = [name for name, each in self.commands.items() if any(option in of.opts for of in each.params)]
        if having and "serve" not in having and not ctx.resilient_parsing:
            ctx.fail(f"{option} stands behind a command, as in: gamelift-emulator {having[0]} {option} …")

    def shell_complete(self, ctx: click.Context, incomplete: str) -> "list[CompletionItem]":
        """What the first word can be: a command, or an option of `serve`."""
        found = super().shell_complete(ctx, incomplete)
        return found + self.commands["serve"].shell_complete(ctx, incomplete) if incomplete.startswith("-") else found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in self.commands:
            close = get_close_matches(args[0], self.commands)
            hint = f"Did you mean {close[0]}?" if close else f"These are: {', '.join(sorted(self.commands))}."
            ctx.fail(f"There is no command {args[0]}. {hint}")
        return super().resolve_command(ctx, args)
