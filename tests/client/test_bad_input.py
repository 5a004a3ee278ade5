"""Every way to ask wrongly, and the one form of all refusals. Cases are generated from botocore's service model."""

import http.client
import socket
from collections.abc import Iterator, Mapping
from http import HTTPMethod
from typing import Any, NamedTuple

import botocore.session
import httpx
import pytest

from emulator.dispatch.failures import java
from emulator.operations import OPERATIONS
from tests.support.refusing import accepted, refusal
from tests.support.running import AWS_JSON, PATIENCE, Running
from tests.support.worlds import world

DESCRIBE = "DescribePlayerSessions"
TARGET = {"X-Amz-Target": f"GameLift.{DESCRIBE}"}
BODY_LIMIT = 8_388_608
MODEL = botocore.session.get_session().get_service_model("gamelift")
MEMBERS = MODEL.operation_model(DESCRIBE).input_shape.members
SERIALIZATION = "SerializationException"
INVALID = "InvalidRequestException"
UNKNOWN = "UnknownOperationException"


def camel(member: str) -> str:
    return member[:1].lower() + member[1:]


def text_of(member: str, length: int) -> str:
    """A text of that length, which has the member's pattern where one so short can."""
    return ("psess-" if member == "PlayerSessionId" else "").ljust(length, "a")[:length]


def asking(member: str, value: object) -> dict[str, object]:
    """A question with that member, and an identifier with which the member's value has no effect if it is none."""
    return {member: value} if member.endswith("Id") else {"PlayerSessionId": "psess-a", member: value}


class TestJson:
    pytestmark = pytest.mark.assumed("front door")

    @pytest.mark.parametrize("body", [b"null", b"true", b"1", b'"x"', b"[]", b'[{"PlayerId":"a"}]'])
    def test_json_that_is_no_object_is_refused(self, emulator: Running, body: bytes) -> None:
        assert "object" in refusal(emulator.call(DESCRIBE, body), SERIALIZATION)

    @pytest.mark.parametrize(
        "body",
        [b" ", b"{", b"}", b"nul", b"PlayerId=a", b"<a/>", b"{'PlayerId': 'a'}", b'{"PlayerId"}', b'{"PlayerId":}',
         b'{"PlayerId":"a",}', b'{PlayerId:"a"}', b'{"PlayerId":"a"', b'{"PlayerId":"a}', b'{"PlayerId":"a\nb"}',
         b'{"PlayerId":"\\x41"}', b'{"Limit":01}', b'{"Limit":+1}', b'{"Limit":.5}', b'{"Limit":1.}', b'{"Limit":0x1}',
         b"{}x", b"{}{}", b"{},", b"{}\x00", b"// {}", b"\x00"],
    )  # fmt: skip
    def test_what_is_not_json_is_refused(self, emulator: Running, body: bytes) -> None:
        assert "JSON" in refusal(emulator.call(DESCRIBE, body), SERIALIZATION)

    @pytest.mark.parametrize("number", [b"NaN", b"Infinity", b"-Infinity", b"1e999", b"-1e999"])
    @pytest.mark.parametrize("member", [b"Limit", b"PlayerId", b"Unknown"])
    def test_number_that_json_or_a_double_cannot_hold_is_refused(
        self, emulator: Running, member: bytes, number: bytes
    ) -> None:
        refusal(emulator.call(DESCRIBE, b'{"%b":%b}' % (member, number)), SERIALIZATION)

    @pytest.mark.parametrize(
        "text", [b"\xff", b"\xc3", b"\xc0\x80", b"\xed\xa0\x80", b"\\ud800", b"\\udc00", b"\\ud800x", b"\\ud800\\u0041"]
    )
    @pytest.mark.parametrize("body", [b'{"PlayerId":"%b"}', b'{"PlayerId":"a","%b":1}', b'{"GameSessionId":"a%b"}'])
    def test_text_that_is_no_unicode_is_refused(self, emulator: Running, body: bytes, text: bytes) -> None:
        refusal(emulator.call(DESCRIBE, body % text), SERIALIZATION)

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
    def test_byte_order_mark_is_refused(self, emulator: Running, encoding: str) -> None:
        refusal(emulator.call(DESCRIBE, '{"PlayerId":"a"}'.encode(encoding)), SERIALIZATION)

    @pytest.mark.parametrize("depth", [10_000, 200_000])
    @pytest.mark.parametrize(("opening", "closing"), [(b"[", b"]"), (b'{"":', b"}"), (b"[", b"")], ids=ascii)
    def test_deep_nesting_is_refused_and_harms_nobody(
        self, emulator: Running, opening: bytes, closing: bytes, depth: int
    ) -> None:
        body = b'{"Unknown":' + opening * depth + b"1" + closing * depth + b"}"
        refusal(emulator.call(DESCRIBE, body), SERIALIZATION)
        assert accepted(emulator.call(DESCRIBE, {"PlayerId": "a"}))


