"""Settings as flags of the command line."""

import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args

import click

from emulator.settings import SettingError, Settings, variable


class CommaSeparated(click.ParamType[tuple[str, ...]]):
    """Names with commas between them."""

    name = "names"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        parts = value.split(",") if isinstance(value, str) else value
        assert isinstance(parts, list | tuple)
        return tuple(part.strip() for part in parts if part.strip())


def options(**own: object) -> list[click.Parameter]:
    """The flags of all settings. Those that have a default of the command's `own` heed no environment variable."""
    return [option_of(field, own) for field in dataclasses.fields(Settings)]


def option_of(field: dataclasses.Field[Any], own: Mapping[str, object]) -> click.Option:
    """The flag of a setting; its environment variable counts where the flag is absent."""
    flag = f"--{field.name.replace('_', '-')}"
    kind = next((each for each in (*get_args(field.type), field.type) if each is not type(None)), str)
    types: dict[object, Any] = {
        int: click.INT,
        float: click.FLOAT,
        bool: click.BOOL,
        Path: click.Path(path_type=Path),
    }
    value: Any = types.get(kind, click.STRING)
    if field.metadata["choices"]:
        value = click.Choice(field.metadata["choices"])
    elif field.type == tuple[str, ...]:
        value = CommaSeparated()
    return click.Option(
        [flag],
        type=value,
        is_flag=kind is bool,
        default=own.get(field.name, field.default),
        envvar=None if field.name in own else variable(field.name),
        metavar=field.metadata["metavar"],
        help=field.metadata["help"],
        show_default=own.get(field.name, field.default) not in (None, False, ()),
        show_envvar=True,
    )


def settings_of(context: click.Context, values: Mapping[str, object]) -> Settings:
    """The settings that flags and environment ask for."""
    try:
        return Settings(**values)  # type: ignore[arg-type]  # the options have the fields' types
    except SettingError as error:
        raise click.BadParameter(error.rule, context, param_hint=f"--{error.name.replace('_', '-')}") from None
