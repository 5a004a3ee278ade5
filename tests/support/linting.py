"""What every answer of the AWS API keeps to, byte by byte: the rules of the strictest SDKs, even of those not run here.

All answers that tests get over boto3 or httpx come by here (running.py). Sources: Smithy's specifications of AWS
JSON 1.1 and RPC v2 CBOR; the readers of the Go, .NET, Rust, Kotlin and Swift SDKs, which take nothing else.
"""

import json
import re
import struct
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from email.utils import parsedate_to_datetime
from typing import cast
from uuid import UUID

import botocore.session
from botocore.model import ListShape, MapShape, OperationModel, Shape, StringShape, StructureShape

JSON = "application/x-amz-json-1.1"
CBOR = "application/cbor"
MODEL = botocore.session.get_session().get_service_model("gamelift")
STRING = StringShape("String", {"type": "string"})
FRONT_DOOR = {  # what AWS answers before any operation runs, which no model knows, and the status of each
    "AccessDeniedException": 403,
    "IncompleteSignatureException": 400,
    "InvalidSignatureException": 400,
    "RequestEntityTooLargeException": 413,
    "RequestHeaderFieldsTooLargeException": 431,
    "SerializationException": 400,
    "ThrottlingException": 400,
    "UnknownOperationException": 400,
    "UnsupportedOperationException": 400,
}
BESIDE_ENUMS = {"ComputeStatus": "Active"}  # the model's own text on ComputeStatus names it, its enum does not
CONNECTION = {"date", "connection", "access-control-allow-origin", "access-control-expose-headers", "vary"}
Headers = Mapping[str, str]


def operation_of(name: str) -> OperationModel | None:
    """The model of an operation, None where there is none of that name."""
    return MODEL.operation_model(name) if name in MODEL.operation_names else None


def lint(operation: OperationModel | None, cbor: bool, status: int, headers: Headers, body: bytes | None) -> None:
    """Checks an answer to a call of `operation`; `body` is None where HTTP sends none. Raises: AssertionError."""
    headers = {name.lower(): value for name, value in headers.items()}
    assert str(UUID(headers["x-amzn-requestid"])) == headers["x-amzn-requestid"]
    assert abs(parsedate_to_datetime(headers["date"]) - datetime.now(UTC)) < timedelta(hours=1), "SDKs set clocks by it"
    assert body is None or headers["content-length"] == str(len(body))
    assert "transfer-encoding" not in headers
    assert "content-encoding" not in headers
    names = set(headers) - CONNECTION - {"x-amzn-requestid", "content-length"}
    if cbor:
        assert headers["smithy-protocol"] == "rpc-v2-cbor", "Kotlin and Swift read nothing without it"
        assert names == ({"smithy-protocol"} if body == b"" else {"smithy-protocol", "content-type"})
    else:
        assert names == ({"content-type"} if status == 200 else {"content-type", "x-amzn-errortype"})
    assert headers.get("content-type", CBOR) == (CBOR if cbor else JSON)
    if body is None:
        return
    if status == 200:
        assert operation is not None, "an operation that is not modelled was answered"
        lint_output(operation, cbor, body)
    else:
        lint_error(operation, cbor, status, headers, body)


def lint_output(operation: OperationModel, cbor: bool, body: bytes) -> None:
    if operation.output_shape is None:
        assert body == b""
        return
    assert body != b"", "boto3 and .NET read no empty body as an empty structure"
    (read_cbor if cbor else read_json)(body, operation.output_shape)


def lint_error(operation: OperationModel | None, cbor: bool, status: int, headers: Headers, body: bytes) -> None:
    form = StructureShape("Error", {"type": "structure", "members": {}})
    error = cast("Mapping[str, str]", (read_cbor if cbor else read_json)(body, form))
    assert set(error) == {"__type", "Message", "message"}, "some SDKs look for the one text, some for the other"
    assert error["Message"] == error["message"]
    assert error["Message"].strip()
    namespace, _, code = error["__type"].rpartition("#")
    if code in FRONT_DOOR:
        expected = FRONT_DOOR[code]
        assert status == expected or (code == "UnknownOperationException" and status in (404, 405))
        assert namespace == ("com.amazon.coral.service" if cbor else "")
    else:
        assert operation is not None
        errors = {shape.name: shape for shape in operation.error_shapes}
        assert code in errors or code == "InternalServiceException", f"{operation.name} has no {code} in the model"
        assert status == (500 if code == "InternalServiceException" else 400)
        assert namespace == ("com.amazonaws.gamelift" if cbor else "")
    if not cbor:
        assert headers["x-amzn-errortype"] == code