class TestMembers:
    @pytest.mark.model
    @pytest.mark.parametrize(
        "body", [b'{"PlayerId":"a"}', b' {"PlayerId" : "a"} \r\n\t', b'{"PlayerId":"\\ud83e\\uddd9"}']
    )
    def test_json_may_be_written_in_any_way(self, emulator: Running, body: bytes) -> None:
        assert emulator.call(DESCRIBE, body).json() == {"PlayerSessions": []}

    @pytest.mark.documented("Smithy, AWS JSON 1.1 protocol")
    def test_empty_body_is_an_empty_object(self, emulator: Running) -> None:
        nothing, empty = (refusal(emulator.call(DESCRIBE, body), INVALID) for body in (b"", b"{}"))
        assert nothing == empty

    @pytest.mark.documented("Smithy, AWS JSON 1.1 protocol")
    @pytest.mark.parametrize("member", MEMBERS)
    def test_null_is_the_same_as_absent(self, emulator: Running, member: str) -> None:
        null, absent = (refusal(emulator.call(DESCRIBE, body), INVALID) for body in ({member: None}, {}))
        assert null == absent

    @pytest.mark.documented("Smithy, AWS JSON 1.1 protocol")
    @pytest.mark.parametrize("unknown", [{"Nonsense": {"deep": [1, None]}}, {"playerid": 1}, {"__type": "x"}, {"": ""}])
    def test_unknown_members_are_ignored(self, emulator: Running, unknown: Mapping[str, object]) -> None:
        assert emulator.call(DESCRIBE, {"PlayerId": "a"} | dict(unknown)).json() == {"PlayerSessions": []}

    @pytest.mark.model
    def test_names_of_members_are_compared_exactly(self, emulator: Running) -> None:
        assert "none are given" in refusal(emulator.call(DESCRIBE, {"playerId": "a", "PLAYERID": "a"}), INVALID)

    @pytest.mark.assumed("wrong kind of value")
    def test_last_of_repeated_members_counts(self, emulator: Running) -> None:
        emulator.seed(world([{"PlayerId": "first"}, {"PlayerId": "last"}]))
        answer = emulator.call(DESCRIBE, b'{"PlayerId":"first","PlayerId":"last"}').json()
        assert [each["PlayerId"] for each in answer["PlayerSessions"]] == ["last"]


KINDS: dict[str, object] = {"string": "1", "number": 1, "fraction": 1.5, "true": True, "object": {}, "array": []}
OWN_KIND = {"string": "string", "integer": "number"}


class TestKinds:
    pytestmark = pytest.mark.assumed("wrong kind of value")

    @pytest.mark.parametrize(
        ("member", "kind"),
        [(name, kind) for name, shape in MEMBERS.items() for kind in KINDS if kind != OWN_KIND[shape.type_name]],
    )
    def test_value_of_the_wrong_kind_is_refused(self, emulator: Running, member: str, kind: str) -> None:
        assert camel(member) in refusal(emulator.call(DESCRIBE, {member: KINDS[kind]}), SERIALIZATION)

    @pytest.mark.parametrize("limit", [b"2147483648", b"-2147483649", b"1" + b"0" * 400, b"1e300", b"1.5", b"1e-1"])
    def test_number_that_is_no_32_bit_integer_is_refused(self, emulator: Running, limit: bytes) -> None:
        refusal(emulator.call(DESCRIBE, b'{"PlayerId":"a","Limit":%b}' % limit), SERIALIZATION)

    @pytest.mark.parametrize("limit", [b"1", b"2147483647", b"2.0", b"1e2", b"10E+1"])
    def test_number_that_is_a_32_bit_integer_is_accepted(self, emulator: Running, limit: bytes) -> None:
        assert accepted(emulator.call(DESCRIBE, b'{"PlayerId":"a","Limit":%b}' % limit))

    def test_wrong_kind_is_told_before_broken_constraints(self, emulator: Running) -> None:
        refusal(emulator.call(DESCRIBE, {"GameSessionId": "", "Limit": "1"}), SERIALIZATION)


