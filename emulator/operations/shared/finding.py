"""What an id or an ARN names, in the region and account of a call; or the refusal that tells where it is."""

from collections.abc import Sequence

from emulator.context import Context
from emulator.domain import arn
from emulator.domain.alias import Alias
from emulator.domain.fleet import CUSTOM, Compute, ComputeType, Fleet, FleetLocation, Location
from emulator.domain.game_session import GameSession
from emulator.domain.resource import AnyResource
from emulator.errors import (
    GameLiftError,
    InvalidFleetStatusException,
    InvalidRequestException,
    NotFoundException,
    TerminalRoutingStrategyException,
)
from emulator.quoting import listed, shortened


def not_found(
    what: str,
    places: Sequence[tuple[str, str]],
    context: Context,
    error: type[GameLiftError] = NotFoundException,
) -> GameLiftError:
    """The refusal of an unknown id, which tells where it was looked for, and where it is."""
    others = [place for place in places if place != (context.region, context.account)]
    elsewhere = listed([f"region {region}, account {account}" for region, account in others], "; ")
    return not_found_here(what, f" It exists in {elsewhere}." if others else "", context, error)


def not_found_here(
    what: str, hint: str, context: Context, error: type[GameLiftError] = NotFoundException
) -> GameLiftError:
    return error(f"{what} was not found in region {context.region}, account {context.account}.{hint}")


def fitting(places: Sequence[tuple[str, str]], named: arn.Named) -> list[tuple[str, str]]:
    """Those of the places that an ARN may mean."""
    return [place for place in places if named.can_be_in(*place)]


def find_resource(
    kind: type[AnyResource],
    text: str,
    context: Context,
    error: type[GameLiftError] = NotFoundException,
    what: str | None = None,
) -> AnyResource:
    """The resource of a kind that an id, a name or an ARN names.

    Raises: `error`, which an operation gives whose model has no NotFoundException; its text begins with `what`.
    """
    named = arn.named(text, kind.arn_kind)
    found = None
    if named.can_be_in(context.region, context.account):
        found = context.store.find(kind, named.name, context.region, context.account)
    if found is None:
        places = [(each.region, each.account) for each in context.store.everywhere(kind, named.name)]
        raise not_found(what or f"{kind.__name__} {shortened(text)}", fitting(places, named), context, error)
    return found


def find_fleet(text: str, context: Context, error: type[GameLiftError] = NotFoundException) -> Fleet:
    """The fleet of an id or ARN. Raises: as `find_resource`."""
    return find_resource(Fleet, text, context, error)


def find_alias(text: str, context: Context) -> Alias:
    """The alias of an id or ARN. Raises: NotFoundException.

    Observed: how its text begins, in YetiTech's issue 16.
    """
    return find_resource(Alias, text, context, what=f"Alias ({shortened(text)})")


def fleet_of_alias(alias: Alias, context: Context) -> Fleet:
    """The fleet that an alias leads to.

    Raises: TerminalRoutingStrategyException with the alias's message where it leads to none; NotFoundException where
    the fleet is there no longer.
    """
    if alias.fleet_id is None:
        raise TerminalRoutingStrategyException(alias.message or "")
    return find_fleet(alias.fleet_id, context)


def find_fleet_by_id_or_alias(fleet_id: str | None, alias_id: str | None, context: Context) -> Fleet:
    """The fleet that an operation is to work on, named by itself or by an alias.

    Raises: InvalidRequestException unless exactly one of the two is given; as `find_fleet` and `fleet_of_alias`.
    """
    if (fleet_id is None) == (alias_id is None):
        given = "none is" if fleet_id is None else "both are"
        raise InvalidRequestException(f"Exactly one of FleetId and AliasId is needed, and {given} given.")
    if alias_id is not None:
        return fleet_of_alias(find_alias(alias_id, context), context)
    assert fleet_id is not None
    return find_fleet(fleet_id, context)


def active(fleet: Fleet, error: type[GameLiftError] = InvalidFleetStatusException) -> Fleet:
    """The fleet, if it is ACTIVE. Raises: `error`."""
    if fleet.status != "ACTIVE":
        raise error(f"Fleet {fleet.fleet_id} is {fleet.status}: it must be ACTIVE.")
    return fleet


