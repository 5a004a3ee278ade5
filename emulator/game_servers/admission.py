"""Who may connect: a server process names its fleet, compute and id, and shows a token, before the upgrade.

A refusal is an HTTP 403 before the upgrade, with a line in the log. The SDKs try again for minutes whatever it says, so
that line is what a developer has. Tokens stay out of it.
"""

import hmac
import re
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import parse_qs

from msgspec.structs import replace

from emulator.domain import server_process
from emulator.domain.auth_token import expiry_of, refresh_time, write_auth_token
from emulator.domain.clock import SECOND
from emulator.domain.fleet import Fleet
from emulator.domain.server_process import ServerProcess
from emulator.hosting.connected import recipient_of, tell_game_session
from emulator.hosting.gamelift_local import fleet_of_first_use
from emulator.hosting.process_deadlines import hosted
from emulator.hosting.ready_made import FLEET_ID
from emulator.quoting import quoted, shortened
from emulator.settings import Settings
from emulator.store.store import Store

ID = re.compile(r"[^\x00-\x1f\x7f]{1,1024}")


class Refused(Exception):
    """A server process that may not connect; the text says why."""


class Request(NamedTuple):
    """What a server process says when it connects."""

    process_id: str
    fleet_id: str
    compute_name: str
    token: str
    region: str | None
    """Of a SigV4 query."""
    sdk_version: str
    sdk_language: str
    endpoint: str
    """The URL to which it connects."""


def read_request(query_string: bytes, endpoint: str) -> Request:
    """The request in the query of an upgrade at an endpoint. Raises: Refused."""
    text = query_string.decode("latin-1")
    query = {name: values[-1] for name, values in parse_qs(text, keep_blank_values=True).items()}
    process_id, fleet_id, compute_name = (needed(query, name) for name in ("pID", "FleetId", "ComputeId"))
    token = query.get("Authorization", "")
    return Request(
        process_id,
        fleet_id,
        compute_name,
        token,
        sigv4_region(query) if token == "SigV4" or "X-Amz-Credential" in query else None,
        shortened(query.get("sdkVersion", "")),
        shortened(query.get("sdkLanguage", "")),
        endpoint,
    )


def needed(query: Mapping[str, str], name: str) -> str:
    """A parameter that has to be there. Raises: Refused."""
    value = query.get(name, "")
    if not ID.fullmatch(value):
        raise Refused(f"the parameter {name} is missing, or none of 1 to 1024 printable characters")
    return value


def sigv4_region(query: Mapping[str, str]) -> str:
    """The region that a SigV4 query is signed for. Its signature cannot be verified: nobody here knows the secret.

    Raises: Refused.
    """
    scope = query.get("X-Amz-Credential", "").split("/")
    if len(scope) != 5 or scope[3:] != ["gamelift", "aws4_request"] or not query.get("X-Amz-Signature"):
        raise Refused("the SigV4 parameters are not complete, or not for the service gamelift")
    return scope[2]


def admitted(
    request: Request, holder: str, now: int, token_key: bytes, settings: Settings, store: Store
) -> ServerProcess:
    """The server process, connected, and written to the store. Raises: Refused."""
    fleet = fleet_of(request, token_key, now, settings, store)
    compute = store.computes.find(request.compute_name, fleet.key)
    if compute is None:
        name = quoted(request.compute_name)
        raise Refused(f"fleet {fleet.fleet_id} has no compute {name}: RegisterCompute makes one")
    known = store.server_processes.find(request.process_id, fleet.key)
    endpoint = settings.game_server_endpoint or request.endpoint
    refresh_time = time_of_refresh(request, now, settings)
    if known is None:
        process = ServerProcess(
            key=store.next_key(ServerProcess),
            fleet_key=fleet.key,
            process_id=request.process_id,
            compute_name=compute.compute_name,
            location=compute.location,
            holder=holder,
            sdk_version=request.sdk_version,
            sdk_language=request.sdk_language,
            connected_since=now,
            endpoint=endpoint,
            refresh_time=refresh_time,
        )
        store.add([process])
        return process
    if known.status == "TERMINATED":
        raise Refused(f"server process {quoted(request.process_id)} has ended: a new one needs an id of its own")
    if known.compute_name != compute.compute_name:
        raise Refused(f"server process {quoted(request.process_id)} is on compute {known.compute_name}")
    back = server_process.connected_again(known, holder, now)
    back = replace(back, endpoint=endpoint, refresh_time=refresh_time)
    store.update(back)
    remind(back, store)
    store.placements.look_again(now)  # it may be free
    return back


def remind(process: ServerProcess, store: Store) -> None:
    """Tells a process that comes back again of a game session that it has not activated: it may not have heard."""
    session = hosted(process, store) if process.status == "ACTIVATING" else None
    if session is not None and not store.outbox.messages(recipient_of(process)):
        tell_game_session(process, session, store)


def time_of_refresh(request: Request, now: int, settings: Settings) -> int | None:
    """When a process is to be told to connect afresh: where tokens are checked, before its own expires."""
    expires = expiry_of(request.token)
    if expires is None or request.region is not None or not settings.strict_auth:
        return None
    return refresh_time(expires, now)


def fleet_of(request: Request, token_key: bytes, now: int, settings: Settings, store: Store) -> Fleet:
    """The fleet that a request means. Raises: Refused."""
    fleets = [each for each in store.everywhere(Fleet, request.fleet_id) if request.region in (None, each.region)]
    if not fleets and settings.gamelift_local:
        made = fleet_of_first_use(request.fleet_id, settings.region, settings.account_id, store, now)
        fleets = [made] if made else []
    if not fleets:
        raise Refused(f"there is no fleet {quoted(request.fleet_id)}")
    if request.region is None:
        sealed = [each for each in fleets if is_sealed(request, each, token_key, now)]
        if sealed:
            return sealed[0]
        if settings.strict_auth or not (request.fleet_id == FLEET_ID or settings.gamelift_local):
            raise Refused("its token is none of GetComputeAuthToken for this fleet and compute, or has expired")
    own = [each for each in fleets if (each.region, each.account) == (settings.region, settings.account_id)]
    return (own or fleets)[0]


def is_sealed(request: Request, fleet: Fleet, token_key: bytes, now: int) -> bool:
    """Whether the token was issued for that compute of the fleet, and has not expired."""
    expires = expiry_of(request.token)
    if expires is None or expires * SECOND <= now:
        return False
    return hmac.compare_digest(write_auth_token(fleet, request.compute_name, expires, token_key), request.token)