class Bound(NamedTuple):
    """A length or range of the model: the value that just keeps it, the value that just breaks it, AWS's words."""

    member: str
    kept: object
    broken: object
    rule: str


def bounds() -> Iterator[Bound]:
    for member, shape in MEMBERS.items():
        for name, step, words in (("min", -1, "greater"), ("max", 1, "less")):
            if (bound := shape.metadata.get(name)) is None:
                continue
            rule = f"than or equal to {bound}"
            if shape.type_name == "string":
                rule = f"Member must have length {words} {rule}"
                yield Bound(member, text_of(member, bound), text_of(member, bound + step), rule)
            else:
                yield Bound(member, bound, bound + step, f"Member must have value {words} {rule}")


BOUNDS = [pytest.param(each, id=f"{each.member} {each.rule}") for each in bounds()]
PATTERNS = {name: shape.metadata["pattern"] for name, shape in MEMBERS.items() if "pattern" in shape.metadata}


class TestConstraints:
    @pytest.mark.assumed("wording of constraint errors")
    @pytest.mark.parametrize("bound", BOUNDS)
    def test_value_just_beyond_a_bound_is_refused(self, emulator: Running, bound: Bound) -> None:
        message = refusal(emulator.call(DESCRIBE, asking(bound.member, bound.broken)), INVALID)
        value = "" if "sensitive" in MEMBERS[bound.member].metadata else f" '{java(bound.broken)}'"
        assert f"Value{value} at '{camel(bound.member)}' failed to satisfy constraint: {bound.rule}" in message

    @pytest.mark.model
    @pytest.mark.parametrize("bound", BOUNDS)
    def test_value_just_at_a_bound_is_accepted(self, emulator: Running, bound: Bound) -> None:
        response = emulator.call(DESCRIBE, asking(bound.member, bound.kept))
        if bound.member == "PlayerSessionId" and len(str(bound.kept)) < len("psess-a"):
            assert bound.rule not in refusal(response, INVALID)  # the pattern asks for more
        else:
            assert accepted(response)

    @pytest.mark.model
    def test_length_is_counted_in_characters(self, emulator: Running) -> None:
        assert accepted(emulator.call(DESCRIBE, {"PlayerId": "🧙" * 1024}))

    @pytest.mark.assumed("wording of constraint errors")
    @pytest.mark.parametrize("form", ["{}\n", "{} ", " {}", "\n{}", "{}\n{}", "{}\u2028", "\u0000{} "])
    @pytest.mark.parametrize("member", PATTERNS)
    def test_pattern_must_match_the_whole_value(self, emulator: Running, member: str, form: str) -> None:
        value = form.format(text_of(member, 10), text_of(member, 10))
        assert refusal(emulator.call(DESCRIBE, {member: value}), INVALID) == (
            f"1 validation error detected: Value '{value}' at '{camel(member)}' failed to satisfy constraint: "
            f"Member must satisfy regular expression pattern: {PATTERNS[member]}"
        )

    @pytest.mark.model
    @pytest.mark.parametrize(
        ("member", "value"),
        [("GameSessionId", each) for each in ("a_b", "a.b", "é", "a b", "a%", "١")]
        + [("PlayerSessionId", each) for each in ("psess-", "PSESS-a", "sess-a", "xpsess-a", "psess_a")],
    )
    def test_value_without_the_pattern_is_refused(self, emulator: Running, member: str, value: str) -> None:
        assert PATTERNS[member] in refusal(emulator.call(DESCRIBE, {member: value}), INVALID)

    @pytest.mark.assumed("wording of constraint errors")
    def test_all_broken_constraints_are_told_at_once(self, emulator: Running) -> None:
        question = {"GameSessionId": "a_b", "PlayerId": "", "PlayerSessionId": "x", "Limit": 0, "NextToken": ""}
        assert refusal(emulator.call(DESCRIBE, question), INVALID) == (
            "5 validation errors detected: "
            "Value 'a_b' at 'gameSessionId' failed to satisfy constraint: "
            "Member must satisfy regular expression pattern: ^[a-zA-Z0-9:/-]+$; "
            "Value at 'playerId' failed to satisfy constraint: "
            "Member must have length greater than or equal to 1; "
            "Value 'x' at 'playerSessionId' failed to satisfy constraint: "
            r"Member must satisfy regular expression pattern: ^psess-\S+$; "
            "Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1; "
            "Value '' at 'nextToken' failed to satisfy constraint: Member must have length greater than or equal to 1"
        )

    @pytest.mark.model
    @pytest.mark.parametrize(
        "question",
        [
            pytest.param({"PlayerId": "Secret" * 200}, id="long"),
            {"PlayerId": ["Secret"]},
            {"PlayerId": {"Secret": "Secret"}},
            {"PlayerId": "Secret", "GameSessionId": "a"},
            {"PlayerId": "Secret", "Limit": 0},
            {"PlayerId": "Secret", "Limit": "x"},
            {"PlayerId": "Secret", "NextToken": "x"},
            b'{"PlayerId":"Secret"',
            b'{"PlayerId":"Secret\xff"}',
            b'{"PlayerId":"Secret\\ud800"}',
        ],
        ids=str,
    )
    def test_player_id_is_in_no_message(self, emulator: Running, question: bytes | dict[str, Any]) -> None:
        response = emulator.call(DESCRIBE, question)
        refusal(response, response.headers["x-amzn-errortype"])
        assert "Secret" not in response.text


