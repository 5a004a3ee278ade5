"""Who may knock: web pages of other sites may not, programs may. And what a connection has to bear."""

import http.client
import shlex
from collections.abc import Iterator

import httpx
import pytest

from tests.client.test_bad_input import DESCRIBE
from tests.support.refusing import refusal
from tests.support.running import AWS_JSON, JSON, PATIENCE, Running, running
from tests.support.sockets import exchange
from tests.support.worlds import players, world

pytestmark = pytest.mark.assumed("front door")

NOW = "2026-01-01T00:00:00.000Z"
FOREIGN = "evil.example"
QUESTION = b'{"PlayerId":"player-1"}'
DENIED = "AccessDeniedException"
WRITES = [("POST", "/reset"), ("POST", "/seed"), ("PUT", "/clock"), ("POST", "/clock/advance")]
BODIES = {"/clock": b'{"frozen": false}', "/clock/advance": b'{"seconds": 61}'}
each_write = pytest.mark.parametrize(("method", "path"), WRITES, ids=lambda part: part)

GOOD_HOSTS = [
    "localhost", "LocalHost:4600", "localhost.", "emulator.localhost", "gamelift", "gamelift:4600", "game_lift:4600",
    "host.docker.internal", "host.docker.internal:4600", "host.testcontainers.internal:4600", "127.0.0.1",
    "127.0.0.1:4600", "10.1.2.3:4600", "[::1]", "[::1]:4600", "[fe80::1]:80", "[::ffff:127.0.0.1]:4600",
]  # fmt: skip
BAD_HOSTS = [
    FOREIGN, f"{FOREIGN}:4600", f"{FOREIGN}.", FOREIGN.upper(), "localhost.evil.example", "127.0.0.1.evil.example",
    "127.0.0.1.nip.io", "localhost@evil.example", "evillocalhost.example", "evilhost.docker-internal.example",
    "gamelift.local", "gamelift.default.svc.cluster.local", "localhost,evil.example", "evil.example#localhost",
    "0.0.0.0:4600", "[::]", "[::1", "[evil.example]", ":4600", "xn--80ak6aa92e.com", "127.1", "0x7f.0.0.1",
]  # fmt: skip


def found(emulator: Running, **headers: str) -> list[str]:
    """The players that the AWS API shows to an ordinary call."""
    response = emulator.call(DESCRIBE, QUESTION, **headers)
    assert response.status_code == 200, response.text
    return [each["PlayerId"] for each in response.json()["PlayerSessions"]]


def cors(response: httpx.Response) -> dict[str, str]:
    return {name: value for name, value in response.headers.items() if name.startswith("access-control-")}


@pytest.fixture
def filled(emulator: Running) -> Running:
    """The clock stands still, and there is something to lose."""
    emulator.freeze(NOW)
    emulator.seed(world(players(3, Status="COMPLETED")))
    return emulator


@pytest.fixture(scope="module")
def open_emulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """An emulator that answers to more names, and to the pages of three sites."""
    names = "emulator.example.com,.corp.example"
    origins = "http://localhost:3000,https://app.example.com,http://127.0.0.1:5173/"
    with running(tmp_path_factory.mktemp("open"), "--allowed-hosts", names, "--allowed-origins", origins) as emulator:
        emulator.seed(world(players(3, Status="COMPLETED")))
        yield emulator


