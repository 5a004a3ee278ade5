"""What planning a seed document needs at each entry. Planning checks every rule and writes nothing."""

from collections import Counter
from typing import Generic, NamedTuple, TypeVar

from emulator.seed.document import Entry, Time
from emulator.seed.reading import SeedError
from emulator.seed.times import is_relative, read_time
from emulator.settings import Settings
from emulator.store.seeding import FleetRow, GameSessionRow, PlayerSessionRow, SeedStore

Row = TypeVar("Row", FleetRow, GameSessionRow, PlayerSessionRow)
TIMES = {"creation_time": "CreationTime", "deadline": "Deadline", "termination_time": "TerminationTime"}


class Place(NamedTuple):
    """Where an entry stands, for messages."""

    file: str
    list_name: str
    position: int

    def error(self, member: str, rule: str) -> SeedError:
        where = f"{self.list_name}[{self.position}]"
        return SeedError(self.file, f"{where}.{member}" if member else where, rule)


class Planned(NamedTuple, Generic[Row]):
    """The row that an entry asks for, and the row of its id that the database has already, if it has."""

    row: Row
    stored: Row | None
    given: frozenset[str]
    """The columns that the entry gives outright: in which the stored row may differ."""

    @property
    def differs(self) -> bool:
        stored = self.stored
        return stored is not None and any(getattr(self.row, name) != getattr(stored, name) for name in self.given)


class Planning:
    """One load: when, under which settings, and the database as it was before."""

    def __init__(self, store: SeedStore, settings: Settings, now: int, *, exact: bool) -> None:
        self.exact = exact
        """Whether a state comes back: player slots were counted when it came about, at another hour of its clock."""
        self.store = store
        self.settings = settings
        self.now = now
        self._made: Counter[type] = Counter()
        self._last_keys = {kind: store.last_key(kind) for kind in (FleetRow, GameSessionRow, PlayerSessionRow)}

    def new_key(self, kind: type[FleetRow] | type[GameSessionRow] | type[PlayerSessionRow]) -> int:
        """The key of the next new row: rows are inserted in the order of the document."""
        self._made[kind] += 1
        return self._last_keys[kind] + self._made[kind]

    def time(self, place: Place, member: str, time: Time) -> int:
        """The instant that `time` means. Raises: SeedError."""
        try:
            return read_time(time, self.now)
        except ValueError as error:
            raise place.error(member, str(error)) from None


def given_columns(entry: Entry, **renamed: str) -> frozenset[str]:
    """The columns whose values an entry gives; a time relative to now, which differs at each reading, is none."""
    return frozenset(
        renamed.get(name, name)
        for name in entry.__struct_fields__
        if (value := getattr(entry, name)) is not None and not (name in TIMES and is_relative(value))
    )
