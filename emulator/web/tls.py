"""TLS at the second port: what it shows, whom its certificate names, and a word for handshakes that fail."""

import re
import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path
from typing import NamedTuple

from emulator.logs.lines import RareWarnings
from emulator.settings import Settings
from emulator.web.address import StartError
from emulator.web.certificates import keep_certificate

CERTIFICATE = re.compile(r"-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----\n?", re.DOTALL)
NAME = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*", re.IGNORECASE)
DISTRUST = ("UNKNOWN_CA", "BAD_CERTIFICATE", "CERTIFICATE_UNKNOWN")
"""How the reasons end by which OpenSSL tells that a client has refused the certificate."""


class ServerTls(NamedTuple):
    """What a server needs for TLS."""

    context: ssl.SSLContext
    trusted: str
    """The certificates that a client has to trust, as PEM."""


def own_tls(settings: Settings, host: str, file: Path) -> ServerTls:
    """TLS with the certificate in `file`, which is made or renewed where that is needed. Raises: StartError.

    To be called within a writing transaction: see web/certificates.py.
    """
    try:
        keep_certificate(file, [*names_for(settings, host)], datetime.now(UTC))
        return ServerTls(context_with(file, file), certificates_in(file)[-1])
    except OSError as error:
        raise StartError(f"cannot keep the TLS certificate {file}: {error.strerror or error}") from None


def given_tls(certificate: Path, key: Path) -> ServerTls:
    """TLS with somebody's own certificate. Raises: StartError."""
    try:
        return ServerTls(context_with(certificate, key), "".join(certificates_in(certificate)))
    except (OSError, ValueError) as error:
        reason = reason_of_failure(error)
        raise StartError(f"cannot use --tls-certificate {certificate} with --tls-key {key}: {reason}") from None


def reason_of_failure(error: OSError | ValueError) -> str:
    match error:
        case ssl.SSLError(reason="KEY_VALUES_MISMATCH"):
            return "the key is not the certificate's"
        case ssl.SSLError():
            return f"they are not a certificate and a private key in PEM, without a passphrase ({error.reason})"
        case OSError(filename=str(file)):
            return f"{file}: {error.strerror}"
    return str(getattr(error, "strerror", None) or error)


def context_with(certificate: Path, key: Path) -> ssl.SSLContext:
    """TLS 1.2 and newer. Raises: OSError, ValueError."""
    for file in (certificate, key):
        file.open("rb").close()  # OpenSSL does not say which file it is that nobody can read
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(certificate, key, password=lambda: "")  # it would ask at the terminal
    context.sslobject_class = logged_handshake(RareWarnings())
    return context


def certificates_in(file: Path) -> list[str]:
    """The certificates in a file of PEM, which may hold a key too."""
    return CERTIFICATE.findall(file.read_text())


def names_for(settings: Settings, host: str) -> Iterator[str]:
    """Whom the certificate is for: this machine, by the names under which the guard lets callers in."""
    yield from ("localhost", "127.0.0.1", "::1")
    if not ip_address(host).is_unspecified:
        yield host
    machine = socket.gethostname()
    if NAME.fullmatch(machine):
        yield machine
    for name in settings.allowed_hosts:
        yield name.removeprefix(".")
        if name.startswith("."):
            yield f"*{name}"


def logged_handshake(warnings: RareWarnings) -> type[ssl.SSLObject]:
    """A connection's TLS, with a line in the log where the handshake fails: the client may not say why."""

    class LoggedHandshake(ssl.SSLObject):
        def do_handshake(self) -> None:
            try:
                super().do_handshake()
            except (ssl.SSLWantReadError, ssl.SSLWantWriteError):
                raise
            except ssl.SSLError as error:
                reason = error.reason or str(error)
                warnings.warn(f"TLS {reason}", f"a TLS handshake failed: {told(reason)}")
                raise

    return LoggedHandshake


def told(reason: str) -> str:
    """OpenSSL's reason in plain words, as far as a user can do something."""
    if reason in ("HTTP_REQUEST", "WRONG_VERSION_NUMBER"):
        return "what came is not TLS: use https:// or wss:// at this port"
    if reason.endswith(DISTRUST):
        return (
            f"the client does not trust the certificate; GET /_emulator/certificate answers the one to trust ({reason})"
        )
    return reason
