"""What comes over a connection that is not as it should be: no HTTP, too much of it, or half of it."""

import re
import resource
import ssl
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from uuid import RFC_4122, UUID

import httpx
import pytest

from emulator import Emulator
from emulator.web.unreadable import HEAD_LIMIT_BYTES, MAX_HEADERS, MAX_WAITING_REQUESTS
from tests.support.faulty import add
from tests.support.refusing import refusal
from tests.support.running import PATIENCE, Running, running
from tests.support.sockets import all_read, connected, exchange

HEALTH = b"GET /_emulator/health HTTP/1.1\r\nHost: localhost\r\n\r\n"
LIST = (
    b"POST / HTTP/1.1\r\nHost: localhost\r\nX-Amz-Target: GameLift.ListFleets\r\n"
    b"Content-Type: application/x-amz-json-1.1\r\n"
)
CHUNKED = LIST + b"Transfer-Encoding: chunked\r\n\r\n"
WHOLE = LIST + b"Content-Length: 2\r\n\r\n{}"
CLOSING = b"Connection: close\r\n"
GARBAGE = [b"\x00\xff", b"no HTTP at all\r\n\r\n", b"GET / HTTP/1.1\r\nno header\r\n\r\n", CHUNKED + b"zz\r\n"]
HELLO = b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"
TOO_LARGE = "RequestHeaderFieldsTooLargeException"

linux = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


def statuses(answer: bytes) -> list[int]:
    """Of the responses that came, one after the other."""
    return [int(status) for status in re.findall(rb"HTTP/1\.1 (\d{3}) ", answer)]


