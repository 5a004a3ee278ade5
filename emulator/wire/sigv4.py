"""Who calls, and for which region: the credential scope of a Signature Version 4 `Authorization` header.

Signatures are not verified. AWS's texts for broken headers are those that kinesalite's tests recorded.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from emulator.api.catalogue import SIGNING_NAME
from emulator.domain.region import REGION_RULE, is_account, is_region
from emulator.quoting import shortened
from emulator.wire.call import WireError

ALGORITHM = "AWS4-HMAC-SHA256"
TERMINATOR = "aws4_request"


class CredentialScope(NamedTuple):
    """Region and account of a call; None where the credentials do not say."""

    region: str | None
    account: str | None


UNSIGNED = CredentialScope(None, None)


def read_scope(headers: Mapping[bytes, bytes]) -> CredentialScope:
    """The region of the credential scope, and the access key id as account where it is 12 digits.

    An unsigned call has neither.

    Raises: WireError IncompleteSignatureException for a malformed header, InvalidSignatureException for the scope
    of another service, or of what cannot be a region.
    """
    header = headers.get(b"authorization")
    if header is None:
        return UNSIGNED
    text = header.decode("latin-1")
    algorithm, _, rest = text.partition(" ")
    parts = dict(piece.strip().partition("=")[::2] for piece in rest.split(","))
    credential = parts.get("Credential", "").split("/")
    if (
        algorithm != ALGORITHM
        or not all(parts.values())
        or len(credential) != 5
        or not all(credential)
        or credential[4] != TERMINATOR
        or "SignedHeaders" not in parts
        or "Signature" not in parts
        or (b"x-amz-date" not in headers and b"date" not in headers)
    ):
        raise incomplete(text, parts, headers)
    key_id, _, region, service, _ = credential
    if service != SIGNING_NAME:
        raise WireError(
            "InvalidSignatureException",
            f"Credential should be scoped to correct service: '{SIGNING_NAME}'. "
            f"This call is signed for '{shortened(service)}'; is the endpoint of another service's client pointed at "
            "this emulator? AWS_ENDPOINT_URL_GAMELIFT points only GameLift's.",
        )
    if not is_region(region):
        raise WireError(
            "InvalidSignatureException",
            f"Credential should be scoped to a valid region, not '{shortened(region)}'. It {REGION_RULE}.",
        )
    return CredentialScope(region, key_id if is_account(key_id) else None)


@lru_cache(1_024)
def known_scope(signed: bytes) -> CredentialScope | None:
    """The scope of a header that goes on with a signature behind `signed`; None where it is to be read for its faults.

    A client sends the same `signed` all day, and a new signature with each call.
    """
    try:
        return read_scope({b"authorization": signed + b"Signature=0", b"date": b""})
    except WireError:
        return None


def incomplete(text: str, parts: Mapping[str, str], headers: Mapping[bytes, bytes]) -> WireError:
    """The refusal of a malformed header, in AWS's words, naming what it lacks."""
    code = "IncompleteSignatureException"
    if not text.startswith(ALGORITHM + " "):
        return WireError(
            code, f"Authorization header requires the algorithm '{ALGORITHM}'. Authorization={shortened(text)}"
        )
    for piece in text.removeprefix(ALGORITHM).split(","):
        if "=" not in piece:
            return WireError(
                code,
                f"'{shortened(piece.strip())}' not a valid key=value pair (missing equal-sign) "
                f"in Authorization header: '{shortened(text)}'.",
            )
    lacking = [name for name in ("Credential", "Signature", "SignedHeaders") if not parts.get(name)]
    complaints = [f"Authorization header requires '{name}' parameter. " for name in lacking]
    if b"x-amz-date" not in headers and b"date" not in headers:
        complaints.append("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ")
    if not complaints:
        complaints.append(f"Credential must be <access key id>/<date>/<region>/<service>/{TERMINATOR}. ")
    return WireError(code, f"{''.join(complaints)}Authorization={shortened(text)}")
