"""The Scripts of seed documents."""

import msgspec

from emulator.decoding import decode
from emulator.domain.clock import format_instant
from emulator.domain.script import DEFAULT_NODE_JS_VERSION, Script
from emulator.seed import build_document
from emulator.seed.planning import Place, Planned, Planning
from emulator.seed.resources import planned_resource


class Scripts:
    """The scripts that the documents ask for."""

    def __init__(self, planning: Planning) -> None:
        self.planned: list[Planned[Script]] = []
        self._planning = planning

    def plan(self, place: Place, entry: build_document.Script) -> None:
        """Plans a script. Raises: SeedError."""
        planning = self._planning
        region, account = planning.home(entry.region, entry.account_id)
        given = entry.storage_location
        row = Script(
            key=planning.new_key(Script),
            account=account,
            region=region,
            script_id=entry.script_id,
            name=entry.name,
            version=entry.version,
            size_on_disk=entry.size_on_disk or 0,
            storage_location=None if given is None else msgspec.json.encode(given).decode(),
            node_js_version=entry.node_js_version or DEFAULT_NODE_JS_VERSION,
            creation_time=planning.time_or_now(place, "CreationTime", entry.creation_time),
        )
        self.planned.append(planned_resource(planning, place, entry, row))


def script_entry(script: Script) -> build_document.Script:
    """The entry that says everything of a script."""
    place = script.storage_location
    return build_document.Script(
        script_id=script.script_id,
        region=script.region,
        account_id=script.account,
        name=script.name,
        version=script.version,
        size_on_disk=script.size_on_disk,
        storage_location=None if place is None else decode(place, build_document.StorageLocation),
        node_js_version=script.node_js_version,
        creation_time=format_instant(script.creation_time),
    )
