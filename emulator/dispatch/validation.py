"""Members as they stood on the wire → a typed, valid input, or a refusal in AWS's words.

The types in `emulator.api.shapes` say what to demand. What msgspec takes by them is valid (dispatch/perform.py). The
rest is read here, value by value: nulls that AWS forgives are left out, and broken constraints are told.
What a call costs here grows no faster than its body: patterns are linear (scripts/generate_api.py sees to that), the
items behind the end of a list that is too long are not looked at, and of many failures the first are written out.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache
from itertools import islice
from typing import Any, TypeVar, cast

from msgspec import inspect

from emulator.api.shape import Shape
from emulator.dispatch.failures import Failures
from emulator.dispatch.member_types import (
    Path,
    float_reader,
    integer_reader,
    read_blob,
    read_boolean,
    read_list,
    read_map,
    read_number,
    read_string,
    type_mismatch,
)
from emulator.errors import InvalidRequestException
from emulator.logs.redaction import is_sensitive

Input = TypeVar("Input", bound=Shape)


# value, path, failures → the typed value. A wrong type raises; a broken constraint is noted in `failures`.
Reader = Callable[[object, Path, Failures], object]


@cache
def reader_of(shape: type[Input]) -> Callable[[Mapping[str, object]], Input]:
    """A function that reads members into a `shape`. Unknown members are dropped; null is the same as absent.

    All that msgspec takes it reads as msgspec does (tests/contract/test_reading.py).
    It raises: WireError SerializationException at the first member of the wrong type, before any constraint counts;
    InvalidRequestException with the broken constraints in AWS's wording, sensitive values left out.
    Source: boto3 issue 2278 for the exception and its grammar. Differs: AWS writes out all of them.
    """
    node = inspect.type_info(shape)
    assert isinstance(node, inspect.StructType)
    read = structure_reader(node)

    def read_input(params: Mapping[str, object]) -> Input:
        failures = Failures()
        value = read(params, (), failures)
        if failures.count:
            raise InvalidRequestException(str(failures))
        return cast("Input", value)

    return read_input


def structure_reader(node: inspect.StructType) -> Reader:
    members = [
        (field.encode_name, camel(field.encode_name), reader_of_type(field.type), field.required)
        for field in node.fields
    ]

    def read(value: object, path: Path, failures: Failures) -> object:
        if not isinstance(value, dict):
            raise type_mismatch(path, value, "Structure")
        arguments: list[object] = []
        for name, camel_name, read_member, required in members:
            found = value.get(name)
            if found is not None:
                arguments.append(read_member(found, (path, camel_name), failures))
                continue
            if required:
                failures.add((path, camel_name), None, "Member must not be null")
            arguments.append(None)
        return node.cls(*arguments)

    return read


def reader_of_type(node: inspect.Type) -> Reader:
    """The reader of one type of the model."""
    extra: dict[str, Any] = {}
    while True:
        match node:
            case inspect.Metadata():
                extra = (node.extra or {}) | extra
                node = node.type
            case inspect.UnionType():  # X | None: an optional member
                node = next(part for part in node.types if not isinstance(part, inspect.NoneType))
            case _:
                break
    sensitive = bool(extra.get("sensitive"))
    match node:
        case inspect.StructType():
            return structure_reader(node)
        case inspect.StrType():
            return checked(
                read_string, length_rules(node) + pattern_rules(node.pattern, extra.get("pattern")), sensitive
            )
        case inspect.LiteralType():
            values = ", ".join(map(str, node.values))
            allowed = frozenset(node.values)
            rule = (f"Member must satisfy enum value set: [{values}]", lambda value: value not in allowed)
            return checked(read_string, [rule], sensitive)
        case inspect.IntType():
            return checked(integer_reader(extra.get("bits", 32)), range_rules(node), sensitive)
        case inspect.FloatType():
            read = read_number if extra.get("timestamp") else float_reader(extra.get("bits", 64))
            return checked(read, range_rules(node), sensitive)
        case inspect.BoolType():
            return checked(read_boolean, [], sensitive)
        case inspect.BytesType():
            return checked(read_blob, length_rules(node), sensitive)
        case inspect.ListType():
            return list_reader(node, sensitive or is_sensitive(node))
        case inspect.DictType():
            return map_reader(node, sensitive or is_sensitive(node))
    raise TypeError(f"the service model has no type like {node}")


Constraint = tuple[str, Callable[..., bool]]
"""What AWS says of a broken constraint, and whether a value breaks it."""


def checked(read: Callable[[object, Path], object], rules: list[Constraint], sensitive: bool) -> Reader:
    def read_checked(value: object, path: Path, failures: Failures) -> object:
        typed = read(value, path)
        for text, broken in rules:
            if broken(typed):
                failures.add(path, typed, text, sensitive=sensitive)
        return typed

    return read_checked


def length_rules(node: inspect.StrType | inspect.BytesType | inspect.ListType | inspect.DictType) -> list[Constraint]:
    lower, upper = node.min_length, node.max_length
    rules: list[Constraint] = []
    if upper is not None:
        rules.append((f"Member must have length less than or equal to {upper}", lambda value: len(value) > upper))
    if lower is not None:
        rules.append((f"Member must have length greater than or equal to {lower}", lambda value: len(value) < lower))
    return rules


def range_rules(node: inspect.IntType | inspect.FloatType) -> list[Constraint]:
    lower, upper = node.ge, node.le
    rules: list[Constraint] = []
    if upper is not None:
        rules.append((f"Member must have value less than or equal to {upper}", lambda value: value > upper))
    if lower is not None:
        rules.append((f"Member must have value greater than or equal to {lower}", lambda value: value < lower))
    return rules


def pattern_rules(pattern: str | None, modelled: str | None) -> list[Constraint]:
    """`modelled` is how the model spells the pattern, where that is not what Python is to match."""
    if pattern is None:
        return []
    fullmatch = re.compile(pattern).fullmatch
    printed = modelled or pattern.replace(r"\Z", "$")
    return [(f"Member must satisfy regular expression pattern: {printed}", lambda value: fullmatch(value) is None)]


def camel(name: str) -> str:
    return name[:1].lower() + name[1:]


def list_reader(node: inspect.ListType, sensitive: bool) -> Reader:
    read_item = reader_of_type(node.item_type)
    check = checked(read_list, length_rules(node), sensitive)
    most = node.max_length

    def read(value: object, path: Path, failures: Failures) -> object:
        items = cast("list[object]", check(value, path, failures))
        typed: list[object] = []
        broken: dict[str, int] = {}  # how many constraints a text breaks: short ones come again and again
        for n, item in enumerate(islice(items, most), 1):  # AWS counts from 1
            if item is None:
                continue
            if type(item) is str and item in broken and failures.all_told:
                failures.count += broken[item]
                continue
            before = failures.count
            typed.append(read_item(item, (path, n, "member"), failures))
            if failures.count > before and type(item) is str:
                broken[item] = failures.count - before
        return typed

    return read


def map_reader(node: inspect.DictType, sensitive: bool) -> Reader:
    read_key, read_value = reader_of_type(node.key_type), reader_of_type(node.value_type)
    check = checked(read_map, length_rules(node), sensitive)
    most = node.max_length

    def read(value: object, path: Path, failures: Failures) -> object:
        members = cast("dict[object, object]", check(value, path, failures))
        return {
            read_key(key, (path, n, "key"), failures): read_value(item, (path, n, "value"), failures)
            for n, (key, item) in enumerate(islice(members.items(), most), 1)
            if item is not None
        }

    return read