def read_json(body: bytes, shape: Shape) -> object:
    """A JSON text, once it is seen to be what `shape` says."""

    def distinct(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
        assert len(dict(pairs)) == len(pairs), "a key is there twice"
        return dict(pairs)

    value = json.loads(body, object_pairs_hook=distinct, parse_float=Decimal)
    check_json(value, shape, "answer")
    return value


def check_json(value: object, shape: Shape, path: str) -> None:
    match shape:
        case StructureShape():
            assert isinstance(value, dict), path
            for name, member in value.items():
                check_json(member, member_of(shape, name), f"{path}.{name}")
        case MapShape():
            assert isinstance(value, dict), path
            for name, member in value.items():
                check_text(name, shape.key, path)
                check_json(member, shape.value, f"{path}.{name}")
        case ListShape():
            assert isinstance(value, list), path
            for index, item in enumerate(value):
                check_json(item, shape.member, f"{path}[{index}]")
        case StringShape():
            assert isinstance(value, str), path
            check_text(value, shape, path)
        case _:
            check_json_scalar(value, shape, path)


def check_json_scalar(value: object, shape: Shape, path: str) -> None:
    match shape.type_name:
        case "integer" | "long":
            assert type(value) is int, f"{path}: {value!r} is no integer without point and exponent"
            assert abs(value) < 1 << (31 if shape.type_name == "integer" else 63), path
        case "double" | "float":
            assert type(value) in (int, Decimal), path
        case "timestamp":
            assert type(value) in (int, Decimal), path
            exponent = Decimal(str(value)).as_tuple().exponent
            assert isinstance(exponent, int), path
            assert exponent >= -3, f"{path}: {value} is finer than milliseconds"
        case "boolean":
            assert isinstance(value, bool), path
        case _:
            raise AssertionError(f"{path}: this linter knows no {shape.type_name}")


def member_of(shape: StructureShape, name: str) -> Shape:
    """The shape of a member; an error's three texts are in no model."""
    if shape.name == "Error":
        return STRING
    assert name in shape.members, f"{shape.name} has no {name}"
    member: Shape = shape.members[name]
    return member


def check_text(value: str, shape: Shape, path: str) -> None:
    """A text of an answer keeps the model's own constraints."""
    facts = shape.metadata
    words = [*facts.get("enum", [value]), BESIDE_ENUMS.get(shape.name)]
    assert value in words, f"{path}: {value!r} is none of {words}"
    assert facts.get("min", 0) <= len(value) <= facts.get("max", len(value)), f"{path}: {value!r} is too short or long"
    if "pattern" in facts:
        assert re.search(f"(?:{facts['pattern']})", value), f"{path}: {value!r} is not {facts['pattern']}"


def read_cbor(body: bytes, shape: Shape) -> object:
    """A CBOR value, once it is seen to be what `shape` says."""
    reader = CborReader(body)
    value = reader.value(shape, "answer")
    assert reader.at == len(body), "the body goes on behind its value"
    return value


class CborReader:
    """A reader of CBOR that takes each kind of value in one form only, and every length as a definite one."""

    def __init__(self, body: bytes) -> None:
        self.body = body
        self.at = 0

    def take(self, count: int) -> bytes:
        taken = self.body[self.at : self.at + count]
        assert len(taken) == count, "the body ends too early"
        self.at += count
        return taken

    def head(self, path: str, *majors: int) -> tuple[int, int]:
        """The major type of the next item, and its argument."""
        (first,) = self.take(1)
        major, short = first >> 5, first & 31
        assert major in majors, f"{path}: an item of type {major}, not {majors}"
        assert short <= 27, f"{path}: a length that is not definite"
        return major, short if short < 24 else int.from_bytes(self.take(1 << (short - 24)))

    def text(self, path: str) -> str:
        return self.take(self.head(path, 3)[1]).decode()

    def number(self, path: str, first: bytes, form: str) -> float:
        assert self.take(1) == first, f"{path}: not a number of the form {first.hex()}"
        number: float
        (number,) = struct.unpack(form, self.take(struct.calcsize(form)))
        return number

    def instant(self, path: str) -> float:
        seconds = self.number(path, b"\xfb", ">d")
        cut, rounded = int(Decimal(seconds) * 1_000), round(seconds * 1_000)
        assert cut == rounded, f"{path}: Rust cuts {seconds} off to a millisecond less"
        return rounded / 1_000

    def value(self, shape: Shape, path: str) -> object:
        match shape:
            case StructureShape() | MapShape():
                return self.pairs(shape, path)
            case ListShape():
                count = self.head(path, 4)[1]
                return [self.value(shape.member, f"{path}[{index}]") for index in range(count)]
            case StringShape():
                text = self.text(path)
                check_text(text, shape, path)
                return text
        return self.scalar(shape.type_name, path)

    def pairs(self, shape: StructureShape | MapShape, path: str) -> dict[str, object]:
        found: dict[str, object] = {}
        for _ in range(self.head(path, 5)[1]):
            name = self.text(path)
            assert name not in found, f"{path}.{name} is there twice"
            of = member_of(shape, name) if isinstance(shape, StructureShape) else shape.value
            found[name] = self.value(of, f"{path}.{name}")
        return found

    def scalar(self, kind: str, path: str) -> object:
        match kind:
            case "integer" | "long":
                major, argument = self.head(path, 0, 1)
                assert argument < 1 << (31 if kind == "integer" else 63), path
                return argument if major == 0 else -1 - argument
            case "double":
                return self.number(path, b"\xfb", ">d")
            case "float":
                return self.number(path, b"\xfa", ">f")
            case "timestamp":
                assert self.take(1) == b"\xc1", f"{path}: Ruby and .NET misread a timestamp without its tag"
                return self.instant(path)
            case "blob":
                return self.take(self.head(path, 2)[1])
            case "boolean":
                (simple,) = self.take(1)
                assert simple in (0xF4, 0xF5), path
                return simple == 0xF5
        raise AssertionError(f"{path}: this linter knows no {kind}")
