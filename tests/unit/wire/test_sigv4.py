"""The credential scope of an Authorization header. Its signature is never verified."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulator.quoting import LONGEST_VALUE
from emulator.wire.call import WireError
from emulator.wire.sigv4 import CredentialScope, read_scope

DATE = {b"x-amz-date": b"20260131T120000Z"}
CREDENTIAL = "AKIDEXAMPLE/20260131/eu-west-1/gamelift/aws4_request"


def header(credential: str = CREDENTIAL, signed: str = "host;x-amz-date", signature: str = "abc123") -> str:
    return f"AWS4-HMAC-SHA256 Credential={credential}, SignedHeaders={signed}, Signature={signature}"


def scope(text: str, date: dict[bytes, bytes] = DATE) -> CredentialScope:
    return read_scope({b"authorization": text.encode("latin-1")} | date)


def test_scope_of_an_unsigned_call_is_empty() -> None:
    assert read_scope({}) == CredentialScope(None, None)


def test_scope_names_the_region() -> None:
    assert scope(header()) == CredentialScope("eu-west-1", None)


@pytest.mark.parametrize(
    "text",
    [
        header().replace(", ", ","),
        header().replace(", ", ",   "),
        f"AWS4-HMAC-SHA256 Signature=abc, SignedHeaders=host, Credential={CREDENTIAL}",
        header(signature="not+a/signature=="),
    ],
    ids=["no spaces", "many spaces", "other order", "equal signs"],
)
def test_scope_is_read_however_the_header_is_set_out(text: str) -> None:
    assert scope(text) == CredentialScope("eu-west-1", None)


def test_scope_counts_with_a_date_header_too() -> None:
    assert scope(header(), {b"date": b"Sat, 31 Jan 2026 12:00:00 GMT"}).region == "eu-west-1"


@pytest.mark.parametrize(
    ("key_id", "account"),
    [
        ("123456789012", "123456789012"),
        ("000000000000", "000000000000"),
        ("12345678901", None),
        ("1234567890123", None),
        ("12345678901x", None),
        ("test", None),
    ],
)
def test_account_is_the_access_key_id_where_that_is_12_digits(key_id: str, account: str | None) -> None:
    assert scope(header(CREDENTIAL.replace("AKIDEXAMPLE", key_id))).account == account


@given(st.from_regex(r"[0-9]{12}", fullmatch=True), st.from_regex(r"[a-z]{2}-[a-z]{4,9}-[1-9]", fullmatch=True))
def test_scope_gives_back_any_region_and_account(account: str, region: str) -> None:
    assert scope(header(f"{account}/20260131/{region}/gamelift/aws4_request")) == CredentialScope(region, account)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "requires the algorithm 'AWS4-HMAC-SHA256'"),
        ("Basic dGVzdDp0ZXN0", "requires the algorithm 'AWS4-HMAC-SHA256'"),
        ("Bearer token", "requires the algorithm 'AWS4-HMAC-SHA256'"),
        (header().replace("SHA256", "SHA1"), "requires the algorithm 'AWS4-HMAC-SHA256'"),
        ("AWS4-HMAC-SHA256", "requires the algorithm 'AWS4-HMAC-SHA256'"),
        ("AWS4-HMAC-SHA256 nonsense", "'nonsense' not a valid key=value pair (missing equal-sign)"),
        ("AWS4-HMAC-SHA256 ", "not a valid key=value pair (missing equal-sign)"),
        (header(credential=""), "requires 'Credential' parameter."),
        (header(signed=""), "requires 'SignedHeaders' parameter."),
        (header(signature=""), "requires 'Signature' parameter."),
        (f"AWS4-HMAC-SHA256 Credential={CREDENTIAL}", "requires 'Signature' parameter. Authorization header requires"),
        (header("AKID/20260131/eu-west-1/gamelift"), "Credential must be <access key id>/<date>/<region>"),
        (header("AKID/20260131//gamelift/aws4_request"), "Credential must be <access key id>/<date>/<region>"),
        (header("AKID/20260131/eu-west-1/gamelift/aws4"), "Credential must be <access key id>/<date>/<region>"),
        (header(f"x/{CREDENTIAL}"), "Credential must be <access key id>/<date>/<region>"),
    ],
)
def test_malformed_header_is_refused_with_what_it_lacks(text: str, words: str) -> None:
    with pytest.raises(WireError) as refused:
        scope(text)
    assert refused.value.code == "IncompleteSignatureException"
    assert refused.value.status == 400
    assert words in refused.value.message


def test_header_without_any_date_is_refused() -> None:
    with pytest.raises(WireError, match="existence of either a 'X-Amz-Date' or a 'Date' header") as refused:
        scope(header(), {})
    assert refused.value.code == "IncompleteSignatureException"


@pytest.mark.parametrize("service", ["s3", "dynamodb", "GameLift", "gameliftstreams"])
def test_scope_of_another_service_is_refused_by_name(service: str) -> None:
    with pytest.raises(WireError, match="scoped to correct service: 'gamelift'") as refused:
        scope(header(CREDENTIAL.replace("gamelift", service)))
    assert refused.value.code == "InvalidSignatureException"
    assert f"'{service}'" in refused.value.message


@pytest.mark.parametrize(
    "region",
    ["US-EAST-1", "us_east_1", "a.b", "us-east-1:x", "nowhere 1", "*", "%0a", "r\xff", "us-east-1\t", "x" * 65],
)
def test_scope_of_what_cannot_be_a_region_is_refused_by_name(region: str) -> None:
    with pytest.raises(WireError, match="scoped to a valid region, not '") as refused:
        scope(header(CREDENTIAL.replace("eu-west-1", region)))
    assert (refused.value.code, refused.value.status) == ("InvalidSignatureException", 400)
    assert f"'{region[:64]}" in refused.value.message


@pytest.mark.parametrize("part", ["eu-west-1", "gamelift"])
def test_refusal_shows_the_beginning_of_a_long_value(part: str) -> None:
    with pytest.raises(WireError) as refused:
        scope(header(CREDENTIAL.replace(part, "x" * 60_000)))
    assert f"'{'x' * LONGEST_VALUE}…'" in refused.value.message


PIECES = st.sampled_from(["AWS4-HMAC-SHA256", " ", ",", "=", "/", CREDENTIAL, "Credential=", "Signature=", "é"])


@given(st.lists(PIECES | st.text(st.characters(max_codepoint=255)), max_size=12).map("".join))
def test_any_other_header_is_refused_in_words(text: str) -> None:
    try:
        code = "" if scope(text).region else "a header without a region"
    except WireError as error:
        code = error.code
    assert code in ("", "IncompleteSignatureException", "InvalidSignatureException")