@pytest.mark.assumed("error's name on the wire")
@pytest.mark.parametrize(
    ("body", "code"),
    [(b"{", SERIALIZATION), (b"{}", INVALID), (b'{"PlayerSessionId":"psess-a"}', "NotFoundException")],
)
def test_error_is_named_alike_in_header_and_body(emulator: Running, body: bytes, code: str) -> None:
    response = emulator.call(DESCRIBE, body)
    error = response.json()
    assert response.headers["x-amzn-errortype"] == error["__type"] == code
    assert error["Message"] == error["message"] != ""


class TestFrontDoor:
    pytestmark = pytest.mark.assumed("front door")

    def test_missing_target_is_refused(self, emulator: Running) -> None:
        assert "X-Amz-Target" in refusal(emulator.http.post("/", content=b"{}", headers=AWS_JSON), UNKNOWN)

    @pytest.mark.parametrize(
        "target",
        ["", ".", DESCRIBE, "GameLift", "GameLift.", f".{DESCRIBE}", f"GameLift/{DESCRIBE}", f"GameLift..{DESCRIBE}",
         f"GameLift. {DESCRIBE}", f"GameLift.{DESCRIBE}.", f"GameLift.{DESCRIBE}\t,x", f"gamelift.{DESCRIBE}",
         "GameLift.describePlayerSessions", "GameLift.DescribePlayerSession", f"GameLift_20151001.{DESCRIBE}",
         f"com.amazonaws.gamelift.GameLift.{DESCRIBE}", f"com.amazonaws.gamelift#GameLift.{DESCRIBE}",
         "DynamoDB_20120810.ListTables", "GameLift.__class__", "GameLift.\u00e9",
         pytest.param("GameLift." + "x" * 5_000, id="long")],
        ids=ascii,
    )  # fmt: skip
    def test_target_that_names_no_operation_is_refused(self, emulator: Running, target: str) -> None:
        headers = httpx.Headers(AWS_JSON | {"X-Amz-Target": target}, encoding="latin-1")
        assert "X-Amz-Target" in refusal(emulator.http.post("/", content=b"{}", headers=headers), UNKNOWN)

    @pytest.mark.parametrize("path", ["/elsewhere", "/a/b", "//"])
    @pytest.mark.parametrize("method", [method.value for method in HTTPMethod if method is not HTTPMethod.POST])
    def test_method_other_than_post_is_refused(self, emulator: Running, method: str, path: str) -> None:
        response = emulator.http.request(method, emulator.url + path, headers=AWS_JSON | TARGET)
        message = refusal(response, UNKNOWN, 405)
        assert method in message or method == "HEAD"

    @pytest.mark.parametrize(
        "content_type",
        ["text/plain", "text/html", "application/xml", "application/cbor", "application/x-www-form-urlencoded",
         "multipart/form-data; boundary=x", "application/x-amz-json-1.2", "application/x-amz-json", "*/*", "json"],
    )  # fmt: skip
    def test_other_content_type_is_refused(self, emulator: Running, content_type: str) -> None:
        response = emulator.call(DESCRIBE, {"PlayerId": "a"}, Content_Type=content_type)
        assert content_type in refusal(response, UNKNOWN)

    @pytest.mark.parametrize(
        "content_type", ["application/x-amz-json-1.1; charset=utf-8", "Application/X-Amz-Json-1.1", "application/json"]
    )
    def test_content_type_may_be_spelt_in_other_ways(self, emulator: Running, content_type: str) -> None:
        assert accepted(emulator.call(DESCRIBE, {"PlayerId": "a"}, Content_Type=content_type))


