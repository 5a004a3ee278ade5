"""CreateGameSession: a new game session on a fleet, ACTIVATING until its server process has activated it."""

from emulator.api import shapes
from emulator.context import Context
from emulator.domain import arn, game_session
from emulator.domain.clock import SECOND
from emulator.domain.fingerprint import fingerprint
from emulator.domain.fleet import Fleet
from emulator.domain.game_session import GameSession
from emulator.errors import (
    IdempotentParameterMismatchException,
    InvalidRequestException,
    LimitExceededException,
    NotFoundException,
)
from emulator.hosting.game_sessions import WantedGameSession, host_game_session
from emulator.hosting.ready_made import FLEET_ID
from emulator.operations.shared.finding import active, find_fleet_by_id_or_alias, location_of
from emulator.operations.shared.parsing import parse_maximum, parse_properties
from emulator.operations.shared.showing import show_game_session


def create_game_session(input: shapes.CreateGameSessionInput, context: Context) -> shapes.CreateGameSessionOutput:
    """The new game session, ACTIVATING; or the one that an earlier call with the same token made, as it is now.

    Order of checks: fleet or alias, the fleet's status, location, MaximumPlayerSessionCount, game properties, token,
    the creator's limit, a free server process.
    Raises: InvalidRequestException; NotFoundException for an unknown fleet or alias; TerminalRoutingStrategyException;
    InvalidFleetStatusException; IdempotentParameterMismatchException for a token in use with other parameters;
    LimitExceededException for a creator who has made too many; FleetCapacityExceededException.
    Source: API_CreateGameSession; the text of FleetCapacityExceededException was observed in AWS's forum (6884).
    Differs: who hosts it is a setting (--server-processes); the deprecated GameSessionId is an idempotency token too.
    """
    fleet = active(find_fleet_to_host(input, context))
    location = parse_location(input, fleet, context)
    maximum = parse_maximum(input.maximum_player_session_count, context)
    properties = game_session.merged_properties("{}", parse_properties(input.game_properties))
    request_fingerprint = fingerprint(
        location, maximum, input.name, properties, input.game_session_data, input.creator_id
    )
    token = parse_idempotency_token(input)
    if token is not None:
        earlier = context.store.game_sessions.find_by_id_string(token, fleet.key, context.now)
        if earlier is not None:
            return repeated(*earlier, request_fingerprint, fleet, context)
    check_creator(input.creator_id, fleet, context)
    wanted = WantedGameSession(
        maximum,
        input.name,
        properties,
        input.game_session_data,
        creator_id=input.creator_id,
        fingerprint=request_fingerprint,
    )
    if token is not None:
        forgotten = arn.game_session_arn(fleet.region, fleet.fleet_id, location, token)
        context.store.game_sessions.forget(forgotten, fleet.key, context.now)
    place = context.store.places.at(fleet.key, location, context.now)
    session = host_game_session(fleet, place, token or f"gsess-{context.new_uuid()}", wanted, context)
    return shapes.CreateGameSessionOutput(show_game_session(session, 0, fleet))


def find_fleet_to_host(input: shapes.CreateGameSessionInput, context: Context) -> Fleet:
    """The fleet that is asked for. The refusal of an unknown one says what to do."""
    try:
        return find_fleet_by_id_or_alias(input.fleet_id, input.alias_id, context)
    except NotFoundException as error:
        if input.fleet_id is None:
            raise
        raise NotFoundException(
            f"{error.message} Make it with CreateFleet, seed it, or take the ready-made fleet {FLEET_ID}; "
            "with --gamelift-local each fleet comes into being at its first use."
        ) from None


def parse_location(input: shapes.CreateGameSessionInput, fleet: Fleet, context: Context) -> str:
    """Where the game session is to be: the home Region of an EC2 fleet, if nothing is said."""
    if input.location is not None:
        return location_of(fleet, input.location, context)
    if fleet.anywhere:
        raise InvalidRequestException(
            f"Location is required for Anywhere compute type. Fleet {fleet.fleet_id} has "
            f"{', '.join(context.store.fleets.locations(fleet.key))}."
        )
    return fleet.region


def parse_idempotency_token(input: shapes.CreateGameSessionInput) -> str | None:
    """The idempotency token, by its present or its deprecated name."""
    token, deprecated = input.idempotency_token, input.game_session_id
    if token is not None and deprecated is not None and token != deprecated:
        raise InvalidRequestException("IdempotencyToken and the deprecated GameSessionId are given, and differ.")
    return token or deprecated


def repeated(
    stored: GameSession, held: int, request_fingerprint: str, fleet: Fleet, context: Context
) -> shapes.CreateGameSessionOutput:
    """The game session that an earlier call with the same token made."""
    if stored.fingerprint != request_fingerprint:
        raise IdempotentParameterMismatchException(
            f"Game session {stored.game_session_id} exists already, and was made with other parameters."
        )
    return shapes.CreateGameSessionOutput(show_game_session(game_session.settled(stored, context.now), held, fleet))


def check_creator(creator_id: str | None, fleet: Fleet, context: Context) -> None:
    """Refuses a creator who has made as many game sessions as the fleet's policy, or AWS, allows.

    Documented: API_CreateGameSession, CreatorId, and API_ResourceCreationLimitPolicy. Assumed: the error.
    """
    allowed, minutes = fleet.new_game_sessions_per_creator, fleet.policy_period_in_minutes
    if not (allowed and minutes):
        allowed, period = 1, SECOND
    elif creator_id is not None:
        period = minutes * 60 * SECOND
    else:
        raise InvalidRequestException(
            f"Fleet {fleet.fleet_id} has a resource creation limit policy: a CreatorId is required."
        )
    if creator_id is None:
        return
    made = context.store.game_sessions.count_of_creator(fleet.key, creator_id, context.now - period, context.now)
    if made >= allowed:
        raise LimitExceededException(
            f"Creator {creator_id} has reached the limit on fleet {fleet.fleet_id}: {amount(allowed, 'game session')} "
            f"in {amount(period // SECOND, 'second')}."
        )


def amount(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
