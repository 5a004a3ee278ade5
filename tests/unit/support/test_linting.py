"""The linter of answers takes what is right, and refuses each thing that a strict SDK could not read."""

import struct
from datetime import UTC, datetime
from email.utils import format_datetime

import cbor2
import pytest

from tests.support.linting import JSON, lint, operation_of

DESCRIBE = operation_of("DescribePlayerSessions")
DELETE = operation_of("DeleteAlias")
COMMON = {"x-amzn-requestid": "0b0e1b6c-6d3c-4f0e-9d9b-0a4a2a7f3f4e"}
JSON_HEADERS = COMMON | {"content-type": JSON}
CBOR_HEADERS = COMMON | {"content-type": "application/cbor", "smithy-protocol": "rpc-v2-cbor"}
PLAIN = b'{"PlayerSessions":[{"PlayerId":"a","Port":7777,"CreationTime":1.125,"Status":"ACTIVE"}],"NextToken":"t"}'
TIME = b"\xc1\xfb" + struct.pack(">d", 1.125)
BINARY = cbor2.dumps({"PlayerSessions": [{"PlayerId": "a", "Port": 7777, "Status": "ACTIVE"}]}).replace(
    b"\xa3hPlayerId", b"\xa4lCreationTime" + TIME + b"hPlayerId"
)
TEXTS = {"Message": "gone", "message": "gone"}


def judge(cbor: bool, headers: dict[str, str], body: bytes, status: int = 200, operation: str = "describe") -> None:
    whole = {"date": format_datetime(datetime.now(UTC), usegmt=True), "content-length": str(len(body))} | headers
    lint(DELETE if operation == "delete" else DESCRIBE, cbor, status, whole, body)


def error(code: str, **texts: str) -> dict[str, str]:
    return {"__type": code, **(texts or TEXTS)}


def test_right_answers_pass() -> None:
    judge(False, JSON_HEADERS, PLAIN)
    judge(True, CBOR_HEADERS, BINARY)
    judge(False, JSON_HEADERS, b"", operation="delete")
    judge(True, COMMON | {"smithy-protocol": "rpc-v2-cbor"}, b"", operation="delete")
    judge(True, CBOR_HEADERS, cbor2.dumps(error("com.amazonaws.gamelift#NotFoundException")), 400)
    judge(True, CBOR_HEADERS, cbor2.dumps(error("com.amazon.coral.service#UnknownOperationException")), 404)
    named = JSON_HEADERS | {"x-amzn-errortype": "NotFoundException"}
    judge(False, named, b'{"__type":"NotFoundException","Message":"a","message":"a"}', 400)


@pytest.mark.parametrize(
    "wrong",
    [
        {"x-amzn-requestid": "1"},
        {"date": "Thu, 01 Jan 1970 00:00:00 GMT"},
        {"content-length": "1"},
        {"content-encoding": "gzip"},
        {"content-type": "application/json"},
        {"x-amzn-query-error": "x;Sender"},
        {"x-amzn-errortype": "NotFoundException"},
    ],
    ids=str,
)
def test_wrong_header_is_seen_in_either_protocol(wrong: dict[str, str]) -> None:
    with pytest.raises((AssertionError, ValueError)):
        judge(True, CBOR_HEADERS | wrong, BINARY)
    with pytest.raises((AssertionError, ValueError)):
        judge(False, JSON_HEADERS | wrong, PLAIN)


@pytest.mark.parametrize("missing", ["smithy-protocol", "content-type"])
def test_missing_header_is_seen(missing: str) -> None:
    with pytest.raises((AssertionError, KeyError)):
        judge(True, {name: value for name, value in CBOR_HEADERS.items() if name != missing}, BINARY)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (b"7777", b"7777.0"),
        (b"7777", b"null"),
        (b"7777", b'"7777"'),
        (b"7777", b"2147483648"),
        (b"1.125", b"1.1251"),
        (b"1.125", b'"1.125"'),
        (b"ACTIVE", b"Active"),
        (b'"Port"', b'"port"'),
        (b'"Port"', b'"PlayerId"'),
        (b'"t"', b'""'),
        (b'[{"Pl', b'{"":[{"Pl'),
    ],
)
def test_wrong_json_is_seen(right: bytes, wrong: bytes) -> None:
    assert right in PLAIN
    with pytest.raises((AssertionError, ValueError)):
        judge(False, JSON_HEADERS, PLAIN.replace(right, wrong))


