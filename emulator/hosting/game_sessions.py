"""A new game session, on a process that is free for it."""

import logging
from typing import NamedTuple

from emulator.context import Context
from emulator.domain import arn, game_session
from emulator.domain.capacity import Place, read_runtime_configuration
from emulator.domain.clock import SECOND
from emulator.domain.fleet import Fleet
from emulator.domain.game_session import ACTIVATION_TIMEOUT, GameSession
from emulator.hosting.connected import give_game_session
from emulator.hosting.endpoint import game_server_endpoint
from emulator.hosting.server_processes import Hosting, reserve_process

log = logging.getLogger(__name__)


class WantedGameSession(NamedTuple):
    """What a game session is asked to be."""

    maximum_player_session_count: int
    name: str | None
    game_properties: str
    game_session_data: str | None
    matchmaker_data: str | None = None
    creator_id: str | None = None
    fingerprint: str | None = None


def host_game_session(
    fleet: Fleet, place: Place, id_string: str, wanted: WantedGameSession, context: Context, *, lasting: bool = False
) -> GameSession:
    """A game session that begins now, at a place of a fleet. Its process is told. No other is stored under its ARN.

    With `lasting`, one that is ACTIVE at once is stored as that: it stays so when the clock goes back.
    Raises: FleetCapacityExceededException.
    """
    game_session_id = arn.game_session_arn(fleet.region, fleet.fleet_id, place.location, id_string)
    hosting = reserve_process(fleet, place, game_session_id, context)
    tell_host(hosting, game_session_id, fleet, context)
    due_time, due_status = game_session.due(context.now, hosting.activated_at, activation_timeout(fleet))
    session = GameSession(
        key=context.store.next_key(GameSession),
        fleet_key=fleet.key,
        game_session_id=game_session_id,
        id_string=id_string,
        location=place.location,
        status="ACTIVATING",
        protection_policy=fleet.new_game_session_protection_policy,
        ip_address=hosting.ip_address,
        dns_name=hosting.dns_name,
        port=hosting.port,
        compute_name=hosting.compute_name,
        creation_time=context.now,
        due_time=due_time,
        due_status=due_status,
        **wanted._asdict(),
    )
    context.store.add([game_session.settled(session, context.now) if lasting else session])
    if hosting.process is not None:
        give_game_session(hosting.process, session, context.store)
    elif due_status != "ACTIVE":
        context.store.placements.look_again(due_time)  # its process is free again then
    return session


def activation_timeout(fleet: Fleet) -> int:
    """How long a process of a fleet may take to activate a game session."""
    seconds = read_runtime_configuration(fleet.runtime_configuration).game_session_activation_timeout_seconds
    return ACTIVATION_TIMEOUT if seconds is None else seconds * SECOND


def tell_host(hosting: Hosting, game_session_id: str, fleet: Fleet, context: Context) -> None:
    """Says in the log who hosts a game session."""
    if hosting.process is not None:
        log.info("%s is hosted by server process %s", game_session_id, hosting.process.process_id)
    else:
        log.info(
            "%s is simulated; a game server takes over once it has connected to %s with FleetId %s",
            game_session_id,
            game_server_endpoint(context),
            fleet.fleet_id,
        )
