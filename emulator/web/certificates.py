"""The certificate that the emulator makes for its TLS port, and keeps beside its database.

Theory of operation
-------------------
A certificate authority (CA) of its own signs each certificate. Its key is never written: whoever trusts the CA trusts
one certificate, and nobody can make another. One file, which only its owner may read, holds the server's key, its
certificate and the CA's. It is kept for as long as it has the names that are needed and a month to go; then another
takes its place, in one step, of a new CA.

That is done within a writing transaction of the database, of which there is one at a time: emulators that begin
together on a database get the same certificate, and the later of two with other names makes one with the names of both.
One that runs goes on with what it has read.
"""

import ipaddress
import ssl
from collections.abc import Collection
from datetime import datetime, timedelta
from pathlib import Path

from emulator.web.address import StartError
from emulator.web.port_file import written_beside

VALID = timedelta(days=397)
"""Apple's systems take no certificate that is valid for longer than 825 days, browsers none beyond 398."""
RENEWED = timedelta(days=30)
"""So long before its end."""
OWNER_ONLY = 0o600


def keep_certificate(file: Path, names: Collection[str], now: datetime) -> None:
    """Has `file` hold a key, a certificate for those names, and the certificate of the CA that has signed it.

    Raises: StartError where the libraries are missing, or for a name that no certificate can have; OSError.
    """
    try:
        import trustme
    except ImportError:
        raise StartError(
            "--tls-port needs the package trustme to make a certificate: pip install trustme (the extra [tls] has it). "
            "Or give one of your own: --tls-certificate and --tls-key"
        ) from None
    needed = {encoded(name) for name in names}
    known = names_in(file, now)
    if known >= needed:
        return
    authority = trustme.CA(organization_name="gamelift-emulator", organization_unit_name="local CA")
    made = authority.issue_cert(
        *sorted(needed | known),
        organization_name="gamelift-emulator",
        not_before=now - timedelta(days=1),  # other machines' clocks differ
        not_after=now + VALID,
    )
    text = made.private_key_and_cert_chain_pem.bytes() + authority.cert_pem.bytes()
    with written_beside(file, text.decode(), OWNER_ONLY) as part:
        part.replace(file)


def encoded(name: str) -> str:
    """A name or an address as a certificate has it. Raises: StartError."""
    import idna

    try:
        return str(ipaddress.ip_address(name))
    except ValueError:
        pass
    wildcard = "*." if name.startswith("*.") else ""
    try:
        return wildcard + idna.encode(name.removeprefix(wildcard), uts46=True).decode()
    except idna.IDNAError as error:
        raise StartError(f"no certificate can have the name {name!r}: {error}") from None


def names_in(file: Path, now: datetime) -> set[str]:
    """The names of the certificate in a file; none where it is not there, is damaged, or ends soon. Raises: OSError."""
    from cryptography import x509

    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(file)  # whose key fits
        certificate, *_ = x509.load_pem_x509_certificates(file.read_bytes())
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (FileNotFoundError, ssl.SSLError, ValueError, x509.ExtensionNotFound):
        return set()
    if not certificate.not_valid_before_utc <= now < certificate.not_valid_after_utc - RENEWED:
        return set()
    addresses = map(str, names.get_values_for_type(x509.IPAddress))
    return {*names.get_values_for_type(x509.DNSName), *addresses}
