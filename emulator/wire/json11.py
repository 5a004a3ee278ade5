"""AWS JSON 1.1: the bytes that boto3, the AWS CLI, JavaScript and PHP send and read. Pure functions, no I/O."""

from collections.abc import Mapping
from math import isinf
from typing import cast

import msgspec

from emulator.api.catalogue import OPERATION_NAMES, TARGET_PREFIX
from emulator.api.shape import Shape
from emulator.errors import GameLiftError
from emulator.quoting import LONGEST_TEXT, quoted, shortened
from emulator.wire.call import Call, HttpRequest, Reply, WireError, status_of
from emulator.wire.caller import read_caller

NAME = "AWS JSON 1.1"
SHORT_NAME = "json"
CONTENT_TYPE = b"application/x-amz-json-1.1"
ACCEPTED_TYPES = frozenset([CONTENT_TYPE, b"application/x-amz-json-1.0", b"application/json", b""])


def whole(text: str) -> int | float:
    """A number with a fraction or an exponent; one that is whole all the same, as 2.0, is an integer.

    Raises: ValueError where a double cannot hold it.
    """
    number = float(text)
    if isinf(number):
        raise ValueError("a number is too large for a double")
    return int(number) if number.is_integer() else number


_decode = msgspec.json.Decoder(float_hook=whole).decode
_encode = msgspec.json.Encoder().encode


def read_call(request: HttpRequest) -> Call:
    """The call that `request` makes.

    Order of checks, AWS's as far as it is known: method, content type, JSON, target, Authorization.
    The HTTP path is not looked at, as on AWS.

    Raises: WireError.
    Source: kinesalite's recorded answers of AWS JSON 1.1 front ends.
    """
    headers = request.headers
    if request.method != "POST":
        raise unknown(f"{request.method} is not a method of AWS JSON 1.1, whose calls are all POST.", status=405)
    content_type = headers.get(b"content-type", b"")
    if content_type != CONTENT_TYPE and content_type.partition(b";")[0].strip().lower() not in ACCEPTED_TYPES:
        raise unknown(
            f"Content-Type {quoted(content_type.decode('latin-1'))} is none of AWS JSON 1.1: "
            f"use {CONTENT_TYPE.decode()}."
        )
    params = read_object(request.body)
    operation = read_target(headers)
    return Call(operation, params, read_caller(request), request.request_id, len(request.body))


def operation_named(headers: Mapping[bytes, bytes], path: str) -> str:
    """The operation that a request names, whether there is one of that name or not; empty where it names none."""
    return headers.get(b"x-amz-target", b"").decode("latin-1").rpartition(".")[2]


def read_object(body: bytes) -> Mapping[str, object]:
    """The JSON object in `body`; an empty body is an empty object, as Smithy demands. The last of repeated keys counts.

    Raises: WireError SerializationException.
    """
    if not body:
        return {}
    try:
        value: object = _decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise WireError(
            "SerializationException", f"The body is not JSON: {shortened(str(error), LONGEST_TEXT)}"
        ) from None
    except RecursionError:
        raise WireError("SerializationException", "The body is nested too deep.") from None
    if not isinstance(value, dict):
        raise WireError("SerializationException", "The body is JSON, but not an object.")
    return cast("Mapping[str, object]", value)  # a JSON object's keys are strings


def read_target(headers: Mapping[bytes, bytes]) -> str:
    """The operation that `X-Amz-Target` names.

    Raises: WireError UnknownOperationException.
    """
    target = headers.get(b"x-amz-target", b"").decode("latin-1")
    prefix, _, operation = target.partition(".")
    if not target:
        raise unknown(
            f"The header X-Amz-Target is missing: it names the operation, as in {TARGET_PREFIX}.DescribePlayerSessions."
        )
    if prefix != TARGET_PREFIX or operation not in OPERATION_NAMES:
        raise unknown(f"X-Amz-Target {quoted(target)} names no operation of Amazon GameLift.")
    return operation


def unknown(message: str, status: int = 400) -> WireError:
    return WireError("UnknownOperationException", message, status)


def write_answer(output: Shape | None, request_id: str) -> Reply:
    """The reply that carries an operation's output, empty where it has none. Absent members have no key."""
    return reply(200, b"" if output is None else _encode(output), request_id)


def write_error(error: GameLiftError | WireError, request_id: str) -> Reply:
    """The reply that carries an error: bare `__type`, and the text under both of the keys that SDKs look for."""
    body = _encode({"__type": error.code, "Message": error.message, "message": error.message})
    answer = reply(status_of(error), body, request_id, error.code)
    answer.headers.append((b"x-amzn-errortype", error.code.encode()))
    return answer


def reply(status: int, body: bytes, request_id: str, error: str | None = None) -> Reply:
    headers = [
        (b"content-type", CONTENT_TYPE),
        (b"x-amzn-requestid", request_id.encode()),
        (b"content-length", b"%d" % len(body)),
    ]
    return Reply(status, headers, body, error)
