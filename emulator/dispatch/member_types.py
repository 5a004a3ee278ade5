"""The kinds of values: what a member must be before any constraint counts. A wrong kind is a SerializationException."""

import math
import sys
from collections.abc import Callable
from typing import cast

import msgspec

from emulator.api.shape import LARGEST_FLOAT
from emulator.wire.call import WireError

Path = tuple[object, ...]
"""Where a value stands: the path of what it stands in, and its name there. It is spelt out where a failure is told."""

LARGEST_SHOWN = 10**40
"""What is beyond it is not spelt out: CBOR has integers of any length."""


def spelt(path: Path) -> str:
    """A path as AWS writes it, as in `ec2InboundPermissions.2.member.ipRange`."""
    names: list[object] = []
    while path:
        outer, *last = path
        names[:0] = last
        path = cast("Path", outer)
    return ".".join(map(str, names))


def read_string(value: object, path: Path) -> str:
    if isinstance(value, str):
        return value
    raise type_mismatch(path, value, "String")


def read_boolean(value: object, path: Path) -> bool:
    if isinstance(value, bool):
        return value
    raise type_mismatch(path, value, "Boolean")


def read_blob(value: object, path: Path) -> bytes:
    """Bytes, as CBOR has them, or text in base64, as JSON has."""
    if isinstance(value, bytes):
        return value
    if not isinstance(value, str):
        raise type_mismatch(path, value, "Blob")
    try:
        return msgspec.convert(value, bytes)
    except msgspec.ValidationError:
        raise WireError("SerializationException", f"{spelt(path)}: a text that is not base64") from None


def read_list(value: object, path: Path) -> list[object]:
    if isinstance(value, list):
        return value
    raise type_mismatch(path, value, "List")


def read_map(value: object, path: Path) -> dict[object, object]:
    if isinstance(value, dict):
        return value
    raise type_mismatch(path, value, "Map")


def read_number(value: object, path: Path) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise type_mismatch(path, value, "Double")
    try:
        return float(value)
    except OverflowError:
        raise WireError("SerializationException", f"{spelt(path)}: a number too large for Double") from None


def float_reader(bits: int) -> Callable[[object, Path], float]:
    """Of 32 or 64 bits. Only CBOR has numbers that are none, and those without end."""
    name, largest = ("Float", LARGEST_FLOAT) if bits == 32 else ("Double", sys.float_info.max)

    def read_float(value: object, path: Path) -> float:
        number = read_number(value, path)
        if not abs(number) <= largest:
            shown = number if not math.isfinite(number) else "a number too large"
            raise WireError("SerializationException", f"{spelt(path)}: {shown} cannot be converted to {name}")
        return number

    return read_float


def integer_reader(bits: int) -> Callable[[object, Path], int]:
    bound = 1 << (bits - 1)

    def read_integer(value: object, path: Path) -> int:
        if not isinstance(value, int | float) or isinstance(value, bool):
            raise type_mismatch(path, value, "Integer")
        if isinstance(value, float) or not -bound <= value < bound:
            shown = value if abs(value) < LARGEST_SHOWN else "a number so large"
            raise WireError("SerializationException", f"{spelt(path)}: {shown} cannot be converted to Integer")
        return value

    return read_integer


def type_mismatch(path: Path, value: object, wanted: str) -> WireError:
    """The refusal of a value of the wrong kind. The wording is that of today's JSON services, with a path."""
    match value:
        case bool():
            found = f"{str(value).upper()}_VALUE cannot be converted to {wanted}"
        case str():
            found = f"STRING_VALUE cannot be converted to {wanted}"
        case int() | float():
            found = f"NUMBER_VALUE cannot be converted to {wanted}"
        case dict():
            found = "Start of structure or map found where not expected"
        case list():
            found = "Start of list found where not expected"
        case _:
            found = f"Unexpected value where {wanted} is expected"
    return WireError("SerializationException", f"{spelt(path)}: {found}")
