"""A typed output → the bytes of its CBOR. SDKs take a timestamp only with its tag, a float only in four bytes.

cbor2 cannot tell those from other numbers; what it offers for them costs as much as all the rest of a page, 0.4 µs for
each tag. So the tree that it encodes has, in the place of such a number, a byte string with its finished CBOR behind
a mark; then the heads of these byte strings are taken out. The mark is random: nothing that users send can hold it.
"""

import os
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from math import inf, nextafter
from struct import Struct
from typing import cast

import msgspec
from cbor2 import dumps
from msgspec import inspect

from emulator.api.shape import Shape

MARK = os.urandom(16)
TIMESTAMP, FLOAT32 = Struct(">2sd"), Struct(">Bf")
HEADS = [dumps(MARK + bytes(finished.size))[: -finished.size] for finished in (TIMESTAMP, FLOAT32)]
Preparation = Callable[[object], object]
"""Turns a value into what is encoded in its place; a container is changed where it stands."""


def encode(output: Shape) -> bytes:
    """The CBOR map of an output. Absent members have no key; lengths are definite."""
    tree = msgspec.to_builtins(output, builtin_types=(bytes,))
    prepare = preparation_of(type(output))
    if prepare is not None:
        prepare(tree)
    body = dumps(tree)
    for head in HEADS:
        body = body.replace(head, b"")
    return body


@cache
def preparation_of(shape: type[Shape]) -> Preparation | None:
    """What the tree of a shape needs, None where that is nothing."""
    return _preparation(inspect.type_info(shape))


@lru_cache(maxsize=4_096)
def timestamp(instant: float) -> bytes:
    """Tag 1 over a double that is not below its millisecond: the nearest one often is, and Rust cuts off the rest.

    Clients that poll are answered the same instants again and again, hence the cache.
    """
    numerator, denominator = instant.as_integer_ratio()
    if numerator * 1_000 < round(instant * 1_000) * denominator:
        instant = nextafter(instant, inf)
    return MARK + TIMESTAMP.pack(b"\xc1\xfb", instant)


def float32(value: float) -> bytes:
    return MARK + FLOAT32.pack(0xFA, value)


def _preparation(node: inspect.Type) -> Preparation | None:
    extra: Mapping[str, object] = {}
    while isinstance(node, inspect.Metadata | inspect.UnionType):
        if isinstance(node, inspect.Metadata):
            extra = {**extra, **(node.extra or {})}
            node = node.type
        else:  # X | None: an optional member
            node = next(part for part in node.types if not isinstance(part, inspect.NoneType))
    match node:
        case inspect.FloatType():
            kind = timestamp if extra.get("timestamp") else float32 if extra.get("bits") == 32 else float
            return cast("Preparation", kind)
        case inspect.StructType():
            return _of_members({field.encode_name: _preparation(field.type) for field in node.fields})
        case inspect.ListType():
            return _of_items(_preparation(node.item_type))
        case inspect.DictType():
            return _of_values(_preparation(node.value_type))
    return None


def _of_members(members: Mapping[str, Preparation | None]) -> Preparation | None:
    needed = [(name, prepare) for name, prepare in members.items() if prepare is not None]

    def prepare(tree: dict[str, object]) -> object:
        for name, prepare_member in needed:
            if name in tree:
                tree[name] = prepare_member(tree[name])
        return tree

    return cast("Preparation", prepare) if needed else None


def _of_items(prepare_item: Preparation | None) -> Preparation | None:
    def prepare(items: list[object]) -> object:
        items[:] = map(cast("Preparation", prepare_item), items)
        return items

    return cast("Preparation", prepare) if prepare_item else None


def _of_values(prepare_value: Preparation | None) -> Preparation | None:
    def prepare(values: dict[str, object]) -> object:
        for key, value in values.items():
            values[key] = cast("Preparation", prepare_value)(value)
        return values

    return cast("Preparation", prepare) if prepare_value else None
