"""TLS at a second port: the same emulator, with a certificate of its own making, or another's."""

import asyncio
import io
import socket
import ssl
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zipfile import is_zipfile

import boto3
import httpx
import pytest
import trustme
import websockets
from cryptography import x509
from websockets.exceptions import InvalidStatus

from emulator import Emulator
from emulator.hosting.ready_made import FLEET_ID, LOCATION
from tests.features.game_servers.test_life import game_session, new_id, status
from tests.support.commands import command, one_line
from tests.support.running import Running, environment, running
from tests.support.server_logs import hand_in_log
from tests.support.server_sdk import DIALECTS, GO, Dialect, address, connected

TLS = ("--tls-port", "0")


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("tls"), *TLS) as emulator:
        yield emulator


def certificate(emulator: Running) -> str:
    return emulator.http.get("/_emulator/certificate").text


def trusting(pem: str) -> ssl.SSLContext:
    return ssl.create_default_context(cadata=pem)


def asked(emulator: Running, name: str = "127.0.0.1", pem: str | None = None) -> int:
    """The status of an answer over TLS, by a name of this machine."""
    url = emulator.tls_url.replace("127.0.0.1", name)
    with httpx.Client(verify=trusting(pem or certificate(emulator)), trust_env=False) as http:
        return http.get(f"{url}/_emulator/ready").status_code


def names(pem: str) -> set[str]:
    found = x509.load_pem_x509_certificates(pem.encode())[0].extensions.get_extension_for_class(
        x509.SubjectAlternativeName
    )
    return {*found.value.get_values_for_type(x509.DNSName), *map(str, found.value.get_values_for_type(x509.IPAddress))}


# Who trusts it, and who does not.


def test_client_that_trusts_the_ca_is_answered(shared: Running, tmp_path: Path) -> None:
    assert shared.control("GET", "/info")["tls_url"] == shared.tls_url
    file = tmp_path / "ca.pem"
    file.write_text(certificate(shared))
    client = boto3.client(
        "gamelift",
        endpoint_url=shared.tls_url,
        region_name="us-east-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
        verify=str(file),
    )
    assert client.list_fleets()["FleetIds"] == [FLEET_ID]
    assert asked(shared, "localhost") == 200
    assert shared.http.get("/_emulator/certificate").headers["content-type"] == "application/x-pem-file"


def test_client_that_does_not_trust_it_refuses_and_the_log_tells_the_remedy(shared: Running) -> None:
    with pytest.raises(httpx.ConnectError, match="certificate verify failed"):
        httpx.get(shared.tls_url, trust_env=False)
    log = shared.wait_for_log("the client does not trust the certificate; GET /_emulator/certificate answers the one")
    assert "Traceback" not in log


