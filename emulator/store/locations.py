"""Custom locations, as only they are asked for."""

from sqlalchemy import bindparam, func, select

from emulator.domain.fleet import Location
from emulator.store.records import columns_of, record_reader
from emulator.store.statements import DbCursor, Statement
from emulator.store.tables import LOCATION

_location = record_reader(Location)
_HERE = (LOCATION.c.account == bindparam("account"), LOCATION.c.region == bindparam("region"))
_ALL = Statement(select(*columns_of(Location)).where(*_HERE).order_by(LOCATION.c.creation_time, LOCATION.c.key))
_COUNT = Statement(
    select(func.count()).select_from(LOCATION).where(*_HERE, LOCATION.c.location_name != bindparam("but"))
)


class Locations:
    """The custom locations of one transaction. There are few: quotas are in the tens."""

    def __init__(self, cursor: DbCursor) -> None:
        self._cursor = cursor

    def all(self, region: str, account: str) -> list[Location]:
        """The custom locations of an account in a region, oldest first."""
        return [_location(row) for row in _ALL.all(self._cursor, region=region, account=account)]

    def count(self, region: str, account: str, but: str) -> int:
        """How many custom locations there are, not counting the one of the name `but`."""
        return _COUNT.number(self._cursor, region=region, account=account, but=but)