class TestAttacks:
    @pytest.mark.parametrize(
        ("headers", "status"),
        [
            ({"Host": FOREIGN, "Origin": f"https://{FOREIGN}", "Content-Type": "text/plain"}, 403),
            ({"Host": FOREIGN, "Origin": f"http://{FOREIGN}", "Sec-Fetch-Site": "same-origin"}, 403),
            ({"Host": FOREIGN}, 403),
            ({"Origin": f"https://{FOREIGN}"}, 403),
            ({"Origin": "null"}, 403),
            ({"Origin": ""}, 403),
            ({"Sec-Fetch-Site": "cross-site"}, 403),
            ({"Content-Type": "text/plain"}, 415),
            ({"Content-Type": "application/x-www-form-urlencoded"}, 415),
            ({"Content-Type": "multipart/form-data; boundary=x"}, 415),
            ({"Content-Type": "text/plain; application/json"}, 415),
            ({"Content-Type": ""}, 415),
        ],
        ids=str,
    )
    @each_write
    def test_write_by_a_foreign_page_is_refused_and_changes_nothing(
        self, filled: Running, method: str, path: str, headers: dict[str, str], status: int
    ) -> None:
        response = filled.http.request(
            method, f"/_emulator{path}", content=BODIES.get(path, b""), headers=JSON | headers
        )
        assert response.status_code == status
        assert response.json()["message"]
        assert cors(response) == {}
        assert filled.control("GET", "/clock") == {"now": NOW, "frozen": True}
        assert found(filled) == ["player-1"]

    @pytest.mark.parametrize("path", ["/health", "/info", "/clock", "/docs", "/openapi.json", "/nowhere", ""])
    @pytest.mark.parametrize("header", [{"Host": FOREIGN}, {"Origin": f"http://{FOREIGN}"}], ids=str)
    def test_control_api_is_not_readable_for_foreign_pages(
        self, emulator: Running, path: str, header: dict[str, str]
    ) -> None:
        response = emulator.http.get(f"/_emulator{path}", headers=header)
        assert (response.status_code, list(response.json())) == (403, ["message"])

    @pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "OPTIONS", "DELETE"])
    @pytest.mark.parametrize("path", ["/", "/elsewhere"])
    def test_foreign_host_is_refused_whatever_the_method(self, emulator: Running, method: str, path: str) -> None:
        refusal(emulator.http.request(method, path, headers={"Host": FOREIGN}), DENIED, 403)

    @pytest.mark.parametrize("path", ["/reset", "/seed", "/clock/advance"])
    def test_reading_method_changes_nothing(self, filled: Running, path: str) -> None:
        assert filled.http.get(f"/_emulator{path}").status_code == 405
        assert filled.control("GET", "/clock") == {"now": NOW, "frozen": True}
        assert found(filled) == ["player-1"]


class TestHosts:
    @pytest.mark.parametrize("host", GOOD_HOSTS)
    def test_name_that_cannot_be_rebound_passes(self, filled: Running, host: str) -> None:
        assert found(filled, Host=host) == ["player-1"]

    @pytest.mark.parametrize("host", BAD_HOSTS)
    def test_foreign_name_is_refused_and_told_the_remedy(self, filled: Running, host: str) -> None:
        message = refusal(filled.call(DESCRIBE, QUESTION, Host=host), DENIED, 403)
        assert "Host" in message
        assert "--allowed-hosts" in message
        assert "GAMELIFT_EMULATOR_ALLOWED_HOSTS" in message

    @pytest.mark.parametrize(
        "host",
        ["emulator.example.com", "emulator.example.com:8080", "EMULATOR.Example.com", "emulator.example.com.",
         "a.corp.example", "b.a.corp.example:4600", "localhost:4600"],
    )  # fmt: skip
    def test_allowed_host_passes(self, open_emulator: Running, host: str) -> None:
        assert found(open_emulator, Host=host) == ["player-1"]

    @pytest.mark.parametrize(
        "host",
        [
            "sub.emulator.example.com",
            "example.com",
            "notcorp.example",
            "corp.example.evil.example",
            "emulator.example.co",
        ],
    )
    def test_host_that_only_resembles_an_allowed_one_is_refused(self, open_emulator: Running, host: str) -> None:
        refusal(open_emulator.call(DESCRIBE, QUESTION, Host=host), DENIED, 403)


