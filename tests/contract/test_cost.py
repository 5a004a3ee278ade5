"""What it costs to read a call grows no faster than its body: each type of member, in both protocols, good and bad."""

import json
from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

import cbor2
import pytest
from msgspec import inspect

from emulator.dispatch.validation import reader_of
from emulator.errors import InvalidRequestException
from emulator.operations import OPERATIONS
from emulator.wire import cbor, json11
from emulator.wire.call import HttpRequest, WireError
from emulator.wire.protocols import Wire
from tests.support.cost import assert_linear

Nest = Callable[[object], object]


class Member(NamedTuple):
    """A member of an operation's input, at whatever depth."""

    operation: str
    path: str
    type: inspect.Type
    params: Nest
    """The members of a call in which a value stands there."""

    def __str__(self) -> str:
        return f"{self.operation}{self.path}"


def bare(node: inspect.Type) -> inspect.Type:
    while isinstance(node, inspect.Metadata | inspect.UnionType):
        node = node.type if isinstance(node, inspect.Metadata) else node.types[0]
    return node


def inside(params: Nest, name: str, value: object) -> object:
    return params({name: value})


def members(operation: str, node: inspect.Type, path: str, params: Nest) -> Iterator[Member]:
    """What can stand in a value of that type, and the value itself."""
    node = bare(node)
    yield Member(operation, path, node, params)
    match node:
        case inspect.StructType():
            for field in node.fields:
                name = field.encode_name
                yield from members(operation, field.type, f"{path}.{name}", partial(inside, params, name))
        case inspect.ListType():
            yield from members(operation, node.item_type, f"{path}[]", lambda value: params([value]))
        case inspect.DictType():
            yield from members(operation, node.value_type, f"{path}{{}}", lambda value: params({"a": value}))


def distinct() -> list[Member]:
    """All members of all operations; of those of one type, which have one reader, the first."""
    found: dict[str, Member] = {}
    for operation, each in OPERATIONS.items():
        for member in members(operation, inspect.type_info(each.input), "", lambda value: value):
            if member.path:
                found.setdefault(str(member.type), member)
    return list(found.values())


Refusal = InvalidRequestException | WireError
ANSWER_BYTES = 20 * 1024
"""The types of EC2 instances, which a refusal lists, are 7 KB alone, and an answer has its text twice."""
WIRES: dict[str, Wire] = {"json": json11, "cbor": cbor}
VALUES: dict[str, Callable[[int], object]] = {
    "letters": lambda n: "a" * n,
    "line": lambda n: "a" * n + "\n",
    "blanks": lambda n: " " * n,
    "escapes": lambda n: "\x00" * n,
    "arn": lambda n: "arn:" + ":alias/alias-:build/build-:location/custom-:fleet/fleet-" * (n // 32) + " ",
    "ids": lambda n: [f"fleet-{number}" for number in range(n)],
    "blank items": lambda n: [""] * n,
    "short items": lambda n: [f"{number}" for number in range(n)],
    "numbers": lambda n: list(range(n)),
    "lists": lambda n: [[]] * n,
    "structures": lambda n: [{}] * n,
    "members": lambda n: {f"{number}": "" for number in range(n)},
    "long names": lambda n: {"a" * n: "a" * n},
}


def body_of(wire: str, member: Member, value_of: Callable[[int], object], size: int) -> bytes:
    params = member.params(value_of(size))
    return json.dumps(params, ensure_ascii=False).encode() if wire == "json" else cbor2.dumps(params)


def request(wire: str, operation: str, body: bytes) -> HttpRequest:
    headers = {b"x-amz-target": f"GameLift.{operation}".encode()} if wire == "json" else {}
    return HttpRequest("POST", "http", f"/service/GameLift/operation/{operation}", headers, body, "a-request")


@pytest.mark.parametrize("wire", WIRES)
@pytest.mark.parametrize("member", distinct(), ids=str)
def test_cost_of_a_member_grows_no_faster_than_its_value(member: Member, wire: str) -> None:
    protocol = WIRES[wire]
    read_input = reader_of(OPERATIONS[member.operation].input)

    def read(body: bytes) -> Refusal | None:
        call = protocol.read_call(request(wire, member.operation, body))
        try:
            read_input(call.params)
        except (InvalidRequestException, WireError) as refusal:
            return refusal
        return None

    for name, value_of in VALUES.items():
        material = partial(body_of, wire, member, value_of)
        assert_linear(material, read, name)
        refusal = read(material(1 << 14))
        if refusal is not None:
            assert len(protocol.write_error(refusal, "a-request").body) <= ANSWER_BYTES
