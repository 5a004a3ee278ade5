"""Custom locations."""

from sqlalchemy import bindparam, func, select

from emulator.domain.fleet import Location
from emulator.store.records import columns_of, record_reader
from emulator.store.statements import DbCursor, Statement
from emulator.store.tables import LOCATION

_location = record_reader(Location)
_HERE = (LOCATION.c.account == bindparam("account"), LOCATION.c.region == bindparam("region"))
_ALL = Statement(select(*columns_of(Location)).where(*_HERE).order_by(LOCATION.c.creation_time, LOCATION.c.key))
_BY_NAME = Statement(
    select(*columns_of(Location)).where(LOCATION.c.location_name == bindparam("location_name"), *_HERE)
)
_PLACES = Statement(
    select(LOCATION.c.region, LOCATION.c.account)
    .where(LOCATION.c.location_name == bindparam("id"))
    .order_by(LOCATION.c.region, LOCATION.c.account)
)
_COUNT = Statement(
    select(func.count()).select_from(LOCATION).where(*_HERE, LOCATION.c.location_name != bindparam("but"))
)


class Locations:
    """The custom locations of one transaction. There are few: quotas are in the tens."""

    def __init__(self, cursor: DbCursor) -> None:
        self._cursor = cursor

    def find(self, location_name: str, region: str, account: str) -> Location | None:
        row = _BY_NAME.one(self._cursor, location_name=location_name, region=region, account=account)
        return None if row is None else _location(row)

    def all(self, region: str, account: str) -> list[Location]:
        """The custom locations of an account in a region, oldest first."""
        return [_location(row) for row in _ALL.all(self._cursor, region=region, account=account)]

    def places(self, location_name: str) -> list[tuple[str, str]]:
        """The (region, account) pairs in which a custom location of that name exists."""
        return [(region, account) for region, account in _PLACES.all(self._cursor, id=location_name)]

    def count(self, region: str, account: str, but: str) -> int:
        """How many custom locations there are, not counting the one of the name `but`."""
        return _COUNT.number(self._cursor, region=region, account=account, but=but)
