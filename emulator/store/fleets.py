"""Fleets, as only they are asked for, and the locations that they have."""

from collections.abc import Collection

import msgspec
from sqlalchemy import bindparam, func, select

from emulator.domain.fleet import Fleet, FleetLocation
from emulator.store.records import columns_of, record_reader
from emulator.store.statements import DbCursor, Statement
from emulator.store.tables import FLEET, FLEET_LOCATION

_fleet = record_reader(Fleet)
_fleet_location = record_reader(FleetLocation)
_HERE = (FLEET.c.account == bindparam("account"), FLEET.c.region == bindparam("region"))
_BY_IDS = Statement(
    select(*columns_of(Fleet)).where(
        FLEET.c.fleet_id.in_(select(func.json_each(bindparam("fleet_ids")).table_valued("value").c.value)), *_HERE
    )
)
_BY_KEY = Statement(select(*columns_of(Fleet)).where(FLEET.c.key == bindparam("wanted_key")))
_COUNT_OF_TYPE = Statement(
    select(func.count())
    .select_from(FLEET)
    .where(*_HERE, FLEET.c.compute_type == bindparam("compute_type"), FLEET.c.fleet_id != bindparam("but"))
)

_LOCATIONS = Statement(
    select(FLEET_LOCATION.c.location)
    .where(FLEET_LOCATION.c.fleet_key == bindparam("fleet_key"))
    .order_by(FLEET_LOCATION.c.key)
)
_LOCATION_ROWS = Statement(
    select(*columns_of(FleetLocation))
    .where(FLEET_LOCATION.c.fleet_key == bindparam("fleet_key"))
    .order_by(FLEET_LOCATION.c.key)
)
_LOCATION_ROW = Statement(
    select(*columns_of(FleetLocation)).where(
        FLEET_LOCATION.c.fleet_key == bindparam("fleet_key"), FLEET_LOCATION.c.location == bindparam("place")
    )
)
_FLEET_AT = Statement(
    select(FLEET.c.fleet_id)
    .select_from(FLEET_LOCATION.join(FLEET))
    .where(*_HERE, FLEET_LOCATION.c.location == bindparam("place"))
    .order_by(FLEET.c.creation_time, FLEET.c.key)
    .limit(1)
)
_INSTANCES_BY_TYPE = Statement(
    select(FLEET.c.instance_type, func.sum(FLEET_LOCATION.c.desired_instances))
    .select_from(FLEET_LOCATION.join(FLEET))
    .where(*_HERE, FLEET.c.instance_type.is_not(None), FLEET_LOCATION.c.location == bindparam("place"))
    .group_by(FLEET.c.instance_type)
)


class Fleets:
    """The fleets of one transaction."""

    def __init__(self, cursor: DbCursor) -> None:
        self._cursor = cursor

    def find_all(self, fleet_ids: Collection[str], region: str, account: str) -> dict[str, Fleet]:
        """Those of the fleets that exist, by their ids."""
        rows = _BY_IDS.all(self._cursor, fleet_ids=msgspec.json.encode(fleet_ids), region=region, account=account)
        return {fleet.fleet_id: fleet for fleet in map(_fleet, rows)}

    def by_key(self, key: int) -> Fleet:
        row = _BY_KEY.one(self._cursor, wanted_key=key)
        assert row is not None
        return _fleet(row)

    def count(self, region: str, account: str, compute_type: str, but: str) -> int:
        """How many fleets of a compute type there are, not counting the one of the id `but`."""
        return _COUNT_OF_TYPE.number(self._cursor, region=region, account=account, compute_type=compute_type, but=but)

    def locations(self, fleet_key: int) -> list[str]:
        """The names of a fleet's locations, its home region first where it has one."""
        return [location for (location,) in _LOCATIONS.all(self._cursor, fleet_key=fleet_key)]

    def location_rows(self, fleet_key: int) -> list[FleetLocation]:
        """A fleet's locations, in the same order."""
        return [_fleet_location(row) for row in _LOCATION_ROWS.all(self._cursor, fleet_key=fleet_key)]

    def location_row(self, fleet_key: int, location: str) -> FleetLocation | None:
        row = _LOCATION_ROW.one(self._cursor, fleet_key=fleet_key, place=location)
        return None if row is None else _fleet_location(row)

    def instances_by_type(self, region: str, account: str, location: str) -> dict[str, int]:
        """How many instances of each type the fleets of an account in a region have at a location."""
        return dict(_INSTANCES_BY_TYPE.all(self._cursor, region=region, account=account, place=location))

    def one_at(self, region: str, account: str, location: str) -> str | None:
        """The id of a fleet that has that location, None where no fleet has it."""
        row = _FLEET_AT.one(self._cursor, region=region, account=account, place=location)
        return None if row is None else str(row[0])