class TestBodySize:
    pytestmark = pytest.mark.assumed("front door")
    TOO_LARGE = "RequestEntityTooLargeException"

    def test_body_of_the_largest_size_is_accepted(self, emulator: Running) -> None:
        assert accepted(emulator.call(DESCRIBE, b'{"PlayerId":"a"}'.ljust(BODY_LIMIT)))

    def test_larger_body_is_refused(self, emulator: Running) -> None:
        response = emulator.call(DESCRIBE, b'{"PlayerId":"a"}'.ljust(BODY_LIMIT + 1))
        assert "--body-limit-bytes" in refusal(response, self.TOO_LARGE, 413)

    def test_larger_body_in_chunks_is_refused(self, emulator: Running) -> None:
        chunks = (b" " * 65_536 for _ in range(BODY_LIMIT // 65_536 + 1))
        refusal(emulator.http.post("/", content=chunks, headers=AWS_JSON | TARGET), self.TOO_LARGE, 413)

    def test_larger_body_is_refused_before_it_is_sent(self, emulator: Running) -> None:
        port = httpx.URL(emulator.url).port
        with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
            connection.sendall(b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n" % (BODY_LIMIT + 1))
            assert connection.recv(65_536).startswith(b"HTTP/1.1 413 ")

    @pytest.mark.parametrize("chunked", [False, True], ids=["declared", "chunked"])
    def test_connection_is_usable_after_a_larger_body(self, emulator: Running, chunked: bool) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", httpx.URL(emulator.url).port, timeout=PATIENCE)
        connection.connect()
        opened = connection.sock
        large = b" " * (BODY_LIMIT * 2)
        for body, status in ((iter([large]) if chunked else large, 413), (b'{"PlayerId":"a"}', 200)):
            connection.request("POST", "/", body, AWS_JSON | TARGET, encode_chunked=chunked)
            response = connection.getresponse()
            response.read()
            assert response.status == status
        assert connection.sock is opened
        connection.close()


PARTS = {
    "Credential": "AKIAIOSFODNN7EXAMPLE/20260101/us-east-1/gamelift/aws4_request",
    "SignedHeaders": "host;x-amz-date",
    "Signature": "0" * 64,
}
SCOPE = PARTS["Credential"].split("/")


def authorization(parts: Mapping[str, str] = PARTS, algorithm: str = "AWS4-HMAC-SHA256") -> str:
    return f"{algorithm} " + ", ".join(f"{name}={value}" for name, value in parts.items())


class TestAuthorization:
    pytestmark = pytest.mark.assumed("signatures")
    INCOMPLETE = "IncompleteSignatureException"

    def signed(self, emulator: Running, header: str, **headers: str) -> httpx.Response:
        dated = headers or {"X_Amz_Date": "20260101T000000Z"}
        return emulator.call(DESCRIBE, {"PlayerId": "a"}, Authorization=header, **dated)

    def test_whole_header_is_accepted(self, emulator: Running) -> None:
        assert accepted(self.signed(emulator, authorization()))

    def test_unsigned_call_is_accepted(self, emulator: Running) -> None:
        assert accepted(emulator.call(DESCRIBE, {"PlayerId": "a"}))

    def test_date_header_is_as_good_as_x_amz_date(self, emulator: Running) -> None:
        assert accepted(self.signed(emulator, authorization(), Date="Thu, 01 Jan 2026 00:00:00 GMT"))

    @pytest.mark.parametrize("part", PARTS)
    def test_missing_part_is_named(self, emulator: Running, part: str) -> None:
        header = authorization({name: value for name, value in PARTS.items() if name != part})
        message = refusal(self.signed(emulator, header), self.INCOMPLETE)
        assert message == f"Authorization header requires '{part}' parameter. Authorization={header}"

    @pytest.mark.parametrize("part", PARTS)
    def test_empty_part_is_named(self, emulator: Running, part: str) -> None:
        header = authorization(PARTS | {part: ""})
        message = refusal(self.signed(emulator, header), self.INCOMPLETE)
        assert message == f"Authorization header requires '{part}' parameter. Authorization={header}"

    def test_all_missing_parts_are_named(self, emulator: Running) -> None:
        response = emulator.call(DESCRIBE, b"{}", Authorization=authorization({"X": "y"}))
        message = refusal(response, self.INCOMPLETE)
        assert [part for part in (*PARTS, "X-Amz-Date") if f"'{part}'" not in message] == []

    def test_missing_date_is_named(self, emulator: Running) -> None:
        response = emulator.call(DESCRIBE, b"{}", Authorization=authorization())
        assert "requires existence of either a 'X-Amz-Date' or a 'Date' header" in refusal(response, self.INCOMPLETE)

    @pytest.mark.parametrize("header", ["AWS4-HMAC-SHA256 x", authorization() + ", x", "AWS4-HMAC-SHA256 a=b,,c=d"])
    def test_part_without_equal_sign_is_refused(self, emulator: Running, header: str) -> None:
        assert "missing equal-sign" in refusal(self.signed(emulator, header), self.INCOMPLETE)

    @pytest.mark.parametrize(
        "header",
        ["", "x", "AWS4-HMAC-SHA256", "Bearer token", "Basic dGVzdDp0ZXN0", "AWS AKIAIOSFODNN7EXAMPLE:signature",
         *(authorization(PARTS, each) for each in ("AWS4-HMAC-SHA512", "aws4-hmac-sha256", "AWS4-ECDSA-P256-SHA256"))],
    )  # fmt: skip
    def test_other_algorithm_is_refused(self, emulator: Running, header: str) -> None:
        assert "AWS4-HMAC-SHA256" in refusal(self.signed(emulator, header), self.INCOMPLETE)

    @pytest.mark.parametrize(
        "scope",
        [[*SCOPE[:n], *SCOPE[n + 1 :]] for n in range(5)]
        + [[*SCOPE[:n], "", *SCOPE[n + 1 :]] for n in range(5)]
        + [[*SCOPE[:4], "aws3_request"], [*SCOPE, "x"]],
        ids="/".join,
    )
    def test_broken_scope_is_refused(self, emulator: Running, scope: list[str]) -> None:
        assert "aws4_request" in refusal(
            self.signed(emulator, authorization(PARTS | {"Credential": "/".join(scope)})), self.INCOMPLETE
        )

    @pytest.mark.parametrize("service", ["dynamodb", "execute-api", "GameLift"])
    def test_scope_of_another_service_is_refused(self, emulator: Running, service: str) -> None:
        header = authorization().replace("gamelift", service)
        message = refusal(self.signed(emulator, header), "InvalidSignatureException")
        assert "'gamelift'" in message
        assert f"'{service}'" in message


class TestUnsupportedOperations:
    pytestmark = pytest.mark.assumed("operations that are not here")
    UNSUPPORTED = sorted(set(MODEL.operation_names) - set(OPERATIONS))

    @pytest.mark.parametrize("operation", UNSUPPORTED)
    def test_operation_that_is_not_here_is_refused_by_name(self, emulator: Running, operation: str) -> None:
        message = refusal(emulator.call(operation, b"{}"), "UnsupportedOperationException")
        assert [name for name in (operation, *OPERATIONS) if name not in message] == []

    def test_operation_that_is_not_here_is_logged_once(self, emulator: Running) -> None:
        operation = self.UNSUPPORTED[0]
        for _ in range(3):
            emulator.call(operation, b"{}")
        told = [line for line in emulator.log().splitlines() if f"operation {operation}." in line]
        assert len([line for line in told if " WARNING " in line]) == 1

    def test_broken_json_is_told_first(self, emulator: Running) -> None:
        refusal(emulator.call(self.UNSUPPORTED[0], b"{"), SERIALIZATION)
