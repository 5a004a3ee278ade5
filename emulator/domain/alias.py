"""Names that lead to a fleet, or to a message for players."""

from typing import Literal

from msgspec import Struct

RoutingType = Literal["SIMPLE", "TERMINAL"]


class Alias(Struct, frozen=True):
    """An alias: SIMPLE leads to `fleet_id`, TERMINAL to `message`; the other of the two is None."""

    key: int
    account: str
    region: str
    alias_id: str
    name: str
    description: str | None
    routing_type: RoutingType
    fleet_id: str | None
    message: str | None
    creation_time: int
    last_updated_time: int