def changeable(fleet: Fleet) -> Fleet:
    """The fleet, unless it ends. Raises: InvalidFleetStatusException. Assumed: the statuses."""
    if fleet.status in ("DELETING", "TERMINATED"):
        raise InvalidFleetStatusException(f"Fleet {fleet.fleet_id} is {fleet.status}.")
    return fleet


def anywhere(fleet: Fleet) -> Fleet:
    """The fleet, if it is an Anywhere fleet. Raises: InvalidRequestException."""
    if not fleet.anywhere:
        raise InvalidRequestException(
            f"Fleet {fleet.fleet_id} has the compute type {fleet.compute_type}: this needs an ANYWHERE fleet."
        )
    return fleet


def managed(fleet: Fleet) -> Fleet:
    """The fleet, if it is an EC2 fleet. Raises: InvalidRequestException."""
    if fleet.anywhere:
        raise InvalidRequestException(
            f"Fleet {fleet.fleet_id} has the compute type {fleet.compute_type}: this needs an EC2 fleet."
        )
    return fleet


def find_fleet_location(fleet: Fleet, location: str | None, context: Context) -> FleetLocation:
    """A location of an EC2 fleet, by default its home Region. Raises: InvalidRequestException."""
    found = context.store.fleets.location_row(fleet.key, location_of(fleet, location or fleet.region, context))
    assert found is not None
    return found


def location_of(fleet: Fleet, location: str, context: Context) -> str:
    """The name of a location, if the fleet has it. Raises: InvalidRequestException."""
    known = context.store.fleets.locations(fleet.key)
    if location not in known:
        raise InvalidRequestException(
            f"Fleet {fleet.fleet_id} has no location {location}; it has {listed(known, ', ') or 'none'}."
        )
    return location


def find_location(text: str, context: Context) -> Location:
    """The custom location of a name or ARN. Raises: NotFoundException."""
    return find_resource(Location, text, context)


def check_location_of_type(location: str, compute_type: ComputeType, context: Context) -> None:
    """Refuses a location that a fleet of a compute type cannot have.

    Raises: InvalidRequestException for one of the wrong kind; NotFoundException for an unknown custom location.
    """
    custom = location.startswith(CUSTOM)
    if compute_type == "ANYWHERE":
        if not custom:
            raise InvalidRequestException(
                f"Location {location} is no custom location, which a fleet of the compute type ANYWHERE needs."
            )
        find_location(location, context)
    elif custom:
        raise InvalidRequestException(
            f"Location {location} is a custom location, which only a fleet of the compute type ANYWHERE has."
        )


def find_compute(text: str, fleet: Fleet, context: Context) -> Compute:
    """The compute of a fleet, by its name or ARN. Raises: NotFoundException."""
    named = arn.named(text, "compute")
    compute = None
    if named.can_be_in(context.region, context.account):
        compute = context.store.computes.find(named.name, fleet.key)
    if compute is None:
        raise not_found(f"Compute {shortened(text)} of fleet {fleet.fleet_id}", [], context)
    return compute


def find_game_session(game_session_id: str, context: Context) -> tuple[GameSession, int]:
    """The game session of an ARN as it is stored, and how many of its player slots are held.

    Raises: NotFoundException, also for an id that is not an ARN.
    """
    found = context.store.game_sessions.find(game_session_id, context.region, context.account, context.now)
    if found is None:
        raise unknown_game_session(game_session_id, context)
    return found


def unknown_game_session(game_session_id: str, context: Context) -> GameLiftError:
    """The refusal of an unknown GameSessionId; where it is the last part of ARNs, it names those."""
    sessions = context.store.game_sessions
    what = f"Game session {shortened(game_session_id)}"
    ending_so = [each.game_session_id for each, _ in sessions.everywhere(game_session_id, context.now)]
    if ending_so and game_session_id not in ending_so:
        return not_found_here(what, f" A GameSessionId is a whole ARN: {listed(ending_so, ' or ')}.", context)
    return not_found(what, sessions.places(game_session_id, context.now), context)