def wait_until_answered(emulator: Running) -> None:
    """Returns once a new connection is answered."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            assert emulator.http.get("/_emulator/health").status_code == 200
            return
        except httpx.TransportError:
            assert time.monotonic() < deadline
            time.sleep(0.02)  # for another process


def warnings(emulator: Running) -> list[str]:
    return [line for line in emulator.log().splitlines() if " WARNING " in line]


# What is not HTTP.


def test_tls_client_is_told_apart_and_the_log_tells_the_remedy(tmp_path: Path) -> None:
    with running(tmp_path) as emulator:
        context = ssl.create_default_context()
        for _ in range(20):
            with connected(emulator) as connection, pytest.raises(ssl.SSLError, match=r"WRONG_VERSION_NUMBER|record"):
                context.wrap_socket(connection, server_hostname="localhost")
        (line,) = warnings(emulator)
    assert "A TLS hello came to a plain HTTP port: use http:// in endpoint_url, not https://" in line


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ([HELLO], "A TLS hello came"),
        ([HELLO[:1], HELLO[1:]], "A TLS hello came"),
        ([b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\x00\x00\x00\x04\x00\x00\x00\x00\x00"], "HTTP/2 came"),
        ([b"PRI", b" * HTTP/2.0\r\n\r\nSM\r\n\r\n"], "HTTP/2 came"),
        ([b"SSH-2.0-OpenSSH_9.6\r\n"], "is not HTTP"),
        ([b"\x05\x01\x00"], "is not HTTP"),
        ([b"secret-player\r\n"], "is not HTTP"),
        ([b"GET / HTTP/1.1\r\nsecret player\r\n\r\n"], "is not well-formed HTTP/1.1"),
        ([b"CONNECT secret:1 HTTP/1.1\r\n\r\n"], "neither a path nor a URL"),
        ([b"GET http://[::1/secret HTTP/1.1\r\n\r\n"], "neither a path nor a URL"),
    ],
    ids=lambda part: str(part)[:30],
)
def test_what_is_not_http_is_refused_in_words_and_named_once_in_the_log(
    sent: list[bytes], words: str, tmp_path: Path
) -> None:
    with running(tmp_path) as emulator:
        for _ in range(30):
            answer = exchange(emulator, *sent)
            assert statuses(answer) == [400]
            assert words in answer.decode()
        (line,) = warnings(emulator)
        log = emulator.log()
    assert words in line
    assert "(from 127.0.0.1:" in line
    assert "secret" not in log


# What is too much.


@pytest.mark.parametrize(
    "rest",
    [
        b" HTTP/1.1\r\nHost: localhost\r\nX-A: " + b"a" * HEAD_LIMIT_BYTES + b"\r\n\r\n",
        b" HTTP/1.1\r\nHost: localhost\r\nX-A: " + b"a" * 5_000_000,
        b" HTTP/1.1\r\nHost: localhost\r\n" + b"a" * 5_000_000,
        b" HTTP/1.1\r\nHost: localhost\r\n" + b"X-A: b\r\n" * MAX_HEADERS + b"\r\n",
        b" HTTP/1.1\r\nHost: localhost\r\n" + b"X-A: b\r\n" * 500_000,
        b"?" + b"a" * HEAD_LIMIT_BYTES + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"?" + b"a" * 5_000_000,
    ],
    ids=["header", "endless header", "endless name", "headers", "endless headers", "target", "endless target"],
)
@pytest.mark.parametrize("path", ["/", "/_emulator/health"])
@pytest.mark.parametrize("before", [0, 2], ids=["first", "behind others"])
def test_head_that_is_too_large_is_refused_in_the_form_of_its_path(
    emulator: Running, path: str, rest: bytes, before: int
) -> None:
    answer = exchange(emulator, HEALTH * before + b"GET " + path.encode() + rest)
    assert statuses(answer) == [200] * before + [431]
    assert b"connection: close" in answer
    assert f"{HEAD_LIMIT_BYTES} bytes or {MAX_HEADERS} headers" in answer.decode()
    assert (f'"__type":"{TOO_LARGE}"' in answer.decode()) is (path == "/")
    emulator.wait_for_log(f"{path} 431 ")
    assert any("first line and headers" in line for line in warnings(emulator))


def test_head_that_is_too_large_is_refused_to_sdks_in_their_protocol(emulator: Running) -> None:
    headers = {"X_A": "a" * HEAD_LIMIT_BYTES}
    refusal(emulator.call("ListFleets", {}, **headers), TOO_LARGE, 431)
    refusal(emulator.call_cbor("ListFleets", {}, **headers), TOO_LARGE, 431)


def test_head_that_is_too_large_does_not_excuse_a_foreign_host(emulator: Running) -> None:
    refusal(
        emulator.call("ListFleets", {}, Host="evil.example", X_A="a" * HEAD_LIMIT_BYTES), "AccessDeniedException", 403
    )


@pytest.mark.parametrize("packet", [40_000, 1_000], ids=["few packets", "many packets"])
def test_large_head_of_an_sdk_passes(emulator: Running, packet: int) -> None:
    head = LIST + CLOSING + b"X-Amz-Security-Token: " + b"t" * 50_000 + b"\r\n"
    head += b"".join(b"X-%d: y\r\n" % number for number in range(MAX_HEADERS - 7))
    request = head + b"Content-Length: 2\r\n\r\n{}"
    with connected(emulator) as connection:
        for start in range(0, len(request), packet):
            connection.sendall(request[start : start + packet])
        assert statuses(all_read(connection)) == [200]


def test_large_body_before_a_head_does_not_count_for_it(emulator: Running) -> None:
    body = b'{"NextToken": "' + b"a" * 3 * HEAD_LIMIT_BYTES + b'"}'
    large = LIST + b"Content-Length: %d\r\n\r\n" % len(body) + body
    assert statuses(exchange(emulator, large + large + LIST + CLOSING + b"\r\n")) == [400, 400, 200]


def peak_memory(emulator: Running) -> int:
    """The most that the emulator has ever held, in bytes."""
    (line,) = re.findall(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{emulator.process.pid}/status").read_text())
    return int(line) * 1024


@linux
@pytest.mark.parametrize(
    "opening",
    [
        b"GET / HTTP/1.1\r\nX-A: ",
        b"GET /",
        CHUNKED + b"2\r\n{}\r\n0\r\nX-A: ",
        CHUNKED + b"2;x=",
    ],
    ids=["header", "target", "trailer", "chunk extension"],
)
def test_endless_bytes_take_no_memory(tmp_path: Path, opening: bytes) -> None:
    many = 50_000_000
    with running(tmp_path) as emulator:
        exchange(emulator, WHOLE + LIST + CLOSING + b"\r\n")
        emulator.control("GET", "/health")  # FastAPI is there from then on
        before = peak_memory(emulator)
        with connected(emulator) as connection:
            connection.sendall(opening)
            try:
                for _ in range(many // 100_000):
                    connection.sendall(b"a" * 100_000)
            except OSError:
                pass  # it is closed before all has been taken
        assert peak_memory(emulator) - before < many / 5
        assert emulator.http.get("/_emulator/health").status_code == 200


@linux
def test_requests_that_wait_for_their_answers_take_no_memory(tmp_path: Path) -> None:
    sent = 0
    with running(tmp_path, "--log-level", "warning") as emulator:
        emulator.control("GET", "/health")  # the first control call brings FastAPI, once
        before = peak_memory(emulator)
        with connected(emulator) as connection:
            try:
                for _ in range(20):
                    connection.sendall(HEALTH * 10_000)
                    sent += 10_000
            except OSError:
                pass
        (line,) = warnings(emulator)
        assert peak_memory(emulator) - before < 20_000_000
    assert f"More than {MAX_WAITING_REQUESTS} requests wait" in line


def test_each_answer_has_a_random_uuid_of_its_own(emulator: Running) -> None:
    texts = {emulator.call("ListFleets", {}).headers["x-amzn-requestid"] for _ in range(500)}
    ids = [UUID(text) for text in texts]
    assert len(texts) == 500
    assert {str(each) for each in ids} == texts
    assert {(each.version, each.variant) for each in ids} == {(4, RFC_4122)}
    assert len({each.hex[0] for each in ids}) == len({each.hex[-1] for each in ids}) == 16


def test_pipelined_requests_are_answered_in_their_order(emulator: Running) -> None:
    paths = [b"/_emulator/%d" % number for number in range(MAX_WAITING_REQUESTS)]
    requests = [b"GET %b HTTP/1.1\r\nHost: localhost\r\n\r\n" % path for path in paths]
    answer = exchange(emulator, b"".join(requests) + LIST + CLOSING + b"\r\n")
    assert statuses(answer) == [404] * MAX_WAITING_REQUESTS + [200]


def test_pipelined_requests_beyond_the_limit_are_refused_behind_the_others(emulator: Running) -> None:
    answer = exchange(emulator, HEALTH * (MAX_WAITING_REQUESTS + 1) + HEALTH * 2_000)
    *answered, last = statuses(answer)
    assert set(answered) == {200}
    assert MAX_WAITING_REQUESTS < len(answered) < 2_000
    assert last == 400
    assert b"requests wait for their answers" in answer


# What is broken behind something that is whole.


@pytest.mark.parametrize("garbage", [*GARBAGE, HELLO], ids=lambda part: str(part)[:20])
@pytest.mark.parametrize("whole", [1, 3])
@pytest.mark.parametrize("apart", [False, True], ids=["one packet", "two packets"])
def test_request_before_garbage_is_answered(emulator: Running, whole: int, garbage: bytes, apart: bool) -> None:
    add(emulator, "ListFleets", delay_seconds=0.2, times=1)  # garbage in a packet of its own comes before its answer
    packets = [WHOLE * whole, garbage] if apart else [WHOLE * whole + garbage]
    answer = exchange(emulator, *packets)
    assert statuses(answer) == [200] * whole + [400]
    assert answer.count(b'"FleetIds"') == whole
    assert b"is not well-formed HTTP/1.1" in answer


def test_request_with_a_broken_body_is_refused_and_not_done(emulator: Running) -> None:
    with connected(emulator) as connection:
        connection.sendall(CHUNKED.replace(b"ListFleets", b"CreateAlias") + b"2\r\n{}\r\nzz\r\n")
        assert statuses(all_read(connection)) == [400]
    assert emulator.client().list_aliases()["Aliases"] == []


def test_bytes_behind_the_last_request_of_a_connection_do_not_harm_it(emulator: Running) -> None:
    assert statuses(exchange(emulator, LIST + CLOSING + b"Content-Length: 2\r\n\r\n{}" + b"\x00\xff")) == [200]


def test_trailers_are_no_headers(emulator: Running) -> None:
    trailers = (
        b"X-Amz-Target: GameLift.ListAliases\r\nHost: evil.example\r\nOrigin: null\r\nSmithy-Protocol: rpc-v2-cbor\r\n"
    )
    closing = CHUNKED.replace(b"\r\n", b"\r\n" + CLOSING, 1)
    for packets in (
        [closing + b"2\r\n{}\r\n0\r\n" + trailers + b"\r\n"],
        [closing, b"2\r\n{}\r\n0\r\n", trailers, b"\r\n"],
    ):
        answer = exchange(emulator, *packets)
        assert statuses(answer) == [200]
        assert b'"FleetIds"' in answer


def test_trailer_does_not_excuse_a_foreign_host(emulator: Running) -> None:
    foreign = CHUNKED.replace(b"localhost\r\n", b"evil.example\r\n" + CLOSING)
    assert statuses(exchange(emulator, foreign + b"2\r\n{}\r\n0\r\nHost: localhost\r\n\r\n")) == [403]


# What goes on as ever.


def test_request_behind_one_that_offers_an_upgrade_is_answered(emulator: Running) -> None:
    offer = LIST + b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAEAAEAA\r\n"
    answer = exchange(
        emulator, offer + b"Content-Length: 2\r\n\r\n{}" + WHOLE + offer + CLOSING + b"Content-Length: 0\r\n\r\n"
    )
    assert statuses(answer) == [200, 200, 200]


def test_client_that_waits_for_100_continue_is_told_to_go_on(emulator: Running) -> None:
    with connected(emulator) as connection:
        connection.sendall(LIST + CLOSING + b"Expect: 100-continue\r\nContent-Length: 2\r\n\r\n")
        assert connection.recv(25) == b"HTTP/1.1 100 Continue\r\n\r\n"
        connection.sendall(b"{}")
        assert statuses(all_read(connection)) == [200]


# More connections than a process may have.


def limited(folder: Path, ulimit: str) -> str:
    """A Python that may have only so many files open."""
    script = folder / "python"
    script.write_text(f'#!/bin/sh\nulimit {ulimit}\nexec "{sys.executable}" "$@"\n')
    script.chmod(0o755)
    return str(script)


@linux
def test_connections_beyond_the_limit_of_files_are_closed_and_the_log_tells(tmp_path: Path) -> None:
    limit = 128
    with running(tmp_path, python=limited(tmp_path, f"-n {limit}")) as emulator:
        answered = []
        with ExitStack() as connections:
            for opened in [connections.enter_context(connected(emulator)) for _ in range(2 * limit)]:
                try:
                    opened.sendall(HEALTH)
                    answered.append(opened.recv(12) == b"HTTP/1.1 200")
                except OSError:
                    answered.append(False)
            assert emulator.process.poll() is None
        (line,) = warnings(emulator)
        wait_until_answered(emulator)  # it takes a moment to see that so many connections are closed
    assert f"connections are closed at once: {limit} open files" in line
    assert answered == [True] * sum(answered) + [False] * (2 * limit - sum(answered))
    assert limit / 2 < sum(answered) < limit


@linux
def test_serve_takes_as_many_files_as_it_may_have(tmp_path: Path) -> None:
    with running(tmp_path, python=limited(tmp_path, "-Sn 100")) as emulator:
        limits = Path(f"/proc/{emulator.process.pid}/limits").read_text()
    (soft, hard) = re.findall(r"Max open files +(\S+) +(\S+)", limits)[0]
    assert (soft, soft != "100") == (hard, True)


def test_emulator_in_this_process_leaves_its_limit_alone() -> None:
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    with Emulator() as emulator:
        assert httpx.get(f"{emulator.url}/_emulator/health", trust_env=False).status_code == 200
        assert resource.getrlimit(resource.RLIMIT_NOFILE) == before


@pytest.mark.parametrize("method", ["DESCRIBE", "SETUP", "ANNOUNCE", "PLAY"])
def test_offer_of_an_upgrade_in_a_method_of_another_protocol_takes_no_answer_away(
    emulator: Running, method: str
) -> None:
    before = len(emulator.log())
    offer = f"{method} rtsp://h/x RTSP/1.0\r\nHost: localhost\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n".encode()
    answer = exchange(emulator, LIST + b"\r\n" + offer + LIST + b"Connection: close\r\n\r\n")
    assert statuses(answer)[0] == 200
    assert len(statuses(answer)) >= 2
    assert "Traceback" not in emulator.log()[before:]