@pytest.mark.parametrize("sent", [b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", b"\x00\x01\x02no TLS at all"])
def test_client_that_speaks_no_tls_is_refused_with_a_line_in_the_log(tmp_path: Path, sent: bytes) -> None:
    with running(tmp_path, *TLS) as emulator:
        port = int(emulator.tls_url.rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port)) as plain:
            plain.sendall(sent)
            assert not plain.recv(100).startswith(b"HTTP")
        log = emulator.wait_for_log("what came is not TLS: use https:// or wss:// at this port")
        assert " WARNING a TLS handshake failed: " in log
        assert asked(emulator) == 200


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_tls_1_2_and_newer_are_spoken(shared: Running, version: ssl.TLSVersion) -> None:
    context = trusting(certificate(shared))
    context.minimum_version = context.maximum_version = version
    with httpx.Client(verify=context, trust_env=False) as http:
        assert http.get(shared.tls_url).status_code == 200


@pytest.mark.parametrize("headers", [{"Host": "evil.example"}, {"Origin": "http://evil.example"}])
def test_guard_stands_at_the_tls_port_too(shared: Running, headers: dict[str, str]) -> None:
    context = trusting(certificate(shared))
    with httpx.Client(verify=context, trust_env=False) as http:
        assert http.get(shared.tls_url, headers=headers).status_code == 403

    async def upgrade() -> int:
        with pytest.raises(InvalidStatus) as caught:
            await websockets.connect(
                address(shared.tls_url, GO), ssl=context, additional_headers=headers, compression=None, proxy=None
            )
        return caught.value.response.status_code

    assert asyncio.run(upgrade()) == 403


def test_head_that_is_too_large_is_refused_over_tls(shared: Running) -> None:
    with httpx.Client(verify=trusting(certificate(shared)), trust_env=False) as http:
        answer = http.get(shared.tls_url, headers={"X": "y" * 70_000})
    assert answer.status_code == 431
    assert shared.control("GET", "/failures")["failures"] == []
    assert "Traceback" not in shared.log()


async def live(emulator: Running, dialect: Dialect, tls: ssl.SSLContext) -> None:
    async with connected(emulator.tls_url, dialect, tls, pID=new_id()) as process:
        await process.ready()
        match = await game_session(emulator, process, GameSessionData="x" * 3_000)
        await process.do("TerminateServerProcess")
        assert status(emulator, match) == "TERMINATED"


@pytest.mark.parametrize("dialect", DIALECTS)
def test_game_servers_live_over_tls(shared: Running, dialect: str) -> None:
    """C++ and C# take any certificate, the others one that they can trust."""
    tls = trusting(certificate(shared))
    if dialect.startswith("c"):
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        tls.check_hostname, tls.verify_mode = False, ssl.CERT_NONE
        tls.maximum_version = ssl.TLSVersion.TLSv1_2
    asyncio.run(live(shared, DIALECTS[dialect], tls))


@pytest.mark.parametrize("secure", [True, False])
def test_url_of_a_log_is_by_the_way_its_caller_came(shared: Running, *, secure: bool) -> None:
    """Over TLS there may be no other way in, as behind a firewall."""
    tls = trusting(certificate(shared))

    async def play() -> str:
        name = new_id()
        async with connected(shared.url, pID=name) as process:
            await process.ready()
            match = await game_session(shared, process)
            await asyncio.to_thread(hand_in_log, shared, name)
            await process.do("TerminateServerProcess")
        return match

    url = shared.tls_url if secure else shared.url
    with httpx.Client(verify=tls, trust_env=False, base_url=url) as http:
        headers = {"X-Amz-Target": "GameLift.GetGameSessionLogUrl", "Content-Type": "application/x-amz-json-1.1"}
        told = http.post("/", headers=headers, json={"GameSessionId": asyncio.run(play())}).json()["PreSignedUrl"]
        assert told.startswith(f"{url}/_emulator/")
        assert is_zipfile(io.BytesIO(http.get(told).content))


def test_emulator_that_stops_says_goodbye_to_game_servers(tmp_path: Path) -> None:
    async def play(emulator: Running) -> int:
        async with connected(emulator.tls_url, GO, trusting(certificate(emulator)), pID="goodbye") as process:
            await process.ready()
            assert await asyncio.to_thread(emulator.stop) == 0
            await process.socket.wait_closed()
            return process.socket.close_code or 0

    with running(tmp_path, *TLS) as emulator:
        assert asyncio.run(play(emulator)) == 1012
        assert "Traceback" not in emulator.log()


# The certificate.


def kept(folder: Path) -> Path:
    return folder / "emulator.db-tls.pem"


def test_certificate_is_kept_for_its_owner_alone_and_the_cas_key_is_not(tmp_path: Path, database_url: str) -> None:
    with running(tmp_path, *TLS, database_url=database_url) as emulator:
        first = certificate(emulator)
        assert stat.S_IMODE(kept(tmp_path).stat().st_mode) == 0o600
    text = kept(tmp_path).read_text()
    assert text.count("PRIVATE KEY-----") == 2, "one key, with its two lines"
    trusting(text).load_cert_chain(kept(tmp_path))  # which is the server's
    assert text.endswith(first)
    assert {"localhost", "127.0.0.1", "::1"} <= names(text)
    with running(tmp_path, *TLS, database_url=database_url) as emulator:
        assert certificate(emulator) == first
        assert asked(emulator, pem=first) == 200


def test_certificate_is_renewed_for_names_that_it_lacks(tmp_path: Path, database_url: str) -> None:
    hosts = ("--allowed-hosts", "game.example, .wild.example, bücher.example, 192.0.2.7")
    with running(tmp_path, *TLS, database_url=database_url) as emulator:
        first = certificate(emulator)
        with running(tmp_path, *TLS, *hosts, database_url=database_url) as other:
            second = certificate(other)
            assert second != first == certificate(emulator), "who runs goes on with what it has"
            assert asked(emulator) == asked(other) == 200
    wanted = {"game.example", "wild.example", "*.wild.example", "xn--bcher-kva.example", "192.0.2.7", "localhost"}
    assert wanted <= names(kept(tmp_path).read_text())
    with running(tmp_path, *TLS, database_url=database_url) as emulator:
        assert certificate(emulator) == second, "it has the names of both"


@pytest.mark.parametrize("days", [-1, 29])
def test_certificate_that_ends_soon_is_renewed(tmp_path: Path, database_url: str, days: int) -> None:
    with running(tmp_path, *TLS, database_url=database_url) as emulator:
        certificate(emulator)
    all_names = names(kept(tmp_path).read_text())
    authority = trustme.CA()
    old = authority.issue_cert(*all_names, not_after=datetime.now(UTC) + timedelta(days=days))
    old.private_key_and_cert_chain_pem.write_to_path(kept(tmp_path))
    authority.cert_pem.write_to_path(kept(tmp_path), append=True)
    with running(tmp_path, *TLS, database_url=database_url) as emulator:
        assert certificate(emulator) != authority.cert_pem.bytes().decode()
        assert asked(emulator) == 200


def test_damaged_certificate_is_made_anew(tmp_path: Path, database_url: str) -> None:
    kept(tmp_path).write_text("half a certif")
    with running(tmp_path, *TLS, database_url=database_url) as emulator:
        assert asked(emulator) == 200


def test_emulators_that_begin_together_have_one_certificate(tmp_path: Path, database_url: str) -> None:
    with ExitStack() as stack:
        started: list[Running] = []

        def start() -> None:
            started.append(stack.enter_context(running(tmp_path, *TLS, database_url=database_url)))

        threads = [threading.Thread(target=start) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len({certificate(each) for each in started}) == 1
        assert len(started) == 4
    assert [file.name for file in tmp_path.iterdir() if file.suffix == ".pem"] == [kept(tmp_path).name]


def test_name_that_no_certificate_can_have_ends_serve_with_one_line(tmp_path: Path) -> None:
    flags = ("serve", "--port", "0", *TLS, "--database-url", "sqlite://", "--allowed-hosts", "a b")
    assert "no certificate can have the name 'a b'" in one_line(command(*flags, folder=tmp_path))


WITHOUT_EXTRA = """
import sys
sys.modules["trustme"] = None
from emulator.cli.main import main
main()
"""


def test_missing_extra_ends_serve_with_one_line(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", WITHOUT_EXTRA, "serve", "--port", "0", *TLS, "--database-url", "sqlite://"],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert "--tls-port needs the package trustme to make a certificate: pip install" in one_line(ended)


# Somebody's own certificate.


@pytest.fixture
def own(tmp_path: Path) -> tuple[Path, Path, str]:
    """A certificate, its key, and the CA that has signed it."""
    authority = trustme.CA()
    made = authority.issue_cert("127.0.0.1")
    file, key = tmp_path / "own.pem", tmp_path / "own.key"
    made.cert_chain_pems[0].write_to_path(file)
    made.private_key_pem.write_to_path(key)
    return file, key, authority.cert_pem.bytes().decode()


def test_own_certificate_is_shown(tmp_path: Path, own: tuple[Path, Path, str]) -> None:
    file, key, authority = own
    with running(tmp_path, *TLS, "--tls-certificate", str(file), "--tls-key", str(key)) as emulator:
        assert asked(emulator, pem=authority) == 200
        assert certificate(emulator) == file.read_text()


def test_key_in_the_same_file_is_not_told(tmp_path: Path, own: tuple[Path, Path, str]) -> None:
    file, key, _ = own
    both = tmp_path / "both.pem"
    both.write_text(key.read_text() + file.read_text())
    with running(tmp_path, *TLS, "--tls-certificate", str(both), "--tls-key", str(both)) as emulator:
        assert certificate(emulator) == file.read_text()


@pytest.mark.parametrize(
    ("certificate_file", "key_file", "words"),
    [
        ("missing.pem", "own.key", "missing.pem: No such file or directory"),
        ("own.pem", "missing.key", "missing.key: No such file or directory"),
        ("own.pem", "other.key", "the key is not the certificate's"),
        ("own.key", "own.key", "they are not a certificate and a private key in PEM"),
        ("own.pem", "locked.key", "they are not a certificate and a private key in PEM, without a passphrase"),
    ],
)
def test_files_that_do_not_fit_end_serve_with_one_line(
    tmp_path: Path, own: tuple[Path, Path, str], certificate_file: str, key_file: str, words: str
) -> None:
    trustme.CA().issue_cert("127.0.0.1").private_key_pem.write_to_path(tmp_path / "other.key")
    (tmp_path / "locked.key").write_bytes(locked(own[1].read_bytes()))
    flags = ("--tls-certificate", tmp_path / certificate_file, "--tls-key", tmp_path / key_file)
    line = one_line(command("serve", "--port", "0", *TLS, *flags, "--database-url", "sqlite://", folder=tmp_path))
    assert "cannot use --tls-certificate" in line
    assert words in line


def locked(key: bytes) -> bytes:
    """A private key behind a passphrase."""
    from cryptography.hazmat.primitives.serialization import (
        BestAvailableEncryption,
        Encoding,
        PrivateFormat,
        load_pem_private_key,
    )

    loaded = load_pem_private_key(key, None)
    return loaded.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"secret"))


# What else knows the port.


def test_tls_is_off_unless_it_is_asked_for(emulator: Running) -> None:
    answer = emulator.http.get("/_emulator/certificate")
    assert (answer.status_code, answer.json()) == (
        404,
        {"message": "TLS is off: start the emulator with --tls-port (GAMELIFT_EMULATOR_TLS_PORT)."},
    )
    assert emulator.control("GET", "/info")["tls_url"] is None


def test_either_port_that_is_taken_ends_serve_with_one_line(shared: Running, tmp_path: Path) -> None:
    taken = shared.tls_url.rpartition(":")[2]
    for flags, advice in (
        (("--port", taken, "--tls-port", "0"), "--port 0 takes a free port"),
        (("--port", "0", "--tls-port", taken), "--tls-port 0 takes a free port"),
    ):
        line = one_line(command("serve", *flags, "--database-url", "sqlite://", folder=tmp_path))
        assert line.startswith(f"gamelift-emulator: cannot listen at 127.0.0.1:{taken}: ")
        assert line.endswith(f". {advice}")


def test_port_file_has_a_second_line(tmp_path: Path) -> None:
    with running(tmp_path, *TLS, "--port-file", "port") as emulator:
        ports = (tmp_path / "port").read_text().splitlines()
        assert ports == [emulator.url.rpartition(":")[2], emulator.tls_url.rpartition(":")[2]]
        with running(tmp_path, "--port-file", "port"):
            assert (tmp_path / "port").read_text().count("\n") == 1
    assert not (tmp_path / "port").exists()


def test_emulator_of_a_test_serves_over_tls_too() -> None:
    with Emulator(tls_port=0) as emulator:
        assert emulator.tls_url is not None
        with httpx.Client(verify=trusting(emulator.certificate()), trust_env=False) as http:
            found: dict[str, Any] = http.get(f"{emulator.tls_url}/_emulator/ready").json()
        assert found["status"] == "ready"
        assert emulator.client().list_fleets()["FleetIds"] == [FLEET_ID]
        assert LOCATION in str(emulator.client().list_locations())
    with pytest.raises(httpx.TransportError):
        httpx.get(emulator.url, trust_env=False)