class TestOrigins:
    @pytest.mark.parametrize(
        "origin", [f"https://{FOREIGN}", "http://localhost:3000", "null", "", "file://", "http://"]
    )
    def test_other_origin_is_refused_and_told_the_remedy(self, emulator: Running, origin: str) -> None:
        response = emulator.call(DESCRIBE, QUESTION, Origin=origin)
        assert "--allowed-origins" in refusal(response, DENIED, 403)
        assert cors(response) == {}

    def test_origin_on_another_port_is_refused(self, emulator: Running) -> None:
        refusal(emulator.call(DESCRIBE, QUESTION, Origin=emulator.url + "0"), DENIED, 403)

    def test_cross_site_request_without_origin_is_refused(self, emulator: Running) -> None:
        message = refusal(emulator.call(DESCRIBE, QUESTION, Sec_Fetch_Site="cross-site"), DENIED, 403)
        assert "Sec-Fetch-Site" in message

    @pytest.mark.parametrize("site", ["same-origin", "none"])
    def test_request_of_the_same_site_passes(self, filled: Running, site: str) -> None:
        assert found(filled, Sec_Fetch_Site=site) == ["player-1"]

    @pytest.mark.parametrize("scheme", ["http", "https"])
    def test_same_origin_passes_without_cors_headers(self, filled: Running, scheme: str) -> None:
        origin = filled.url.replace("http", scheme)
        response = filled.call(DESCRIBE, QUESTION, Origin=origin, Sec_Fetch_Site="same-origin")
        assert (response.status_code, cors(response)) == (200, {})

    def test_no_cors_headers_by_default(self, emulator: Running) -> None:
        assert cors(emulator.call(DESCRIBE, QUESTION)) == {}

    @pytest.mark.parametrize("path", ["/", "/_emulator/reset"])
    def test_preflight_is_refused_by_default(self, emulator: Running, path: str) -> None:
        asked = {"Origin": "http://localhost:3000", "Access-Control-Request-Method": "POST"}
        response = emulator.http.options(path, headers=asked)
        assert (response.status_code, cors(response)) == (403, {})


LINK = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
PAGES = ["/", "/_emulator/docs"]


class TestLinks:
    @pytest.mark.parametrize("path", PAGES)
    def test_link_on_a_page_of_another_site_may_be_followed(self, emulator: Running, path: str) -> None:
        response = emulator.http.get(path, headers=LINK)
        assert (response.status_code, cors(response)) == (200, {})
        assert "gamelift-emulator" in response.text

    @pytest.mark.parametrize("path", ["/_emulator/docs", "/_emulator/state"])
    @pytest.mark.parametrize(
        "other",
        [
            {"Sec-Fetch-Dest": "iframe"},
            {"Sec-Fetch-Dest": "frame"},
            {"Sec-Fetch-Dest": "object"},
            {"Sec-Fetch-Dest": "embed"},
            {"Sec-Fetch-Dest": "empty"},
            {"Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"},
            {"Sec-Fetch-Mode": "cors"},
            {"Origin": f"https://{FOREIGN}"},
            {"Host": FOREIGN},
        ],
        ids=str,
    )
    def test_nothing_else_of_another_site_passes(self, emulator: Running, path: str, other: dict[str, str]) -> None:
        assert emulator.http.get(path, headers=LINK | other).status_code == 403

    @pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "HEAD", "OPTIONS"])
    @pytest.mark.parametrize("path", ["/", "/_emulator/docs", "/_emulator/reset"])
    def test_link_is_followed_by_get_alone(self, emulator: Running, method: str, path: str) -> None:
        assert emulator.http.request(method, path, headers=LINK).status_code == 403

    @pytest.mark.parametrize("path", PAGES)
    def test_page_may_not_be_framed(self, emulator: Running, path: str) -> None:
        headers = emulator.http.get(path).headers
        assert headers["content-security-policy"] == "frame-ancestors 'none'"
        assert headers["x-frame-options"] == "DENY"


