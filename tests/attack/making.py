"""Requests of the fuzz: number n of a seed is always the same bytes."""

from random import Random
from typing import NamedTuple

import cbor2

from emulator.operations import OPERATIONS
from tests.attack.connection import http_request
from tests.attack.control_requests import STRUCK, broken, control
from tests.attack.values import anything, as_json, nested, structure
from tests.attack.world import small_world
from tests.support.linting import MODEL, operation_of
from tests.support.running import AWS_JSON, CBOR, JSON

RESTORING = (
    ("DELETE", "/_emulator/faults", None),
    ("POST", "/_emulator/reset", None),
    ("PUT", "/_emulator/clock", {"now": "2026-06-01T00:00:00Z", "frozen": False}),
    ("POST", "/_emulator/seed", small_world()),
)
RESTORED_EVERY = 100
"""After so many requests the world is put in order: nothing else would be found in a world that is gone."""
HTTP_METHODS = ("GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "post", "QUERY")
CONTENT_TYPES = (
    "",
    "text/plain",
    "application/json",
    "application/x-amz-json-1.0",
    "application/cbor",
    "a/b; c=d",
    "é",
)
TARGETS = ("", "GameLift.", ".", "GameLift", "DynamoDB_20120810.ListTables", "GameLift.Nothing", "gamelift.ListFleets")
PATHS = ("/", "/x", "/service/GameLift/operation/", "/service/Other/operation/ListFleets", "/%2e%2e", "/" + "a" * 5_000)
REGIONS = ("us-east-1", "eu-west-1", "ap-southeast-2", "mars-1", "US-EAST-1", "", "..", "a" * 300, "us east", "é")
KEYS = ("test", "123456789012", "000000000000", "AKIAIOSFODNN7EXAMPLE", "12345678901", "", "/", "é", "1" * 5_000)
AUTHORIZATIONS = (
    "", "Bearer x", "AWS4-HMAC-SHA256", "AWS4-HMAC-SHA256 Credential=", "AWS4-HMAC-SHA256 Credential=a/b/c/d/e",
    "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0",
    "AWS4-ECDSA-P256-SHA256 Credential=test/20260101/gamelift/aws4_request, SignedHeaders=host, Signature=0",
    "AWS4-HMAC-SHA256 " + "a=b, " * 1_000, "AWS3 x",
)  # fmt: skip
ODD_HEADERS = (
    ("Host", "evil.example.com"), ("Host", ""), ("Host", "[::1"), ("Host", "a" * 3_000), ("Origin", "http://evil.example"),
    ("Origin", "null"), ("Sec-Fetch-Site", "cross-site"), ("Upgrade", "h2c"), ("Accept-Encoding", "gzip"),
    ("amz-sdk-request", "attempt=99999999999999999999"), ("amz-sdk-request", "attempt=2"), ("amz-sdk-request", "é"),
    ("amz-sdk-invocation-id", "same-for-all"), ("amz-sdk-invocation-id", "a" * 5_000), ("X-Amz-Date", "never"),
    ("Accept", "application/cbor"), ("Smithy-Protocol", "rpc-v2-cbor"), ("Smithy-Protocol", "rpc-v2-json"),
    ("X-Amz-Security-Token", "x" * 2_000), ("Expect", "100-continue"), ("Content-Encoding", "gzip"),
    ("Cookie", "a" * 8_000),
)  # fmt: skip

JSON_BODIES: tuple[bytes, ...] = (
    b"", b"[" * 100_000, b'{"a":' * 20_000, b"{", b"null", b"\xef\xbb\xbf{}", b"{}{}", b"[]", b'"x"', b"0",
    b'{"Limit": NaN}', b'{"Limit": 1e400}', b'{"Limit": %b}' % (b"9" * 5_000), b'{"Limit": -%b}' % (b"1" * 400),
    b'{"Limit": 0.%b1}' % (b"0" * 5_000), b'{"Limit": 1, "Limit": 2}', '{"PlayerId": "a"}'.encode("utf-16"),
    b'{"PlayerId": "\xff\xfe"}', b" " * 100_000, b'{"PlayerId": "%b"}' % (b"a" * 8_388_608),
)  # fmt: skip
CBOR_BODIES: tuple[bytes, ...] = (
    b"", b"\x81" * 5_000, b"\xa1\x61a" * 5_000, b"\xbf" * 5_000, b"\x9f" * 100_000, b"\x5b\x7f" + b"\xff" * 7,
    b"\xbb" + b"\xff" * 8, b"\x9a\xff\xff\xff\xff", b"\xc1" * 5_000, b"\xd8\x1c\xa0", b"\xa1\x61a\xd8\x1d\x00",
    b"\xc2\x5a\x00\x0f\xff\xff" + b"\xff" * 1_048_575, b"\xa0\xa0", b"\xc4\x82\x1b" + b"\x7f" * 8 + b"\x01",
    b"\xa1\xf6\x01", b"\xa1\x61a\xc0\x61x", b"\xf9\x7e\x00",
)  # fmt: skip


class Made(NamedTuple):
    """A request, and what its answer is judged by."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def what(self) -> str:
        """A short name: the operation or route."""
        if self.path.startswith("/_emulator"):
            return f"{self.method} {self.path[:60]}"
        wire = "CBOR" if self.headers.get("Smithy-Protocol") == "rpc-v2-cbor" else "JSON"
        name = self.headers.get("X-Amz-Target", self.path) if wire == "JSON" else self.path
        return f"{wire} {name.rpartition('/')[2].rpartition('.')[2][:60]}"

    @property
    def may_be_dropped(self) -> bool:
        """Whether a fault of the fuzz may strike it."""
        return STRUCK.encode() in self.body

    def sent_to(self, url: str) -> bytes:
        return http_request(url, self.method, self.path, self.headers, self.body)


def made(seed: int, number: int) -> Made:
    """Request `number` of the fuzz with that seed."""
    random = Random(f"{seed} {number}")
    if number % RESTORED_EVERY < len(RESTORING):
        method, path, document = RESTORING[number % RESTORED_EVERY]
        return Made(method, path, dict(JSON), b"" if document is None else as_json(document))
    kind = random.random()
    if kind < 0.2:
        return Made(*control(random))
    return aws(random, cbor=kind < 0.55)


def aws(random: Random, *, cbor: bool) -> Made:
    """A call of the AWS API, mostly of an operation that is answered."""
    name = random.choice((*OPERATIONS, *OPERATIONS, *OPERATIONS, random.choice(MODEL.operation_names)))
    method, path = "POST", "/"
    if cbor:
        headers, path = dict(CBOR), f"/service/GameLift/operation/{name}"
    else:
        headers = AWS_JSON | {"X-Amz-Target": f"GameLift.{name}"}
    body = body_of(name, random, cbor=cbor)
    if random.random() < 0.5:
        headers |= {"Authorization": authorization(random), "X-Amz-Date": "20260101T000000Z"}
    if random.random() < 0.1:
        field, value = random.choice(ODD_HEADERS)
        headers[field] = value
    if random.random() < 0.03:
        headers["Content-Type"] = random.choice(CONTENT_TYPES)
    if random.random() < 0.03:
        headers["X-Amz-Target"] = random.choice(TARGETS)
    if random.random() < 0.02:
        path = random.choice(PATHS)
    if random.random() < 0.02:
        method = random.choice(HTTP_METHODS)
    return Made(method, path, headers, body)


def authorization(random: Random) -> str:
    if random.random() < 0.2:
        return random.choice(AUTHORIZATIONS)
    region = REGIONS[0] if random.random() < 0.8 else random.choice(REGIONS)
    key = KEYS[0] if random.random() < 0.8 else random.choice(KEYS)
    scope = f"{key}/20260101/{region}/gamelift/aws4_request"
    return f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host;x-amz-date, Signature={'0' * 64}"


def body_of(name: str, random: Random, *, cbor: bool) -> bytes:
    """The body of a call: valid, somewhat wrong, or none at all."""
    model = operation_of(name)
    assert model is not None
    kind = random.random()
    if kind < 0.04:
        return random.choice((random.randbytes(random.randint(0, 300)), *(CBOR_BODIES if cbor else JSON_BODIES)))
    value: object = {}
    if kind < 0.07:
        value = random.choice((anything(random), nested(random, 150)))
    elif model.input_shape is not None:
        members = structure(model.input_shape, random, random.choice((0, 0, 0.02, 0.1)))
        if random.random() < 0.03:
            members[random.choice(("PlayerId", "Name"))] = STRUCK
        value = members
    body = as_cbor(value, random) if cbor else as_json(value)
    return broken(body, random) if random.random() < 0.06 else body


def as_cbor(value: object, random: Random) -> bytes:
    return cbor2.dumps(sendable(value), indefinite_containers=random.random() < 0.2)


def sendable(value: object) -> object:
    """The value without half surrogate pairs, which CBOR cannot say."""
    match value:
        case str():
            return value.encode(errors="replace").decode()
        case list():
            return [sendable(each) for each in value]
        case dict():
            return {sendable(name): sendable(each) for name, each in value.items()}
    return value
