"""What CBOR makes of the kinds of values, those too that no operation here answers yet."""

import math
from typing import Annotated

import cbor2
import pytest
from botocore.model import DenormalizedStructureBuilder
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Meta

from emulator.api.shape import Shape, Timestamp
from emulator.dispatch.member_types import read_number
from emulator.wire.call import WireError
from emulator.wire.cbor import MAX_MAPS, read_body_map, write_answer
from tests.support.linting import read_cbor

Int64 = Annotated[int, Meta(ge=-(2**63), le=2**63 - 1, extra={"bits": 64})]
Float32 = Annotated[float, Meta(extra={"bits": 32})]
MEMBERS = {
    "Text": {"type": "string"},
    "Number": {"type": "long"},
    "Double": {"type": "double"},
    "Single": {"type": "float"},
    "Instant": {"type": "timestamp"},
    "Flag": {"type": "boolean"},
    "Blob": {"type": "blob"},
}


class Inner(Shape, frozen=True):
    text: str | None = None
    number: Int64 | None = None
    double: float | None = None
    single: Float32 | None = None
    instant: Timestamp | None = None
    flag: bool | None = None
    blob: bytes | None = None


class Outer(Inner, frozen=True):
    inner: Inner | None = None
    inners: list[Inner] | None = None
    instants: list[Timestamp] | None = None
    singles: dict[str, Float32] | None = None
    table: dict[str, list[Inner]] | None = None
    texts: list[str] | None = None


def list_of(member: object) -> dict[str, object]:
    return {"type": "list", "member": member}


def map_of(value: object) -> dict[str, object]:
    return {"type": "map", "key": {"type": "string"}, "value": value}


INNER = {"type": "structure", "members": MEMBERS}
MODEL = (
    DenormalizedStructureBuilder()
    .with_members(
        {
            **MEMBERS,
            "Inner": INNER,
            "Inners": list_of(INNER),
            "Instants": list_of(MEMBERS["Instant"]),
            "Singles": map_of(MEMBERS["Single"]),
            "Table": map_of(list_of(INNER)),
            "Texts": list_of(MEMBERS["Text"]),
        }
    )
    .build_model()
)


def written(output: Shape) -> object:
    """What a strict reader finds in the answer that carries an output."""
    reply = write_answer(output, "id")
    assert dict(reply.headers)[b"content-length"] == str(len(reply.body)).encode()
    return read_cbor(reply.body, MODEL)


instants = (st.integers(0, 1_000_000) | st.integers(0, 253_402_300_799_999)).map(
    lambda milliseconds: milliseconds / 1000
)
numbers = (
    st.integers(-(2**31), 2**31).map(float)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.integers(-(2**53), 2**53)
)
singles = st.floats(width=32, allow_nan=False, allow_infinity=False) | st.integers(-(2**24), 2**24)
inners = st.builds(
    Inner,
    text=st.none() | st.text(),
    number=st.none() | st.integers(-(2**63), 2**63 - 1),
    double=st.none() | numbers,
    single=st.none() | singles,
    instant=st.none() | instants,
    flag=st.none() | st.booleans(),
    blob=st.none() | st.binary(),
)
outers = st.builds(
    Outer,
    inner=st.none() | inners,
    inners=st.none() | st.lists(inners, max_size=3),
    instants=st.none() | st.lists(instants, max_size=3),
    singles=st.none() | st.dictionaries(st.text(), singles, max_size=3),
    table=st.none() | st.dictionaries(st.text(), st.lists(inners, max_size=2), max_size=2),
    texts=st.none() | st.lists(st.text(), max_size=3),
    double=st.none() | numbers,
    instant=st.none() | instants,
)


def plain(value: object) -> object:
    """An output as members, without those that are absent."""
    match value:
        case Shape():
            members = {name.title(): getattr(value, name) for name in value.__struct_fields__}
            return {name: plain(member) for name, member in members.items() if member is not None}
        case list():
            return [plain(item) for item in value]
        case dict():
            return {key: plain(item) for key, item in value.items()}
    return value


@given(outers)
def test_strict_reader_finds_what_was_answered(output: Outer) -> None:
    assert written(output) == plain(output)


@pytest.mark.parametrize(
    ("output", "body"),
    [
        (Outer(instant=1_763_800_000.0), "a167496e7374616e74c1fb41da485cf0000000"),
        (Outer(instant=1_763_800_000.123), "a167496e7374616e74c1fb41da485cf007df3c"),
        (Outer(double=1), "a166446f75626c65fb3ff0000000000000"),
        (Outer(single=1), "a16653696e676c65fa3f800000"),
        (Outer(number=-1), "a1664e756d62657220"),
        (Outer(inner=Inner()), "a165496e6e6572a0"),
        (Outer(), "a0"),
    ],
)
def test_bytes_are_those_that_smithy_shows(output: Outer, body: str) -> None:
    assert write_answer(output, "id").body.hex() == body


def test_operation_without_output_has_an_empty_body_without_a_type() -> None:
    reply = write_answer(None, "id")
    assert (reply.body, sorted(name for name, _ in reply.headers)) == (
        b"",
        [b"content-length", b"smithy-protocol", b"x-amzn-requestid"],
    )


@pytest.mark.parametrize("number", ["01", "20", "f93c00", "fa3f800000", "fb3ff0000000000000", "c24101"])
def test_number_for_a_double_may_have_any_form(number: str) -> None:
    value = read_number(read_body_map(b"\xa1\x61a" + bytes.fromhex(number))["a"], ("a",))
    assert type(value) is float
    assert abs(value) == 1


@pytest.mark.parametrize("item", [b"\xa0", b"\xc1\x00", b"\xd9\xd9\xf7\x00"])
def test_number_of_maps_and_tags_is_bounded(item: bytes) -> None:
    """Each is a call of Python: 4 MiB of them would hold the event loop for seconds. The body itself is one, too."""
    fit = MAX_MAPS - 1

    def body(count: int) -> bytes:
        return b"\xa1\x61a\x9a" + count.to_bytes(4, "big") + count * item

    found = read_body_map(body(fit))["a"]
    assert isinstance(found, list)
    assert len(found) == fit
    with pytest.raises(WireError, match="more than 250,000 maps and tags"):
        read_body_map(body(fit + 1))


values: st.SearchStrategy[object] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
)


@given(st.dictionaries(st.text(), values), st.booleans())
def test_map_is_read_as_it_was_written(members: dict[str, object], indefinite: bool) -> None:
    assert same(read_body_map(cbor2.dumps(members, indefinite_containers=indefinite)), members)


def same(one: object, other: object) -> bool:
    """Whether two values are equal, where not-a-number equals itself."""
    match one, other:
        case float(), float():
            return one == other or (math.isnan(one) and math.isnan(other))
        case list(), list():
            return len(one) == len(other) and all(map(same, one, other))
        case dict(), dict():
            return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    return type(one) is type(other) and one == other
