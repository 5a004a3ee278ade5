"""The kinds of values: what a member must be before any constraint counts. A wrong kind is a SerializationException."""

from collections.abc import Callable

from emulator.wire.call import WireError

LARGE = 10**40
"""What is beyond it is not spelt out: CBOR has integers of any length."""


def read_string(value: object, path: str) -> str:
    if isinstance(value, str):
        return value
    raise wrong_kind(path, value, "String")


def read_boolean(value: object, path: str) -> bool:
    if isinstance(value, bool):
        return value
    raise wrong_kind(path, value, "Boolean")


def read_number(value: object, path: str) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise wrong_kind(path, value, "Double")
    try:
        return float(value)
    except OverflowError:
        raise WireError("SerializationException", f"{path}: a number too large for Double") from None


def integer_reader(bits: int) -> Callable[[object, str], int]:
    bound = 1 << (bits - 1)

    def read_integer(value: object, path: str) -> int:
        if not isinstance(value, int | float) or isinstance(value, bool):
            raise wrong_kind(path, value, "Integer")
        if isinstance(value, float) or not -bound <= value < bound:
            shown = value if abs(value) < LARGE else "a number so large"
            raise WireError("SerializationException", f"{path}: {shown} cannot be converted to Integer")
        return value

    return read_integer


def wrong_kind(path: str, value: object, wanted: str) -> WireError:
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
    return WireError("SerializationException", f"{path}: {found}")
