"""The Fleets of seed documents."""

import msgspec

from emulator.decoding import convert
from emulator.domain.arn import GameSessionArn
from emulator.domain.clock import format_instant
from emulator.domain.fleet import Fleet, FleetLocation
from emulator.hosting.ready_made import FLEET_ID
from emulator.seed import fleet_document
from emulator.seed.locations import SIZES, Locations
from emulator.seed.planning import Place, Planned, Planning
from emulator.seed.resources import planned_resource

# Members that fill columns of other names.
COLUMNS: dict[str, tuple[str, ...]] = {
    "certificate_configuration": ("certificate_type",),
    "resource_creation_limit_policy": ("new_game_sessions_per_creator", "policy_period_in_minutes"),
    "metric_groups": ("metric_group",),
    "anywhere_configuration": ("cost",),
    "player_gateway_configuration": ("game_server_ip_protocol_supported",),
    "locations": (),
}
# Those whose values are kept as JSON.
JSON = ("log_paths", "runtime_configuration", "ec2_inbound_permissions", "scaling_policies")
SAME = [name for name in fleet_document.Fleet.__struct_fields__ if name in Fleet.__struct_fields__ and name not in JSON]


def columns_given(entry: fleet_document.Fleet) -> dict[str, object]:
    """What an entry says of a fleet's columns; those that it does not speak of are left out."""
    found: dict[str, object] = {name: getattr(entry, name) for name in SAME}
    found |= {name: msgspec.json.encode(value).decode() for name in JSON if (value := getattr(entry, name)) is not None}
    if entry.metric_groups:
        found["metric_group"] = entry.metric_groups[0]
    for part in (
        entry.certificate_configuration,
        entry.resource_creation_limit_policy,
        entry.anywhere_configuration,
        entry.player_gateway_configuration,
    ):
        if part is not None:
            found |= msgspec.structs.asdict(part)
    return {name: value for name, value in found.items() if value is not None}


def fleet_entry(fleet: Fleet, locations: list[FleetLocation]) -> fleet_document.Fleet:
    """The entry that says everything of a fleet."""
    same = {name: getattr(fleet, name) for name in SAME if name != "creation_time"}
    kept = {name: msgspec.json.decode(value) for name in JSON if (value := getattr(fleet, name)) is not None}
    limits = (fleet.new_game_sessions_per_creator, fleet.policy_period_in_minutes)
    gateway = fleet.game_server_ip_protocol_supported
    return fleet_document.Fleet(
        **same,
        account_id=fleet.account,
        **kept,
        metric_groups=None if fleet.metric_group is None else [fleet.metric_group],
        certificate_configuration=fleet_document.CertificateConfiguration(fleet.certificate_type),
        resource_creation_limit_policy=(
            None if limits == (None, None) else fleet_document.ResourceCreationLimitPolicy(*limits)
        ),
        anywhere_configuration=None if fleet.cost is None else fleet_document.AnywhereConfiguration(fleet.cost),
        player_gateway_configuration=None if gateway is None else fleet_document.PlayerGatewayConfiguration(gateway),
        locations=[location_configuration(location) for location in locations],
        creation_time=format_instant(fleet.creation_time),
    )


def location_configuration(location: FleetLocation) -> fleet_document.LocationConfiguration:
    """A location of a fleet, with what differs from a new one."""
    new = FleetLocation(key=0, fleet_key=0, location="")
    managed = location.managed_capacity_configuration
    sizes = {name: size for name in SIZES if (size := getattr(location, name)) != getattr(new, name)}
    return fleet_document.LocationConfiguration(
        location.location,
        **sizes,
        managed_capacity_configuration=None if managed is None else msgspec.json.decode(managed),
        stopped_actions=[location.stopped_action] if location.stopped_action else None,
    )


class Fleets:
    """The fleets that the documents ask for."""

    def __init__(self, planning: Planning, locations: Locations) -> None:
        self.planned: list[Planned[Fleet]] = []
        self._planning = planning
        self._locations = locations
        self._by_id: dict[str, list[Fleet]] = {}

    def plan(self, place: Place, entry: fleet_document.Fleet) -> None:
        """Plans a fleet. Raises: SeedError."""
        planning = self._planning
        region, account = planning.home(entry.region, entry.account_id)
        namesakes = self._by_id.setdefault(entry.fleet_id, [])
        defaults: dict[str, object] = {"name": entry.fleet_id, "compute_type": "EC2"}
        if entry.compute_type != "ANYWHERE" and not planning.exact:
            defaults["fleet_type"] = "ON_DEMAND"
        told: dict[str, object] = {
            "key": planning.new_key(Fleet),
            "account": account,
            "region": region,
            "creation_time": planning.time_or_now(place, "CreationTime", entry.creation_time),
        }
        row = convert(defaults | columns_given(entry) | told, Fleet)
        planned = planned_resource(planning, place, entry, row, **COLUMNS)
        self.planned.append(planned)
        fleet = planned.stored or row
        namesakes.append(fleet)
        given = entry.locations or []
        if not fleet.anywhere:  # the home Region comes first
            home = fleet_document.LocationConfiguration(fleet.region)
            given = [*(each for each in given if each.location == fleet.region), home, *given]
        for each in given:
            self._locations.need(fleet, each.location, each)

    def find(
        self, place: Place, fleet_id: str, named: GameSessionArn | None, account: str | None, region: str | None = None
    ) -> Fleet:
        """The fleet of a game session or compute: of the documents, else of the database.

        Namesakes are told apart by the game session's ARN, or by region and account, where these are given; the
        ready-made fleet is that of the emulator's own region and account where nothing else is said.
        Raises: SeedError.
        """
        if named is not None:
            if named.fleet_id != fleet_id:
                raise place.error("FleetId", f"{fleet_id} is not the fleet in the GameSessionId")
            region = named.region
        if fleet_id == FLEET_ID:
            region, account = self._planning.home(region, account)
        for known in (self._by_id.get(fleet_id, []), self._planning.store.everywhere(Fleet, fleet_id)):
            found = [each for each in known if region in (None, each.region) and account in (None, each.account)]
            if len(found) > 1:
                places = "; ".join(f"region {each.region}, account {each.account}" for each in found)
                raise place.error("FleetId", f"{fleet_id} is the id of several fleets: {places}")
            if found:
                return found[0]
        where = f" in region {region}" if region is not None else ""
        where += f" in account {account}" if account is not None else ""
        raise place.error("FleetId", f"there is no fleet {fleet_id}{where}, in the seed or in the emulator")