class TestAllowedOrigins:
    @pytest.mark.parametrize("origin", ["http://localhost:3000", "https://app.example.com", "http://127.0.0.1:5173"])
    def test_allowed_origin_may_read_the_answer(self, open_emulator: Running, origin: str) -> None:
        response = open_emulator.call(DESCRIBE, QUESTION, Origin=origin, Sec_Fetch_Site="cross-site")
        assert response.json()["PlayerSessions"]
        assert response.headers["access-control-allow-origin"] == origin
        assert "x-amzn-requestid" in response.headers["access-control-expose-headers"]

    def test_allowed_origin_may_read_errors(self, open_emulator: Running) -> None:
        response = open_emulator.call(DESCRIBE, b"{", Origin="http://localhost:3000")
        refusal(response, "SerializationException")
        assert response.headers["access-control-allow-origin"] == "http://localhost:3000"

    @pytest.mark.parametrize(
        ("method", "path"), [("POST", "/"), ("PUT", "/_emulator/clock"), ("POST", "/_emulator/reset")]
    )
    def test_preflight_of_an_allowed_origin_passes(self, open_emulator: Running, method: str, path: str) -> None:
        asked = {
            "Origin": "http://localhost:3000",
            "Access-Control-Request-Method": method,
            "Access-Control-Request-Headers": "authorization,content-type,x-amz-date,x-amz-target",
        }
        response = open_emulator.http.options(path, headers=asked)
        assert response.status_code == 200
        assert response.headers["access-control-allow-origin"] == "http://localhost:3000"
        assert method in response.headers["access-control-allow-methods"]
        assert "x-amz-target" in response.headers["access-control-allow-headers"]

    @pytest.mark.parametrize(
        "origin",
        ["http://localhost:3001", "https://localhost:3000", "http://localhost:3000.evil.example", "null",
         "https://evil.example", "https://sub.app.example.com"],
    )  # fmt: skip
    @pytest.mark.parametrize("method", ["POST", "OPTIONS"])
    def test_other_origin_is_still_refused(self, open_emulator: Running, method: str, origin: str) -> None:
        headers = AWS_JSON | {"Origin": origin, "Access-Control-Request-Method": "POST"}
        response = open_emulator.http.request(method, "/", headers=headers)
        refusal(response, DENIED, 403)
        assert cors(response) == {}

    def test_page_of_a_public_site_may_call_this_machine_where_its_origin_is_allowed(
        self, open_emulator: Running
    ) -> None:
        asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Private-Network": "true"}
        allowed = open_emulator.http.options("/", headers=asked | {"Origin": "https://app.example.com"})
        assert (allowed.status_code, allowed.headers["access-control-allow-private-network"]) == (200, "true")
        other = open_emulator.http.options("/", headers=asked | {"Origin": f"https://{FOREIGN}"})
        assert (other.status_code, cors(other)) == (403, {})

    def test_allowed_origin_does_not_excuse_a_foreign_host(self, open_emulator: Running) -> None:
        response = open_emulator.call(DESCRIBE, QUESTION, Origin="http://localhost:3000", Host=FOREIGN)
        refusal(response, DENIED, 403)


def run_curl(line: str) -> httpx.Response:
    """What the curl line of a message does: -X method, -H header, perhaps -d body, and the URL."""
    words = shlex.split(line)
    options = dict(zip(words[1:-1:2], words[2:-1:2], strict=True))
    name, _, value = options["-H"].partition(": ")
    return httpx.request(options["-X"], words[-1], headers={name: value}, content=options.get("-d"), trust_env=False)


class TestContentTypeOfWrites:
    @pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", ""])
    @each_write
    def test_refusal_shows_a_curl_line_that_works(
        self, emulator: Running, method: str, path: str, content_type: str
    ) -> None:
        refused = emulator.http.request(method, f"/_emulator{path}", headers={"Content-Type": content_type})
        assert refused.status_code == 415
        response = run_curl("curl " + refused.json()["message"].partition("This works: curl ")[2])
        assert response.status_code == 200, response.text

    @pytest.mark.parametrize("content_type", ["application/json", "Application/JSON; charset=utf-8"])
    def test_json_write_passes(self, emulator: Running, content_type: str) -> None:
        response = emulator.http.post("/_emulator/reset", headers={"Content-Type": content_type})
        assert response.status_code == 200


