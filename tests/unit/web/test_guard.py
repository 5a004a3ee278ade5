"""The guard: which Host, Origin and Sec-Fetch-Site headers may pass."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulator.settings import Settings
from emulator.web.guard import Guard

LOCAL = {b"host": b"127.0.0.1:4600"}


def refusal(headers: Mapping[bytes, bytes], method: str = "POST", **settings: tuple[str, ...]) -> str | None:
    return Guard(Settings(**settings)).refusal(method, list(headers.items()), headers)  # type: ignore[arg-type]  # names and origins only


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.0.0.1:4600",
        "10.1.2.3:4600",
        "[::1]:4600",
        "[fe80::1]",
        "localhost",
        "LOCALHOST:4600",
        "localhost.:4600",
        "gamelift",
        "gamelift-emulator:4600",
        "api.localhost",
        "host.docker.internal:4600",
    ],
)
def test_host_that_no_public_name_can_be_bound_to_passes(host: str) -> None:
    assert refusal({b"host": host.encode()}) is None


def test_host_may_be_absent() -> None:
    assert refusal({}) is None


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:4600",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "notlocalhost.com",
        "evillocalhost.example",
        "rebind.internal.example",
        ":4600",
        "[::1",
        "[not an address]:80",
        "evil.example.",
        "evil.ex\xe4mple",
        "user@localhost",
        "evil.example@127.0.0.1:4600",
        "localhost/evil.example",
        "localhost?evil.example",
        "localhost#evil.example",
        "localhost\\evil.example",
        "[::1].evil.example",
        "127.0.0.1:80:90",
        "127.0.0.1:abc",
        "localhost:-1",
        "local host",
        "local\thost",
        "<script>",
    ],
)
def test_host_with_a_public_name_is_refused_with_the_flag_that_allows_it(host: str) -> None:
    text = refusal({b"host": host.encode("latin-1")})
    assert text is not None
    assert repr(host) in text
    assert "--allowed-hosts" in text
    assert "GAMELIFT_EMULATOR_ALLOWED_HOSTS" in text


@given(st.from_regex(r"([a-z0-9]{1,10}\.){1,3}(com|example|dev)(:[0-9]{1,5})?", fullmatch=True))
def test_host_with_any_public_name_is_refused(host: str) -> None:
    assert refusal({b"host": host.encode()}) is not None


@pytest.mark.parametrize(
    ("host", "allowed", "passes"),
    [
        ("gl.example.com", "gl.example.com", True),
        ("GL.Example.com:4600", "gl.example.com", True),
        ("gl.example.com", "GL.example.COM", True),
        ("other.example.com", "gl.example.com", False),
        ("x.gl.example.com", "gl.example.com", False),
        ("gl.example.com", ".example.com", True),
        ("a.b.example.com", ".example.com", True),
        ("evilexample.com", ".example.com", False),
        ("example.com.evil.net", ".example.com", False),
    ],
)
def test_host_that_is_allowed_passes_exactly_or_below_its_domain(host: str, allowed: str, passes: bool) -> None:
    assert (refusal({b"host": host.encode()}, allowed_hosts=("first.test", allowed)) is None) is passes


@pytest.mark.parametrize("origin", ["http://127.0.0.1:4600", "https://127.0.0.1:4600", "HTTP://127.0.0.1:4600"])
def test_origin_of_the_emulators_own_page_passes(origin: str) -> None:
    assert refusal(LOCAL | {b"origin": origin.encode()}) is None


@pytest.mark.parametrize(
    "origin",
    ["null", "", "https://evil.example", "http://127.0.0.1:3000", "http://localhost:4600", "http://127.0.0.1"],
)
def test_origin_of_another_page_is_refused_with_the_flag_that_allows_it(origin: str) -> None:
    text = refusal(LOCAL | {b"origin": origin.encode()})
    assert text is not None
    assert repr(origin) in text
    assert "--allowed-origins" in text


@pytest.mark.parametrize(
    ("origin", "allowed", "passes"),
    [
        ("http://localhost:3000", "http://localhost:3000", True),
        ("http://localhost:3000", "http://localhost:3000/", True),
        ("http://LOCALHOST:3000", "http://localhost:3000", True),
        ("http://localhost:3001", "http://localhost:3000", False),
        ("https://localhost:3000", "http://localhost:3000", False),
        ("http://localhost:3000.evil.example", "http://localhost:3000", False),
        ("https://anything.example", "*", True),
    ],
)
def test_origin_that_is_allowed_passes(origin: str, allowed: str, passes: bool) -> None:
    headers = LOCAL | {b"origin": origin.encode(), b"sec-fetch-site": b"cross-site"}
    assert (refusal(headers, allowed_origins=(allowed,)) is None) is passes


def test_origin_that_is_allowed_does_not_make_a_foreign_host_pass() -> None:
    headers = {b"host": b"evil.example", b"origin": b"http://evil.example"}
    assert refusal(headers, allowed_origins=("*",)) is not None


@pytest.mark.parametrize(("site", "passes"), [("cross-site", False), ("same-origin", True), ("none", True)])
def test_sec_fetch_site_refuses_only_other_sites(site: str, passes: bool) -> None:
    assert (refusal(LOCAL | {b"sec-fetch-site": site.encode()}) is None) is passes


@given(
    st.sampled_from(["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"]),
    st.sampled_from([None, b"navigate", b"no-cors", b"cors", b"nested-navigate", b"websocket"]),
    st.sampled_from([None, b"document", b"iframe", b"frame", b"object", b"embed", b"empty", b"image", b"script"]),
)
def test_of_what_another_site_makes_a_browser_ask_only_a_link_passes(
    method: str, mode: bytes | None, dest: bytes | None
) -> None:
    sent = {b"sec-fetch-site": b"cross-site", b"sec-fetch-mode": mode, b"sec-fetch-dest": dest}
    headers = LOCAL | {name: value for name, value in sent.items() if value is not None}
    link = (method, mode, dest) == ("GET", b"navigate", b"document")
    assert (refusal(headers, method) is None) is link


def test_host_that_passed_once_does_not_make_others_pass() -> None:
    guard = Guard(Settings())
    hosts = (b"localhost", b"evil.example", b"localhost")
    passed = [guard.refusal("POST", [(b"host", host)], {b"host": host}) is None for host in hosts]
    assert passed == [True, False, True]


def test_second_host_is_refused_whatever_the_two_say() -> None:
    pairs = [(b"host", b"localhost"), (b"accept", b"*/*"), (b"host", b"localhost")]
    assert Guard(Settings()).refusal("POST", pairs, dict(pairs)) == "There is more than one Host header."


@given(st.binary(), st.none() | st.binary())
def test_any_bytes_pass_or_are_refused_in_words(host: bytes, origin: bytes | None) -> None:
    text = refusal({b"host": host} | ({} if origin is None else {b"origin": origin}))
    assert text is None or "The" in text
