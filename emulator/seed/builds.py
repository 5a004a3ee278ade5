"""The Builds of seed documents."""

from emulator.domain.build import OPERATING_SYSTEM, Build
from emulator.domain.clock import format_instant
from emulator.seed import build_document
from emulator.seed.planning import Place, Planned, Planning
from emulator.seed.resources import planned_resource


class Builds:
    """The builds that the documents ask for."""

    def __init__(self, planning: Planning) -> None:
        self.planned: list[Planned[Build]] = []
        self._planning = planning

    def plan(self, place: Place, entry: build_document.Build) -> None:
        """Plans a build. Raises: SeedError."""
        planning = self._planning
        region, account = planning.home(entry.region, entry.account_id)
        row = Build(
            key=planning.new_key(Build),
            account=account,
            region=region,
            build_id=entry.build_id,
            name=entry.name,
            version=entry.version,
            status=entry.status or "READY",
            operating_system=entry.operating_system or OPERATING_SYSTEM,
            server_sdk_version=entry.server_sdk_version,
            creation_time=planning.time_or_now(place, "CreationTime", entry.creation_time),
        )
        self.planned.append(planned_resource(planning, place, entry, row))


def build_entry(build: Build) -> build_document.Build:
    """The entry that says everything of a build."""
    return build_document.Build(
        build_id=build.build_id,
        region=build.region,
        account_id=build.account,
        name=build.name,
        version=build.version,
        status=build.status,
        operating_system=build.operating_system,
        server_sdk_version=build.server_sdk_version,
        creation_time=format_instant(build.creation_time),
    )
