"""Names that lead to a fleet, or to a message for players."""

from typing import ClassVar, Literal

from emulator.domain.resource import Resource

RoutingType = Literal["SIMPLE", "TERMINAL"]


class Alias(Resource, frozen=True):
    """An alias: SIMPLE leads to `fleet_id`, TERMINAL to `message`; the other of the two is None."""

    arn_kind: ClassVar = "alias"
    name_field: ClassVar = "alias_id"
    arn_has_account: ClassVar = False

    alias_id: str
    name: str
    description: str | None
    routing_type: RoutingType
    fleet_id: str | None
    message: str | None
    creation_time: int
    last_updated_time: int
