"""Smithy RPC v2 CBOR: the bytes that today's Go, Java, .NET, C++, Rust, Ruby, Kotlin and Swift SDKs send and read.

Pure functions, no I/O. Source: the rules of emitting and accepting in Smithy's specification of the protocol; that real
SDKs need each of them is tested with those SDKs (tests/sdks).
"""

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from io import BytesIO
from typing import TypeVar, cast

from cbor2 import CBORDecodeError, CBORDecoder, CBORTag, dumps, undefined

from emulator.api.catalogue import OPERATION_NAMES, TARGET_PREFIX
from emulator.api.shape import Shape
from emulator.errors import GameLiftError
from emulator.quoting import LONGEST_TEXT, quoted, shortened
from emulator.wire.call import Call, HttpRequest, Reply, WireError, status_of
from emulator.wire.caller import read_caller
from emulator.wire.cbor_values import encode

Value = TypeVar("Value")
Found = TypeVar("Found")
Hook = Callable[[Value, bool], Found]
"""What the decoder calls with a value, and with whether it has to be hashable."""

NAME = "Smithy RPC v2 CBOR"
SHORT_NAME = "cbor"
PROTOCOL = b"rpc-v2-cbor"
CONTENT_TYPE = b"application/cbor"
# Smithy's namespaces of GameLift's own errors, and of those of AWS's front door.
ERROR_NAMESPACE = "com.amazonaws.gamelift"
FRONT_NAMESPACE = "com.amazon.coral.service"
# How SDKs name the service in a path: by its target prefix, which is its Smithy name too, or by its whole shape id.
SERVICE_NAMES = (TARGET_PREFIX, f"{ERROR_NAMESPACE}.{TARGET_PREFIX}")
MOST_NESTED = 64
LARGE_BODY = 64 * 1024
MAX_MAPS = 250_000
"""And tags, in a body: each takes a call of Python. No input of the service has a thousandth of them."""
EPOCH_TAG = 1
"""Of an instant."""
# All other tags that the decoder knows, but for those of big integers: no member of the service stands for any of them.
OTHER_TAGS = (0, 4, 5, 25, 28, 29, 30, 35, 36, 37, 100, 256, 258, 260, 261, 1004, 43000, 55799)


def read_call(request: HttpRequest) -> Call:
    """The call that `request` makes.

    Order of checks: method, no other protocol's target, path, CBOR, Authorization. Only the last four segments of the
    path count: SDKs keep what an endpoint has before them, and some double its slash.

    Raises: WireError.
    """
    if request.method != "POST":
        raise WireError("UnknownOperationException", f"{request.method} is no method of this protocol.", 405)
    for header in (b"x-amz-target", b"x-amzn-target"):
        if header in request.headers:
            raise WireError(
                "SerializationException", f"{header.decode()} belongs to another protocol than {PROTOCOL.decode()}."
            )
    operation = read_operation(request.path)
    params = read_body_map(request.body)
    return Call(operation, params, read_caller(request), request.request_id, len(request.body))


def operation_named(headers: Mapping[bytes, bytes], path: str) -> str:
    """The operation that a request names, whether there is one of that name or not; empty where it names none."""
    return path.rpartition("/")[2]


def read_operation(path: str) -> str:
    """The operation that a path ends with. Raises: WireError UnknownOperationException."""
    segments = [segment for segment in path.split("/") if segment][-4:]
    match segments:
        case ["service", service, "operation", operation] if service in SERVICE_NAMES and operation in OPERATION_NAMES:
            return operation
    raise WireError(
        "UnknownOperationException",
        f"The path {quoted(path)} names no operation of Amazon GameLift: it ends as in "
        f"/service/{SERVICE_NAMES[0]}/operation/DescribePlayerSessions.",
        404,
    )