class TestConnections:
    @pytest.mark.parametrize("parts", ["whole", "body apart", "head in two"])
    @pytest.mark.parametrize("name", ["Upgrade", "upgrade", "UPGRADE"])
    def test_offer_to_upgrade_keeps_the_body(self, filled: Running, name: str, parts: str) -> None:
        head = (
            "POST / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, HTTP2-Settings, close\r\n"
            f"Content-Length: {len(QUESTION)}\r\nContent-Type: application/x-amz-json-1.1\r\n{name}: h2c\r\n"
            f"HTTP2-Settings: AAEAAEAAAAIAAAABAAMAAABkAAQBAAAAAAUAAEAA\r\nX-Amz-Target: GameLift.{DESCRIBE}\r\n\r\n"
        ).encode()
        packets = {"whole": [head + QUESTION], "body apart": [head, QUESTION],
                   "head in two": [head[:60], head[60:] + QUESTION]}  # fmt: skip
        assert b'"PlayerId":"player-1"' in exchange(filled, *packets[parts])

    def test_request_in_many_packets_is_answered(self, filled: Running) -> None:
        request = (
            f"POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: {len(QUESTION)}\r\n"
            f"X-Amz-Target: GameLift.{DESCRIBE}\r\n\r\n"
        ).encode() + QUESTION
        parts = [request[start : start + 40] for start in range(0, len(request), 40)]
        assert b'"PlayerId":"player-1"' in exchange(filled, *parts)

    def test_connection_is_kept_for_many_requests(self, filled: Running) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", httpx.URL(filled.url).port, timeout=PATIENCE)
        connection.connect()
        opened = connection.sock
        for n in range(500):
            target = DESCRIBE if n % 5 else "Nonsense"  # refusals keep it too
            connection.request("POST", "/", QUESTION, AWS_JSON | {"X-Amz-Target": f"GameLift.{target}"})
            response = connection.getresponse()
            response.read()
            assert response.status == (200 if n % 5 else 400)
        assert connection.sock is opened
        connection.close()


class TestPaths:
    @pytest.mark.parametrize("path", ["/", "//", "/any/path", "/?x=1", "//_emulator/reset", "/_emulatorish", "/%2e%2e"])
    def test_aws_call_is_answered_on_any_path(self, filled: Running, path: str) -> None:
        headers = AWS_JSON | {"X-Amz-Target": f"GameLift.{DESCRIBE}"}
        response = filled.http.post(filled.url + path, content=QUESTION, headers=headers)
        assert [each["PlayerId"] for each in response.json()["PlayerSessions"]] == ["player-1"]

    @pytest.mark.parametrize("path", ["/", "/?x=1"])
    def test_root_tells_humans_what_it_is(self, emulator: Running, path: str) -> None:
        response = emulator.http.get(path)
        assert (response.status_code, response.headers["content-type"]) == (200, "text/plain; charset=utf-8")
        assert response.text.startswith("gamelift-emulator ")
        assert f"--endpoint-url {emulator.url}" in response.text
        assert f"{emulator.url}/_emulator/docs" in response.text
        assert f"{emulator.url}/_emulator/console" in response.text

    def test_head_of_root_is_that_of_get(self, emulator: Running) -> None:
        head, get = emulator.http.head("/"), emulator.http.get("/")
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["content-length"] == get.headers["content-length"]

    def test_what_proxies_say_of_a_request_is_not_believed(self, emulator: Running) -> None:
        forwarded = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.1"}
        assert emulator.http.get("/", headers=forwarded).text == emulator.http.get("/").text

    def test_no_banner_tells_of_the_server_behind(self, emulator: Running) -> None:
        assert "server" not in emulator.http.get("/").headers

    @pytest.mark.parametrize("path", ["", "/", "/nowhere", "//health"])
    def test_unknown_control_path_is_not_found_in_json(self, emulator: Running, path: str) -> None:
        response = emulator.http.post(f"{emulator.url}/_emulator{path}", headers=JSON)
        assert response.status_code == 404
        assert "/_emulator/docs" in response.json()["message"]
        assert "/_emulator/console" in response.json()["message"]


class TestGameServers:
    @pytest.mark.parametrize("path", ["/", "/prod/", "/any/path"])
    def test_game_server_that_may_not_connect_is_told_why_on_any_path(self, emulator: Running, path: str) -> None:
        query = "Authorization=secret-token&ComputeId=local&FleetId=fleet-1&pID=process-1&sdkLanguage=Go"
        answer = exchange(
            emulator,
            f"GET {path}?{query} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n".encode(),
        ).decode()
        assert answer.startswith("HTTP/1.1 403 ")
        assert "there is no fleet 'fleet-1'" in answer
        log = emulator.wait_for_log("a server process was refused: there is no fleet 'fleet-1'")
        assert "secret-token" not in log
