"""Whatever bytes come in, an AWS answer goes out."""

import json
import uuid

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.running import Running

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


@given(body=bodies)
@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_body_gets_a_well_formed_aws_answer(emulator: Running, body: bytes) -> None:
    response = emulator.call("DescribePlayerSessions", body)
    answer = response.json()
    assert response.headers["content-type"] == "application/x-amz-json-1.1"
    assert uuid.UUID(response.headers["x-amzn-requestid"])
    if response.status_code == 200:
        assert isinstance(answer["PlayerSessions"], list)
    else:
        assert response.status_code == 400
        assert answer["__type"] in ("SerializationException", "InvalidRequestException", "NotFoundException")
        assert answer["Message"] == answer["message"] != ""


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
