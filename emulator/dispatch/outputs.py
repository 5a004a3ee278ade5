"""Answers that a test asks for, checked against the service model as calls are."""

from collections.abc import Mapping

import msgspec

from emulator.api.shape import Shape
from emulator.dispatch.validation import reader_of
from emulator.errors import InvalidRequestException
from emulator.operations import OPERATIONS
from emulator.quoting import shortened
from emulator.wire.call import WireError


def read_output(operation: str, output: Mapping[str, object]) -> Shape | None:
    """The output of an operation, from JSON as AWS sends it.

    Raises: ValueError, with what is wrong with it.
    """
    shape = OPERATIONS[operation].output
    if shape is None:
        if output:
            raise ValueError(f"{operation} answers nothing: its output is {{}}")
        return None
    try:
        found: Shape = reader_of(shape)(output)
    except (InvalidRequestException, WireError) as error:
        raise ValueError(f"the output is no answer of {operation}: {error.message}") from None
    unknown = unknown_member(output, msgspec.to_builtins(found), "output")
    if unknown is not None:
        raise ValueError(f"the output is no answer of {operation}: the model has no {shortened(unknown)}")
    return found


def unknown_member(given: object, kept: object, path: str) -> str | None:
    """The first member that reading has left out, by its path."""
    if isinstance(given, Mapping) and isinstance(kept, Mapping):
        for name, value in given.items():
            if value is not None and name not in kept:
                return f"{path}.{name}"
            if (found := unknown_member(value, kept.get(name), f"{path}.{name}")) is not None:
                return found
    elif isinstance(given, list) and isinstance(kept, list):
        for number, (item, of) in enumerate(zip([each for each in given if each is not None], kept, strict=True)):
            if (found := unknown_member(item, of, f"{path}[{number}]")) is not None:
                return found
    return None
