"""JSON and values read into declared types: the one way in which msgspec is asked for a type's values.

msgspec prepares a type when something is first read into it, and runs Python code while the type is half prepared: a
second thread that reads into the same type meanwhile ends the process (observed: a segmentation fault of 0.22.0 in a
race of seeds). So types are prepared here, one at a time. What is prepared may be read into by any thread.
"""

from threading import Lock
from typing import Any, TypeVar

import msgspec

Value = TypeVar("Value")
_preparing = Lock()
_decoders: dict[type[object], msgspec.json.Decoder[Any]] = {}


def decode(text: str | bytes, kind: type[Value]) -> Value:
    """JSON text as a value of a type. Raises: msgspec.DecodeError, its ValidationError, RecursionError."""
    return decoder_of(kind).decode(text)


def convert(value: object, kind: type[Value]) -> Value:
    """A value made of what JSON has, as one of a type. Raises: msgspec.ValidationError."""
    decoder_of(kind)
    return msgspec.convert(value, kind)


def decoder_of(kind: type[Value]) -> msgspec.json.Decoder[Value]:
    """What reads JSON into a type. From now on any thread may read into it, and into all types that it names."""
    known = _decoders.get(kind)
    if known is not None:
        return known
    with _preparing:
        return _decoders.setdefault(kind, msgspec.json.Decoder(kind))