def read_body_map(body: bytes) -> Mapping[str, object]:
    """The CBOR map in `body`; an empty body is an empty map, as Smithy demands. The last of repeated keys counts.

    Raises: WireError SerializationException.
    """
    if not body:
        return {}
    stream = BytesIO(body)
    large = len(body) > LARGE_BODY
    left = iter(range(MAX_MAPS))
    decoder = CBORDecoder(
        stream,
        object_hook=limited(checked_map, left) if large else checked_map,
        semantic_decoders={number: limited(hook, left) for number, hook in _AS_TAG.items()} if large else _AS_TAG,
        max_depth=MOST_NESTED,
        strict_hashable_types=True,
    )
    try:
        with collector_paused() if large else nullcontext():
            value: object = decoder.decode()
    except (CBORDecodeError, OverflowError, MemoryError) as error:
        raise WireError(
            "SerializationException", f"The body is not CBOR that can be read: {decoder_text(error)}"
        ) from None
    if stream.tell() != len(body):
        raise WireError("SerializationException", "The body goes on behind its CBOR value.")
    if not isinstance(value, dict):
        raise WireError("SerializationException", "The body is CBOR, but not a map.")
    return cast("Mapping[str, object]", value)


@contextmanager
def collector_paused() -> Iterator[None]:
    """No search for garbage meanwhile: of millions of new values, each a container of one byte, it would cost more than
    all the rest."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def limited(hook: Hook[Value, Found], left: Iterator[int]) -> Hook[Value, Found]:
    """A hook of the decoder that raises ValueError once nothing is left of what it shares with others."""

    def run(value: Value, immutable: bool) -> Found:
        if next(left, None) is None:
            raise ValueError(f"it has more than {MAX_MAPS:,} maps and tags")
        return hook(value, immutable)

    return run


def decoder_text(error: BaseException) -> str:
    """What the decoder says, and why."""
    return shortened(f"{error}: {error.__cause__}" if error.__cause__ is not None else str(error), LONGEST_TEXT)


def checked_map(found: Mapping[object, object], _immutable: bool) -> Mapping[object, object]:
    """A map whose keys are texts; what is undefined is null. Raises: ValueError."""
    replaced: dict[object, object] = {}
    for key, value in found.items():
        if not isinstance(key, str):
            raise ValueError("the key of a map is not a text")
        if value is undefined:
            replaced[key] = None
        elif isinstance(value, list) and undefined in value:
            replaced[key] = [None if item is undefined else item for item in cast("list[object]", value)]
    return {**found, **replaced} if replaced or not isinstance(found, dict) else found


def _as_tag(number: int) -> Hook[object, CBORTag]:
    return lambda value, immutable: CBORTag(number, value)


def as_instant(value: object, immutable: bool) -> float | CBORTag:
    """An instant in seconds since the epoch, as all SDKs tag it; a tag where it is of no number."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    return CBORTag(EPOCH_TAG, value)


_AS_TAG: dict[int, Hook[object, object]] = {number: _as_tag(number) for number in OTHER_TAGS} | {EPOCH_TAG: as_instant}
"""A tag stays one: of a known member it is the wrong kind, in an unknown one it is skipped like all else."""


def write_answer(output: Shape | None, request_id: str) -> Reply:
    """The reply that carries an operation's output, empty where it has none. Absent members have no key."""
    return reply(200, b"" if output is None else encode(output), request_id)


def write_error(error: GameLiftError | WireError, request_id: str) -> Reply:
    """The reply that carries an error: a whole shape id, and the text under both of the keys that SDKs look for."""
    namespace = FRONT_NAMESPACE if isinstance(error, WireError) else ERROR_NAMESPACE
    body = dumps({"__type": f"{namespace}#{error.code}", "Message": error.message, "message": error.message})
    return reply(status_of(error), body, request_id, error.code)


def reply(status: int, body: bytes, request_id: str, error: str | None = None) -> Reply:
    """Every reply says its protocol, or SDKs will not read it; an empty one has no content type."""
    headers = [
        (b"smithy-protocol", PROTOCOL),
        (b"x-amzn-requestid", request_id.encode()),
        (b"content-length", b"%d" % len(body)),
    ]
    if body:
        headers.append((b"content-type", CONTENT_TYPE))
    return Reply(status, headers, body, error)
