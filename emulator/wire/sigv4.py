"""Who calls, and for which region: the credential scope of a Signature Version 4 `Authorization` header.

Signatures are not verified. AWS's texts for broken headers are those that kinesalite's tests recorded.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from emulator.api.catalogue import SIGNING_NAME
from emulator.wire.call import WireError

ALGORITHM = "AWS4-HMAC-SHA256"
WELL_FORMED = re.compile(
    rb"AWS4-HMAC-SHA256 (?=.*\bSignedHeaders=[^,\s])(?=.*\bSignature=[0-9a-fA-F]+)"
    rb".*\bCredential=([^,\s/]+)/\d{8}/([^,\s/]+)/([^,\s/]+)/aws4_request(?=[,\s]|$)"
)
ACCOUNT = re.compile(r"\d{12}")


class Scope(NamedTuple):
    """Region and account of a call; None where the credentials do not say."""

    region: str | None
    account: str | None


UNSIGNED = Scope(None, None)


def read_scope(headers: Mapping[bytes, bytes]) -> Scope:
    """The region of the credential scope, and the access key id as account where it is 12 digits.

    An unsigned call has neither.

    Raises: WireError IncompleteSignatureException for a malformed header, InvalidSignatureException for the scope
    of another service.
    """
    header = headers.get(b"authorization")
    if header is None:
        return UNSIGNED
    found = WELL_FORMED.match(header)
    if found is None or (b"x-amz-date" not in headers and b"date" not in headers):
        raise incomplete(header.decode("latin-1"), headers)
    key_id, region, service = (part.decode("latin-1") for part in found.groups())
    if service != SIGNING_NAME:
        raise WireError(
            "InvalidSignatureException",
            f"Credential should be scoped to correct service: '{SIGNING_NAME}'. This call is signed for '{service}'; "
            "is the endpoint of another service's client pointed at this emulator? "
            "AWS_ENDPOINT_URL_GAMELIFT points only GameLift's.",
        )
    return Scope(region, key_id if ACCOUNT.fullmatch(key_id) else None)


def incomplete(header: str, headers: Mapping[bytes, bytes]) -> WireError:
    """The refusal of a malformed header, in AWS's words, naming each part that it lacks."""
    algorithm, _, rest = header.partition(" ")
    complaints: list[str] = []
    if algorithm != ALGORITHM:
        complaints.append(f"Authorization header requires '{ALGORITHM}' as its algorithm. ")
    parts: dict[str, str] = {}
    for piece in filter(None, (piece.strip() for piece in rest.split(","))):
        name, equals, value = piece.partition("=")
        if not equals and algorithm == ALGORITHM:
            return WireError(
                "IncompleteSignatureException",
                f"'{piece}' not a valid key=value pair (missing equal-sign) in Authorization header: '{header}'.",
            )
        parts[name] = value
    complaints += [
        f"Authorization header requires '{name}' parameter. "
        for name in ("Credential", "Signature", "SignedHeaders")
        if not parts.get(name)
    ]
    if b"x-amz-date" not in headers and b"date" not in headers:
        complaints.append("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ")
    if not complaints:
        complaints.append(
            "Credential must be of the form <access key id>/<date>/<region>/<service>/aws4_request, "
            "Signature hexadecimal. "
        )
    return WireError("IncompleteSignatureException", "".join(complaints) + f"Authorization={header}")
