"""The Fleets of seed documents."""

from emulator.domain.arn import GameSessionArn
from emulator.seed import document
from emulator.seed.planning import Place, Planned, Planning, given_columns
from emulator.store.seeding import FleetRow


class Fleets:
    """The fleets that the documents ask for."""

    def __init__(self, planning: Planning) -> None:
        self.planned: list[Planned[FleetRow]] = []
        self._planning = planning
        self._by_id: dict[str, list[FleetRow]] = {}

    def plan(self, place: Place, entry: document.Fleet) -> None:
        """Plans a fleet. Raises: SeedError."""
        planning = self._planning
        region = entry.region or planning.settings.region
        account = entry.account_id or planning.settings.account_id
        namesakes = self._by_id.setdefault(entry.fleet_id, [])
        if any((each.region, each.account) == (region, account) for each in namesakes):
            raise place.error("FleetId", f"{entry.fleet_id} stands twice in region {region}, account {account}")
        certificate = entry.certificate_configuration
        row = FleetRow(
            key=planning.new_key(FleetRow),
            account=account,
            region=region,
            fleet_id=entry.fleet_id,
            name=entry.name or entry.fleet_id,
            compute_type=entry.compute_type or "EC2",
            certificate_type=certificate.certificate_type if certificate else "DISABLED",
            creation_time=planning.now
            if entry.creation_time is None
            else planning.time(place, "CreationTime", entry.creation_time),
        )
        stored = next(
            (each for each in planning.store.fleets(row.fleet_id) if (each.region, each.account) == (region, account)),
            None,
        )
        given = given_columns(entry, account_id="account", certificate_configuration="certificate_type")
        self.planned.append(Planned(row, stored, given))
        namesakes.append(stored or row)

    def find(self, place: Place, fleet_id: str, named: GameSessionArn | None, account: str | None) -> FleetRow:
        """The fleet of a game session: of the documents, else of the database.

        Namesakes are told apart by the game session's ARN and account, where these are given.
        Raises: SeedError.
        """
        if named is not None and named.fleet_id != fleet_id:
            raise place.error("FleetId", f"{fleet_id} is not the fleet in the GameSessionId")
        for known in (self._by_id.get(fleet_id, []), self._planning.store.fleets(fleet_id)):
            found = [
                each
                for each in known
                if (named is None or each.region == named.region) and account in (None, each.account)
            ]
            if len(found) > 1:
                places = "; ".join(f"region {each.region}, account {each.account}" for each in found)
                raise place.error("FleetId", f"{fleet_id} is the id of several fleets: {places}")
            if found:
                return found[0]
        where = f" in region {named.region}" if named is not None else ""
        where += f" in account {account}" if account is not None else ""
        raise place.error("FleetId", f"there is no fleet {fleet_id}{where}, in the seed or in the emulator")
