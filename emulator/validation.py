"""Members as they stood on the wire → a typed, valid input. The model's constraints are applied here, and only here.

The types in `emulator.api.shapes` say what to demand; `msgspec.inspect` reads them once per operation.
"""

import re
from collections.abc import Callable, Mapping
from typing import TypeVar, cast

from msgspec import inspect

from emulator.api.shapes import Shape
from emulator.errors import InvalidRequestException
from emulator.kinds import integer_reader, read_boolean, read_number, read_string, wrong_kind
from emulator.redaction import is_sensitive

Input = TypeVar("Input", bound=Shape)
Failures = list[str]
# value, path, failures → the typed value. A wrong kind raises; a broken constraint is noted in `failures`.
Reader = Callable[[object, str, Failures], object]


def reader_of(shape: type[Input]) -> Callable[[Mapping[str, object]], Input]:
    """A function that reads members into a `shape`. Unknown members are dropped; null is the same as absent.

    It raises: WireError SerializationException at the first member of the wrong kind, before any constraint counts;
    InvalidRequestException with all broken constraints in AWS's wording, sensitive values left out.
    Source: boto3 issue 2278 for the exception and its grammar.
    """
    node = inspect.type_info(shape)
    assert isinstance(node, inspect.StructType)
    read = structure_reader(node)

    def read_input(params: Mapping[str, object]) -> Input:
        failures: Failures = []
        value = read(params, "", failures)
        if failures:
            noun = "error" if len(failures) == 1 else "errors"
            raise InvalidRequestException(f"{len(failures)} validation {noun} detected: {'; '.join(failures)}")
        return cast("Input", value)

    return read_input


def structure_reader(node: inspect.StructType) -> Reader:
    members = [
        (field.encode_name, camel(field.encode_name), reader_of_type(field.type), field.required)
        for field in node.fields
    ]

    def read(value: object, path: str, failures: Failures) -> object:
        if not isinstance(value, dict):
            raise wrong_kind(path, value, "Structure")
        arguments: list[object] = []
        for name, camel_name, read_member, required in members:
            found = value.get(name)
            where = f"{path}.{camel_name}" if path else camel_name
            if found is not None:
                arguments.append(read_member(found, where, failures))
                continue
            if required:
                failures.append(f"Value null at '{where}' failed to satisfy constraint: Member must not be null")
            arguments.append(None)
        return node.cls(*arguments)

    return read


def reader_of_type(node: inspect.Type) -> Reader:
    """The reader of one type of the model."""
    sensitive = False
    bits = 32
    while True:
        match node:
            case inspect.Metadata():
                sensitive = sensitive or bool((node.extra or {}).get("sensitive"))
                bits = (node.extra or {}).get("bits", bits)
                node = node.type
            case inspect.UnionType():  # X | None: an optional member
                node = next(part for part in node.types if not isinstance(part, inspect.NoneType))
            case _:
                break
    match node:
        case inspect.StructType():
            return structure_reader(node)
        case inspect.StrType():
            return checked(read_string, length_rules(node, len) + pattern_rules(node.pattern), sensitive)
        case inspect.LiteralType():
            values = ", ".join(map(str, node.values))
            allowed = frozenset(node.values)
            rule = (f"Member must satisfy enum value set: [{values}]", lambda value: value not in allowed)
            return checked(read_string, [rule], sensitive)
        case inspect.IntType():
            return checked(integer_reader(bits), range_rules(node), sensitive)
        case inspect.FloatType():
            return checked(read_number, range_rules(node), sensitive)
        case inspect.BoolType():
            return checked(read_boolean, [], sensitive)
        case inspect.ListType():
            return list_reader(node, sensitive or is_sensitive(node))
        case inspect.DictType():
            return map_reader(node, sensitive or is_sensitive(node))
    raise TypeError(f"the service model has no type like {node}")


Rule = tuple[str, Callable[..., bool]]
"""What AWS says of a broken constraint, and whether a value breaks it."""


def checked(read: Callable[[object, str], object], rules: list[Rule], sensitive: bool) -> Reader:
    def read_checked(value: object, path: str, failures: Failures) -> object:
        typed = read(value, path)
        for text, broken in rules:
            if broken(typed):
                failures.append(failure(path, typed, text, sensitive))
        return typed

    return read_checked


def failure(path: str, value: object, rule: str, sensitive: bool) -> str:
    shown = "" if sensitive else f" '{java(value)}'"
    return f"Value{shown} at '{path}' failed to satisfy constraint: {rule}"


def java(value: object) -> str:
    """A value as AWS's Java prints it in a validation message."""
    match value:
        case bool():
            return str(value).lower()
        case list():
            return f"[{', '.join(map(java, value))}]"
        case dict():
            return "{" + ", ".join(f"{key}={java(item)}" for key, item in value.items()) + "}"
    return str(value)


def length_rules(node: inspect.StrType | inspect.ListType | inspect.DictType, length: Callable[..., int]) -> list[Rule]:
    lower, upper = node.min_length, node.max_length
    rules: list[Rule] = []
    if upper is not None:
        rules.append((f"Member must have length less than or equal to {upper}", lambda value: length(value) > upper))
    if lower is not None:
        rules.append((f"Member must have length greater than or equal to {lower}", lambda value: length(value) < lower))
    return rules


def range_rules(node: inspect.IntType | inspect.FloatType) -> list[Rule]:
    lower, upper = node.ge, node.le
    rules: list[Rule] = []
    if upper is not None:
        rules.append((f"Member must have value less than or equal to {upper}", lambda value: value > upper))
    if lower is not None:
        rules.append((f"Member must have value greater than or equal to {lower}", lambda value: value < lower))
    return rules


def pattern_rules(pattern: str | None) -> list[Rule]:
    if pattern is None:
        return []
    fullmatch = re.compile(pattern).fullmatch
    printed = pattern.replace(r"\Z", "$")  # as the model spells it
    return [(f"Member must satisfy regular expression pattern: {printed}", lambda value: fullmatch(value) is None)]


def camel(name: str) -> str:
    return name[:1].lower() + name[1:]


def list_reader(node: inspect.ListType, sensitive: bool) -> Reader:
    read_item = reader_of_type(node.item_type)
    rules = length_rules(node, len)

    def read(value: object, path: str, failures: Failures) -> object:
        if not isinstance(value, list):
            raise wrong_kind(path, value, "List")
        failures += [failure(path, value, text, sensitive) for text, broken in rules if broken(value)]
        # AWS counts from 1.
        return [read_item(item, f"{path}.{n}.member", failures) for n, item in enumerate(value, 1) if item is not None]

    return read


def map_reader(node: inspect.DictType, sensitive: bool) -> Reader:
    read_key, read_value = reader_of_type(node.key_type), reader_of_type(node.value_type)
    rules = length_rules(node, len)

    def read(value: object, path: str, failures: Failures) -> object:
        if not isinstance(value, dict):
            raise wrong_kind(path, value, "Map")
        failures += [failure(path, value, text, sensitive) for text, broken in rules if broken(value)]
        return {
            read_key(key, f"{path}.{n}.key", failures): read_value(item, f"{path}.{n}.value", failures)
            for n, (key, item) in enumerate(value.items(), 1)
            if item is not None
        }

    return read
