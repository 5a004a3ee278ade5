"""Every way to ask wrongly in Smithy RPC v2 CBOR, and the ways that only look wrong."""

import struct
from collections.abc import Mapping
from http import HTTPMethod

import cbor2
import httpx
import pytest

from emulator.operations import OPERATIONS
from emulator.wire.cbor import OTHER_TAGS
from tests.client.test_bad_input import (
    BODY_LIMIT,
    DESCRIBE,
    INVALID,
    MEMBERS,
    MODEL,
    SERIALIZATION,
    UNKNOWN,
    authorization,
    camel,
)
from tests.support.refusing import accepted, decoded, refusal
from tests.support.running import CBOR, Running
from tests.support.worlds import world

PATH = f"/service/GameLift/operation/{DESCRIBE}"
ALICE = cbor2.dumps({"PlayerId": "alice"})
smithy = pytest.mark.documented("Smithy, RPC v2 CBOR protocol")


def text(value: str) -> bytes:
    return cbor2.dumps(value)


def head(major: int, length: int) -> bytes:
    """The head of an item with a length of eight bytes, whatever follows."""
    return struct.pack(">BQ", major << 5 | 27, length)


def ask(emulator: Running, *items: bytes) -> httpx.Response:
    """The answer to a map of these items, keys and values in turn."""
    return emulator.call_cbor(DESCRIBE, bytes([0xA0 | len(items) // 2]) + b"".join(items))


def found(response: httpx.Response) -> list[str]:
    assert response.status_code == 200, decoded(response)
    return [each["PlayerId"] for each in decoded(response)["PlayerSessions"]]


@pytest.fixture
def filled(emulator: Running) -> Running:
    emulator.seed(world([{"PlayerId": "alice"}, {"PlayerId": "bob"}]))
    return emulator


class TestBytes:
    pytestmark = pytest.mark.assumed("CBOR that is not well-formed")

    def test_body_that_ends_too_early_is_refused_wherever_it_ends(self, emulator: Running) -> None:
        body = cbor2.dumps({"PlayerId": "alice", "Limit": 300, "Other": [1.5, {"a": b"b"}, True, None]})
        for end in range(1, len(body)):
            refusal(emulator.call_cbor(DESCRIBE, body[:end]), SERIALIZATION)
        assert accepted(emulator.call_cbor(DESCRIBE, body))

    @pytest.mark.parametrize("behind", [b"\x00", b"\xa0", b"\xff", b"\n", ALICE], ids=bytes.hex)
    @pytest.mark.parametrize("body", [ALICE, b"\xa0", b"\xbf\xff"], ids=bytes.hex)
    def test_body_that_goes_on_is_refused(self, emulator: Running, body: bytes, behind: bytes) -> None:
        assert "goes on" in refusal(emulator.call_cbor(DESCRIBE, body + behind), SERIALIZATION)

    @pytest.mark.parametrize(
        "body",
        ["f6", "f7", "f5", "01", "20", "6161", "4161", "80", "81a0", "fb3ff0000000000000", "c100", "d9d9f7a0"],
    )
    def test_value_that_is_no_map_is_refused(self, emulator: Running, body: str) -> None:
        assert "map" in refusal(emulator.call_cbor(DESCRIBE, bytes.fromhex(body)), SERIALIZATION)

    @pytest.mark.parametrize("length", [2**31, 2**32, 2**63 - 1, 2**63, 2**64 - 1])
    @pytest.mark.parametrize("major", [2, 3, 4, 5])
    def test_length_far_beyond_the_body_is_refused_and_harms_nobody(
        self, emulator: Running, major: int, length: int
    ) -> None:
        hostile = head(major, length)
        refusal(emulator.call_cbor(DESCRIBE, hostile), SERIALIZATION)
        for item in (hostile, hostile + b"\x61a" * 9):
            refusal(ask(emulator, text("PlayerId"), item), SERIALIZATION)
            refusal(ask(emulator, text("Other"), b"\x81" + item), SERIALIZATION)
        refusal(ask(emulator, head(3, length)), SERIALIZATION)
        assert accepted(emulator.call_cbor(DESCRIBE, ALICE))

    @pytest.mark.parametrize("depth", [65, 1_000, 200_000])
    @pytest.mark.parametrize("opening", ["81", "9f", "a16161", "bf6161", "c6", "d9d9f7", "c1"])
    def test_deep_nesting_is_refused_and_harms_nobody(self, emulator: Running, opening: str, depth: int) -> None:
        refusal(ask(emulator, text("Other"), bytes.fromhex(opening) * depth + b"\x01"), SERIALIZATION)
        assert accepted(emulator.call_cbor(DESCRIBE, ALICE))

    @pytest.mark.parametrize(
        "key", ["01", "20", "4161", "f6", "f7", "f5", "80", "a0", "c100", "c16161", "fb3ff0000000000000"]
    )
    def test_key_that_is_no_text_is_refused(self, emulator: Running, key: str) -> None:
        refusal(ask(emulator, bytes.fromhex(key), b"\x01"), SERIALIZATION)
        refusal(ask(emulator, text("Other"), b"\x81\xa1" + bytes.fromhex(key) + b"\x01"), SERIALIZATION)

    @pytest.mark.parametrize(
        "item",
        ["1c", "1d", "1e", "1f", "3f", "5c", "7d", "9e", "bc", "dc", "fc", "fd", "fe",  # lengths that are reserved
         "ff", "81ff", "a161ffff", "bf6161ff", "9f", "bf",  # a break where none belongs, or none where one does
         "f800", "f814", "f81f",  # simple values in two bytes that need one
         "7f4161ff", "5f6161ff", "7f7f6161ffff", "7f01ff", "7f6161"],  # parts of another type
    )  # fmt: skip
    def test_item_that_cbor_does_not_have_is_refused(self, emulator: Running, item: str) -> None:
        for member in ("PlayerId", "Other"):
            refusal(ask(emulator, text(member), bytes.fromhex(item)), SERIALIZATION)

    @pytest.mark.parametrize(
        "wrong", [b"\xff", b"\xc3", b"\xc0\x80", b"\xed\xa0\x80", b"\xf5\x80\x80\x80"], ids=bytes.hex
    )
    def test_text_that_is_no_unicode_is_refused(self, emulator: Running, wrong: bytes) -> None:
        item = bytes([0x60 | len(wrong)]) + wrong
        refusal(ask(emulator, text("PlayerId"), item), SERIALIZATION)
        refusal(ask(emulator, text("Other"), item), SERIALIZATION)
        refusal(ask(emulator, item, b"\x01"), SERIALIZATION)
        refusal(ask(emulator, text("PlayerId"), b"\x7f" + item + b"\xff"), SERIALIZATION)

    def test_json_under_the_header_of_cbor_is_refused(self, emulator: Running) -> None:
        refusal(emulator.call_cbor(DESCRIBE, b'{"PlayerId":"alice"}'), SERIALIZATION)


class TestForms:
    """One value has many forms, and all are read."""

    pytestmark = smithy

    @pytest.mark.parametrize("body", [b"", b"\xa0", b"\xbf\xff", b"\xb8\x00", head(5, 0)], ids=bytes.hex)
    def test_empty_body_is_an_empty_map(self, emulator: Running, body: bytes) -> None:
        assert "none are given" in refusal(emulator.call_cbor(DESCRIBE, body), INVALID)

    @pytest.mark.parametrize(
        "body",
        [
            "bf 68506c617965724964 65616c696365 ff",
            "a1 7f 64506c6179 6465724964 ff 65616c696365",
            "a1 68506c617965724964 7f 62616c 63696365 ff",
            "a1 68506c617965724964 7f 60 65616c696365 60 ff",
            "b90001 7b0000000000000008506c617965724964 7a00000005616c696365",
            "bf 7f 6150 676c617965724964 ff 7f65616c696365ff ff",
        ],
    )
    def test_maps_and_texts_may_have_any_length_form(self, filled: Running, body: str) -> None:
        assert found(filled.call_cbor(DESCRIBE, bytes.fromhex(body))) == ["alice"]

    @pytest.mark.parametrize(
        "limit", ["01", "1801", "190001", "1a00000001", "1b0000000000000001", "c24101", "c2420001"]
    )
    def test_integer_may_have_any_width(self, filled: Running, limit: str) -> None:
        assert found(ask(filled, text("PlayerId"), text("bob"), text("Limit"), bytes.fromhex(limit))) == ["bob"]

    @pytest.mark.parametrize("absent", ["f6", "f7"])
    @pytest.mark.parametrize("member", [name for name in MEMBERS if name != "PlayerId"])
    def test_null_and_undefined_are_the_same_as_absent(self, filled: Running, member: str, absent: str) -> None:
        assert found(ask(filled, text("PlayerId"), text("bob"), text(member), bytes.fromhex(absent))) == ["bob"]

    @pytest.mark.parametrize("absent", ["f6", "f7"])
    def test_null_and_undefined_items_of_a_list_are_dropped(self, filled: Running, absent: str) -> None:
        fleets = b"\x82" + text("fleet-00000000-0000-0000-0000-000000000000") + bytes.fromhex(absent)
        response = filled.call_cbor("DescribeFleetAttributes", b"\xa1" + text("FleetIds") + fleets)
        assert [each["Name"] for each in decoded(response)["FleetAttributes"]] == ["ready-made"]

    @pytest.mark.parametrize(
        "value",
        ["f6", "f7", "f0", "f8ff", "f97e00", "fa7fc00000", "fb7ff0000000000000", "4161", "5f4161ff", "c11a67748580",
         "c07819323032362d30312d30315430303a30303a30302b30303a3030", "d81c81d81d00", "d81d00", "d9d9f7a0", "c6f6",
         "dbffffffffffffffff01", "9f818181a0ff", "bf6161bf6162f7ffff", "c249ffffffffffffffffff", "c340"],
    )  # fmt: skip
    def test_unknown_member_is_skipped_whatever_it_holds(self, filled: Running, value: str) -> None:
        for wrapped in (value, f"81{value}", f"a1616c{value}"):
            assert found(ask(filled, text("Other"), bytes.fromhex(wrapped), text("PlayerId"), text("bob"))) == ["bob"]

    def test_last_of_repeated_members_counts(self, filled: Running) -> None:
        assert found(ask(filled, text("PlayerId"), text("alice"), text("PlayerId"), text("bob"))) == ["bob"]

    def test_names_of_members_are_compared_exactly(self, filled: Running) -> None:
        assert "none are given" in refusal(ask(filled, text("playerId"), text("alice")), INVALID)


KINDS = {
    "text": "6131", "number": "01", "negative": "20", "bignum": "c24101", "fraction": "fb3ff8000000000000",
    "whole fraction": "fb3ff0000000000000", "whole half": "f93c00", "whole single": "fa3f800000",
    "not a number": "f97e00", "infinite": "f97c00", "true": "f5", "simple": "f0", "bytes": "4131",
    "bytes in parts": "5f4131ff", "map": "a0", "list": "80", "list without length": "9fff", "timestamp": "c101",
    **{f"tag {tag}": f"da{tag:08x}6131" for tag in (*OTHER_TAGS, 6, 24, 32, 1_000_000)},
    **{f"tagged number {tag}": f"da{tag:08x}01" for tag in (0, 1, 29, 55799)},
}  # fmt: skip
OWN_KINDS = {"string": {"text"}, "integer": {"number", "negative", "bignum"}}


class TestKinds:
    pytestmark = pytest.mark.assumed("wrong kind of value")

    @pytest.mark.parametrize("kind", KINDS)
    @pytest.mark.parametrize("member", MEMBERS)
    def test_value_of_the_wrong_kind_is_refused(self, emulator: Running, member: str, kind: str) -> None:
        response = ask(emulator, text(member), bytes.fromhex(KINDS[kind]))
        if kind in OWN_KINDS[MEMBERS[member].type_name]:
            assert SERIALIZATION not in decoded(response).get("__type", "")
        else:
            assert camel(member) in refusal(response, SERIALIZATION)

    @pytest.mark.parametrize(
        "limit", ["1a80000000", "3a80000000", "1bffffffffffffffff", "c249010000000000000000", "c258ff" + "ff" * 255]
    )
    def test_number_that_is_no_32_bit_integer_is_refused(self, emulator: Running, limit: str) -> None:
        response = ask(emulator, text("PlayerId"), text("a"), text("Limit"), bytes.fromhex(limit))
        assert "limit" in refusal(response, SERIALIZATION)

    def test_wrong_kind_is_told_before_broken_constraints(self, emulator: Running) -> None:
        refusal(emulator.call_cbor(DESCRIBE, {"GameSessionId": "", "Limit": "1"}), SERIALIZATION)

    @pytest.mark.parametrize("item", ["01", "4161", "f5", "a0", "80", "c100", "f93c00"])
    def test_item_of_the_wrong_kind_is_refused(self, emulator: Running, item: str) -> None:
        body = b"\xa1" + text("FleetIds") + b"\x81" + bytes.fromhex(item)
        assert "fleetIds.1.member" in refusal(emulator.call_cbor("DescribeFleetAttributes", body), SERIALIZATION)

    def test_player_id_is_in_no_message(self, emulator: Running) -> None:
        for question in ({"PlayerId": ["Secret"]}, {"PlayerId": "Secret" * 200}, {"PlayerId": "Secret", "Limit": "x"}):
            assert b"Secret" not in emulator.call_cbor(DESCRIBE, question).content


class TestPaths:
    @smithy
    @pytest.mark.parametrize(
        "path", [PATH, f"/{PATH}", f"/prefix{PATH}", f"/a/b/c/d{PATH}", PATH.replace("/", "//"), f"{PATH}?x=1",
                 PATH.replace("GameLift", "com.amazonaws.gamelift.GameLift")]
    )  # fmt: skip
    def test_last_four_segments_of_the_path_count(self, filled: Running, path: str) -> None:
        assert found(filled.http.post(filled.url + path, content=ALICE, headers=CBOR)) == ["alice"]

    @pytest.mark.assumed("front door")
    @pytest.mark.parametrize(
        "path",
        ["/", "//", "/service", "/service/GameLift", "/service/GameLift/operation", f"/operation/{DESCRIBE}",
         f"/service/operation/{DESCRIBE}", f"{PATH}/x", f"{PATH}x", PATH.lower(), PATH.replace("GameLift", "gamelift"),
         PATH.replace("GameLift", "DynamoDB_20120810"), PATH.replace("GameLift", "com.amazonaws.gamelift%23GameLift"),
         PATH.replace(DESCRIBE, f"com.amazonaws.gamelift%23{DESCRIBE}"), PATH.replace(DESCRIBE, f"GameLift.{DESCRIBE}"),
         PATH.replace(DESCRIBE, "describePlayerSessions"), PATH.replace(DESCRIBE, "__class__"), f"{PATH}%00",
         PATH.replace(DESCRIBE, "%C3%A9"), PATH.replace(DESCRIBE, "x" * 5_000)],
    )  # fmt: skip
    def test_path_that_names_no_operation_is_not_found(self, emulator: Running, path: str) -> None:
        response = emulator.http.post(emulator.url + path, content=ALICE, headers=CBOR)
        assert "/service/GameLift/operation/" in refusal(response, UNKNOWN, 404)

    @pytest.mark.assumed("front door")
    @pytest.mark.parametrize("method", [method.value for method in HTTPMethod if method is not HTTPMethod.POST])
    def test_method_other_than_post_is_refused(self, emulator: Running, method: str) -> None:
        refusal(emulator.http.request(method, PATH, headers=CBOR), UNKNOWN, 405)

    @pytest.mark.assumed("operations that are not here")
    @pytest.mark.parametrize("operation", sorted(set(MODEL.operation_names) - set(OPERATIONS)))
    def test_operation_that_is_not_here_is_refused_by_name(self, emulator: Running, operation: str) -> None:
        assert operation in refusal(emulator.call_cbor(operation, {}), "UnsupportedOperationException")


class TestHeaders:
    @smithy
    @pytest.mark.parametrize("header", ["X-Amz-Target", "X-Amzn-Target", "x-amz-target"])
    @pytest.mark.parametrize("value", [f"GameLift.{DESCRIBE}", "", "x"])
    def test_target_of_another_protocol_is_refused(self, emulator: Running, header: str, value: str) -> None:
        response = emulator.http.post(PATH, content=ALICE, headers=CBOR | {header: value})
        assert header.lower() in refusal(response, SERIALIZATION)

    @smithy
    @pytest.mark.parametrize(
        "content_type", [None, "", "application/cbor; x=y", "text/plain", "application/x-amz-json-1.1"]
    )
    @pytest.mark.parametrize("accept", [None, "*/*", "application/json"])
    def test_content_type_and_accept_do_not_count(
        self, filled: Running, content_type: str | None, accept: str | None
    ) -> None:
        headers = {"Smithy-Protocol": "rpc-v2-cbor", "Content-Type": content_type, "Accept": accept}
        given = {name: value for name, value in headers.items() if value is not None}
        assert found(filled.http.post(PATH, content=ALICE, headers=given)) == ["alice"]

    @pytest.mark.observed("request as .NET's own marshaller writes it (aws-sdk-net, GameLift)")
    def test_api_version_of_dotnet_does_not_count(self, filled: Running) -> None:
        assert found(filled.call_cbor(DESCRIBE, ALICE, X_Amz_Api_Version="2015-10-01")) == ["alice"]

    @pytest.mark.assumed("signatures")
    @pytest.mark.parametrize(
        ("header", "code"),
        [
            ("Bearer x", "IncompleteSignatureException"),
            (authorization(), "IncompleteSignatureException"),  # without a date
            (authorization().replace("gamelift", "dynamodb"), "InvalidSignatureException"),
        ],
        ids=["bearer", "no date", "other service"],
    )
    def test_malformed_authorization_is_refused(self, emulator: Running, header: str, code: str) -> None:
        dated = {} if header == authorization() else {"X_Amz_Date": "20260101T000000Z"}
        refusal(emulator.call_cbor(DESCRIBE, ALICE, Authorization=header, **dated), code)

    @pytest.mark.assumed("front door")
    def test_body_over_the_limit_is_refused(self, emulator: Running) -> None:
        body = ALICE[:1] + text("Other") + head(2, BODY_LIMIT) + b" " * BODY_LIMIT
        assert "--body-limit-bytes" in refusal(
            emulator.call_cbor(DESCRIBE, body), "RequestEntityTooLargeException", 413
        )

    @pytest.mark.assumed("front door")
    def test_foreign_host_is_refused(self, emulator: Running) -> None:
        assert "--allowed-hosts" in refusal(
            emulator.call_cbor(DESCRIBE, ALICE, Host="evil.example"), "AccessDeniedException", 403
        )


@pytest.mark.model
@pytest.mark.parametrize(
    "question",
    [
        {"GameSessionId": "a_b", "PlayerId": "", "PlayerSessionId": "x", "Limit": 0, "NextToken": ""},
        {"PlayerId": "alice", "PlayerSessionId": "psess-a"},
        {"PlayerSessionId": "psess-nobody"},
        {"PlayerId": "alice", "Limit": "1"},
        {"PlayerId": "alice", "Limit": True},
        {"PlayerId": "alice", "NextToken": "x"},
        {"PlayerId": "alice"},
        {"PlayerId": "nobody"},
        {},
    ],
    ids=str,
)
def test_both_protocols_answer_alike(filled: Running, question: Mapping[str, object]) -> None:
    json, cbor = decoded(filled.call(DESCRIBE, question)), decoded(filled.call_cbor(DESCRIBE, question))
    for answer in (json, cbor):
        answer["__type"] = answer.get("__type", "").rpartition("#")[2]
        for each in answer.get("PlayerSessions", []):
            instant = each["CreationTime"]
            each["CreationTime"] = instant if isinstance(instant, float | int) else instant.timestamp()
    assert json == cbor
