"""Routing strategies of aliases."""

from typing import NamedTuple

from emulator.api import shapes
from emulator.context import Context
from emulator.domain.alias import RoutingType
from emulator.errors import InvalidRequestException
from emulator.operations.shared.finding import find_fleet


class Route(NamedTuple):
    """Where an alias leads; one of the last two is None."""

    routing_type: RoutingType
    fleet_id: str | None
    message: str | None


def parse_route(input: shapes.RoutingStrategy, context: Context) -> Route:
    """Where an alias is to lead. What its type has no use for is dropped.

    Raises: InvalidRequestException where the type, or what it needs, is missing, or its fleet is unknown.
    Observed: that a TERMINAL strategy drops its FleetId (aws-cdk issue 38448). Assumed: the rest.
    """
    if input.type == "SIMPLE":
        if input.fleet_id is None:
            raise InvalidRequestException("A SIMPLE routing strategy needs a FleetId.")
        return Route("SIMPLE", find_fleet(input.fleet_id, context, InvalidRequestException).fleet_id, None)
    if input.type == "TERMINAL":
        if not input.message:
            raise InvalidRequestException("A TERMINAL routing strategy needs a Message.")
        return Route("TERMINAL", None, input.message)
    raise InvalidRequestException("A routing strategy needs a Type: SIMPLE or TERMINAL.")
