"""What planning a seed document needs at each entry. Planning checks every rule and writes nothing."""

from collections.abc import Iterator, Mapping
from itertools import count
from typing import Generic

from msgspec import Struct

from emulator.domain.resource import Resource
from emulator.seed.entry import SeedEntry, Time
from emulator.seed.errors import SeedError
from emulator.seed.times import is_relative, read_time
from emulator.settings import Settings
from emulator.store.records import Record
from emulator.store.store import Store

TIMES = {
    "creation_time": "CreationTime",
    "deadline": "Deadline",
    "termination_time": "TerminationTime",
    "start_time": "StartTime",
    "end_time": "EndTime",
    "last_updated_time": "LastUpdatedTime",
    "due_time": "DueTime",
    "event_time": "EventTime",
    "look_at": "LookAt",
    "searched_at": "SearchedAt",
}


class Place(Struct, frozen=True, gc=False):
    """Where an entry stands, for messages."""

    file: str
    list_name: str
    position: int

    def error(self, member: str, rule: str) -> SeedError:
        where = f"{self.list_name}[{self.position}]"
        return SeedError(self.file, f"{where}.{member}" if member else where, rule)


class Planned(Struct, Generic[Record], frozen=True, gc=False):
    """The row that an entry asks for, and the row of its id that the database has already, if it has."""

    row: Record
    stored: Record | None
    given: frozenset[str]
    """The columns that the entry gives outright: in which the stored row may differ."""
    tags: Mapping[str, str] = {}
    tags_differ: bool = False
    """Whether the stored row has other tags than the entry gives outright."""

    @property
    def differs(self) -> bool:
        stored = self.stored
        return stored is not None and (
            self.tags_differ or any(getattr(self.row, name) != getattr(stored, name) for name in self.given)
        )


class Planning:
    """One load: when, under which settings, and the database as it was before."""

    def __init__(self, store: Store, settings: Settings, now: int, *, exact: bool) -> None:
        self.exact = exact
        """Whether a state comes back: its rules were kept when it came about, at another hour of its clock."""
        self.store = store
        self.settings = settings
        self.now = now
        self._keys: dict[type, Iterator[int]] = {}
        self._resources: set[tuple[type[Resource], str, str, str]] = set()
        self._first_keys: dict[type, int] = {}

    def new_key(self, kind: type[Struct]) -> int:
        """The key of the next new row: rows are inserted in the order of the document."""
        keys = self._keys.get(kind)
        if keys is None:
            keys = self._keys[kind] = count(self._first_key(kind))
        return next(keys)

    def _first_key(self, kind: type[Struct]) -> int:
        first = self._first_keys.get(kind)
        if first is None:
            first = self._first_keys[kind] = self.store.next_key(kind)
        return first

    def has_rows_of(self, kind: type[Struct]) -> bool:
        """Whether the database had any row of that kind before."""
        return self._first_key(kind) > 1

    def raise_if_twice(self, place: Place, row: Resource) -> None:
        """Raises: SeedError where the documents have planned a resource of that name in that region and account."""
        here = (type(row), row.resource_name, row.region, row.account)
        if here in self._resources:
            member = "".join(part.title() for part in row.name_field.split("_"))
            raise place.error(member, f"{row.resource_name} stands twice in region {row.region}, account {row.account}")
        self._resources.add(here)

    def home(self, region: str | None, account: str | None) -> tuple[str, str]:
        """The region and account of an entry, by default the emulator's own."""
        return region or self.settings.region, account or self.settings.account_id

    def time(self, place: Place, member: str, time: Time) -> int:
        """The instant that `time` means. Raises: SeedError."""
        try:
            return read_time(time, self.now)
        except ValueError as error:
            raise place.error(member, str(error)) from None

    def time_or_now(self, place: Place, member: str, time: Time | None) -> int:
        return self.now if time is None else self.time(place, member, time)


def given_columns(entry: SeedEntry, **columns: tuple[str, ...]) -> frozenset[str]:
    """The columns whose values an entry gives; a time relative to now, which differs at each reading, is none.

    A member gives the column of its own name, or those that are named.
    """
    return frozenset(
        column
        for name in entry.__struct_fields__
        if (value := getattr(entry, name)) is not None and not (name in TIMES and is_relative(value))
        for column in columns.get(name, (name,))
    )
