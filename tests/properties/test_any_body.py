"""Whatever bytes come in, an AWS answer goes out."""

import json

import cbor2
import httpx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.refusing import decoded, refusal
from tests.support.running import Running

json_values: st.SearchStrategy[object] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
members = st.sampled_from(
    ["GameSessionId", "PlayerId", "PlayerSessionId", "PlayerSessionStatusFilter", "Limit", "NextToken", "Other"]
)
bodies = st.one_of(
    st.binary(max_size=300),
    st.dictionaries(members, json_values).map(lambda value: json.dumps(value).encode()),
    json_values.map(lambda value: json.dumps(value).encode()),
)


def broken(body: bytes, cuts: tuple[int, int], with_what: bytes) -> bytes:
    """A body with some of it replaced."""
    start, end = sorted(cut % (len(body) + 1) for cut in cuts)
    return body[:start] + with_what + body[end:]


cbor_values = st.recursive(
    json_values | st.binary(max_size=9) | st.builds(cbor2.CBORTag, st.integers(4, 2**20), st.text(max_size=3)),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
cbor_maps = st.builds(cbor2.dumps, st.dictionaries(members, cbor_values), indefinite_containers=st.booleans())
cuts = st.tuples(st.integers(0, 1_000), st.integers(0, 1_000))
cbor_bodies = st.one_of(
    st.binary(max_size=300),
    cbor_maps,
    cbor_values.map(cbor2.dumps),
    st.builds(broken, cbor_maps, cuts, st.binary(max_size=4)),
)


def check_refusal(response: httpx.Response) -> None:
    """A refusal is one of those that a body can bring about; its form is linted with all others."""
    if response.status_code != 200:
        code = decoded(response)["__type"].rpartition("#")[2]
        refusal(response, code)
        assert code in ("SerializationException", "InvalidRequestException", "NotFoundException")


@given(body=bodies)
@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_body_gets_a_well_formed_aws_answer(emulator: Running, body: bytes) -> None:
    check_refusal(emulator.call("DescribePlayerSessions", body))


@given(body=cbor_bodies)
@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_cbor_body_gets_a_well_formed_aws_answer(emulator: Running, body: bytes) -> None:
    check_refusal(emulator.call_cbor("DescribePlayerSessions", body))


@given(question=st.dictionaries(members, st.text(max_size=20) | st.integers() | st.booleans() | st.none()))
@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_both_protocols_answer_alike(emulator: Running, question: dict[str, object]) -> None:
    json_answer = decoded(emulator.call("DescribePlayerSessions", question))
    cbor_answer = decoded(emulator.call_cbor("DescribePlayerSessions", cbor2.dumps(question)))
    if "__type" in cbor_answer:
        cbor_answer["__type"] = cbor_answer["__type"].rpartition("#")[2]
    assert json_answer == cbor_answer


@given(header=st.text(st.characters(codec="latin-1", exclude_categories=["Cc"]), max_size=200))
@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_authorization_header_gets_a_well_formed_aws_answer(emulator: Running, header: str) -> None:
    value = header.strip()
    response = emulator.http.post(
        "/",
        content=b'{"PlayerId": "x"}',
        headers={
            b"Content-Type": b"application/x-amz-json-1.1",
            b"X-Amz-Target": b"GameLift.DescribePlayerSessions",
            b"Authorization": value.encode("latin-1"),
        },
    )
    assert response.status_code == 400
    assert response.json()["__type"] in ("IncompleteSignatureException", "InvalidSignatureException")