PORT = b"dPort\x19\x1e\x61"


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (PORT, b"dPort\xf9\x6f\x98"),
        (PORT, b"dPort\xfb" + struct.pack(">d", 7777)),
        (PORT, b"dPort\xf6"),
        (PORT, b"dPort\xf7"),
        (PORT, b"dPort\x64" + b"7777"),
        (PORT, b"dport\x19\x1e\x61"),
        (PORT, b"\x7fdPort\xff\x19\x1e\x61"),
        (PORT, b"hPlayerIdaa"),
        (TIME, TIME[1:]),
        (TIME, b"\xc1\x01"),
        (TIME, b"\xc1\xfb" + struct.pack(">d", 1_763_800_000.123)),
        (TIME, b"\xc1\xfa" + struct.pack(">f", 1.125)),
        (TIME, b"\xc0\xfb" + struct.pack(">d", 1.125)),
        (b"\x81\xa4", b"\x9f\xa4"),
        (b"\x81\xa4", b"\x81\xa5"),
        (b"fACTIVE", b"fActive"),
        (b"fACTIVE", b"FACTIVE"),
        (b"fACTIVE", b"fACTIVE\x00"),
        (b"fACTIVE", b"fACTIV"),
    ],
)
def test_wrong_cbor_is_seen(right: bytes, wrong: bytes) -> None:
    assert right in BINARY
    with pytest.raises((AssertionError, ValueError)):
        judge(True, CBOR_HEADERS, BINARY.replace(right, wrong))


@pytest.mark.parametrize("body", [b"\xa0", b"{}"])
def test_output_of_an_operation_without_one_is_seen(body: bytes) -> None:
    with pytest.raises(AssertionError):
        judge(True, CBOR_HEADERS, body, operation="delete")


def test_empty_body_of_an_operation_with_output_is_seen() -> None:
    with pytest.raises(AssertionError):
        judge(True, COMMON | {"smithy-protocol": "rpc-v2-cbor"}, b"")
    with pytest.raises(AssertionError):
        judge(False, JSON_HEADERS, b"")


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        (error("NotFoundException"), 400),
        (error("com.amazon.coral.service#NotFoundException"), 400),
        (error("com.amazonaws.gamelift#SerializationException"), 400),
        (error("com.amazonaws.gamelift#ConflictException"), 400),  # not an error of this operation
        (error("com.amazonaws.gamelift#NotFoundException"), 404),
        (error("com.amazonaws.gamelift#InternalServiceException"), 400),
        (error("com.amazonaws.gamelift#NotFoundException", Message="gone"), 400),
        (error("com.amazonaws.gamelift#NotFoundException", message="gone"), 400),
        (error("com.amazonaws.gamelift#NotFoundException", Message="gone", message="lost"), 400),
        (error("com.amazonaws.gamelift#NotFoundException", Message=" ", message=" "), 400),
        (error("com.amazonaws.gamelift#NotFoundException", Code="x", **TEXTS), 400),
    ],
    ids=str,
)
def test_wrong_error_is_seen(wrong: dict[str, str], status: int) -> None:
    with pytest.raises(AssertionError):
        judge(True, CBOR_HEADERS, cbor2.dumps(wrong), status)


@pytest.mark.parametrize("named", ["com.amazonaws.gamelift#NotFoundException", "ConflictException", ""])
def test_error_that_header_and_body_name_differently_is_seen(named: str) -> None:
    with pytest.raises(AssertionError):
        judge(
            False,
            JSON_HEADERS | {"x-amzn-errortype": named},
            b'{"__type":"NotFoundException","Message":"a","message":"a"}',
            400,
        )
