"""The Aliases of seed documents."""

from emulator.domain.alias import Alias
from emulator.domain.clock import format_instant
from emulator.seed import document
from emulator.seed.planning import Place, Planned, Planning
from emulator.seed.resources import planned_resource

ROUTING = ("routing_type", "fleet_id", "message")


class Aliases:
    """The aliases that the documents ask for. Where they lead may be gone, as it may on AWS."""

    def __init__(self, planning: Planning) -> None:
        self.planned: list[Planned[Alias]] = []
        self._planning = planning

    def plan(self, place: Place, entry: document.Alias) -> None:
        """Plans an alias. Raises: SeedError."""
        planning = self._planning
        region, account = planning.home(entry.region, entry.account_id)
        route = entry.routing_strategy
        needed, other = ("FleetId", "Message") if route.type == "SIMPLE" else ("Message", "FleetId")
        target, spare = (route.fleet_id, route.message) if route.type == "SIMPLE" else (route.message, route.fleet_id)
        if target is None or spare is not None:
            raise place.error("RoutingStrategy", f"a {route.type} one has a {needed}, and no {other}")
        made = planning.time_or_now(place, "CreationTime", entry.creation_time)
        updated = entry.last_updated_time
        row = Alias(
            planning.new_key(Alias),
            account,
            region,
            entry.alias_id,
            entry.name,
            entry.description,
            route.type,
            route.fleet_id,
            route.message,
            made,
            made if updated is None else planning.time(place, "LastUpdatedTime", updated),
        )
        self.planned.append(planned_resource(planning, place, entry, row, routing_strategy=ROUTING))


def alias_entry(alias: Alias) -> document.Alias:
    """The entry that says everything of an alias."""
    return document.Alias(
        alias_id=alias.alias_id,
        region=alias.region,
        account_id=alias.account,
        name=alias.name,
        description=alias.description,
        routing_strategy=document.RoutingStrategy(alias.routing_type, alias.fleet_id, alias.message),
        creation_time=format_instant(alias.creation_time),
        last_updated_time=format_instant(alias.last_updated_time),
    )
