"""An emulator in this process: its settings, its database, and what it knows of its calls."""

import asyncio
import logging
import traceback
from collections.abc import Callable, Sequence
from random import Random, SystemRandom
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from emulator.advice.advisor import Advisor
from emulator.api.catalogue import REGIONS, REGIONS_ELSEWHERE
from emulator.calls.faults import FaultTable
from emulator.calls.journal import Journal
from emulator.calls.metrics import Calls
from emulator.calls.throttle import Throttle
from emulator.domain.clock import Clock, format_instant, parse_instant, wall_clock
from emulator.domain.uuids import uuid4_of
from emulator.hosting.connected import connected_processes, take_over
from emulator.hosting.ready_made import make_ready
from emulator.settings import Settings
from emulator.store.access import Access
from emulator.store.engine import Database
from emulator.store.errors import NothingWritten
from emulator.store.store import Store

if TYPE_CHECKING:
    from emulator.seed.loading import Report
    from emulator.seed.reading import Source

FAILURES = 100
"""So many tracebacks are kept."""
MOST_REGIONS = 1_000
"""So many are told apart: whoever calls ever new ones is not warned of each."""
LARGE_BYTES = 1024 * 1024
"""A world of more bytes is emptied in a thread of its own."""

Result = TypeVar("Result")
log = logging.getLogger(__name__)


class WorldReset(NothingWritten):
    """The world that a call was made to is gone."""

    def __init__(self) -> None:
        super().__init__("The emulator was reset meanwhile; nothing was changed.")


class Tls(NamedTuple):
    """Where calls come in over TLS."""

    url: str
    trusted: str
    """The certificates that a client has to trust, as PEM."""


class World(Access):
    """An emulator in this process: its settings and its database. Lives as long as the process serves."""

    def __init__(self, settings: Settings, database: Database) -> None:
        super().__init__(database)
        self.settings = settings
        self.origin = f"http://{settings.host}:{settings.port}"
        """Where calls come in, for those that do not say by which name they came."""
        self.tls: Tls | None = None
        self.tls_port: int | None = None
        self.calls = Calls()
        self.unsupported: set[str] = set()
        """The operations of GameLift that were asked for, and are not here."""
        self.known_regions = {*REGIONS, *REGIONS_ELSEWHERE}
        """Those of AWS, and those that a warning has named."""
        self.journal = Journal()
        self.advisor = Advisor(self.journal)
        self.journal.judge_leaving = self.advisor.judge_leaving
        self.faults = FaultTable()
        self.throttle = Throttle() if settings.throttle == "aws" else None
        self.sockets: dict[int, Callable[[], object]] = {}
        """By the key of a server process whose socket this process has, what cuts its newest one.

        An older one is left to the SDK, which closes it.
        """
        self.failures: list[str] = []
        """Tracebacks of what went wrong in the emulator itself, the first of them."""
        self.ids: Random = SystemRandom()
        """What ids are made of."""
        self.taking_state = asyncio.Lock()
        """Held by whoever gathers the whole state."""
        self.clock_at_start = Clock()
        self.reported_until = 0
        """The instant up to which time-outs are in the log."""

    def initialize(self, store: Store) -> None:
        """Empties the database and sets the clock where the settings say so: the first that is done."""
        wall = wall_clock()
        clock = None if self.settings.clock is None else started_clock(self.settings.clock, wall)
        if self.settings.fresh or not self.database.lasting:
            self.ids = self.new_ids()
            store.begin_world(new_secret(self.ids), clock or Clock(), wall)
        elif clock is not None:
            store.set_clock(clock, wall)
        for name in self.settings.event_endpoints:
            store.event_deliveries.add_recipient(name)
        self.know(self.settings.region)
        self.clock_at_start = store.shared().clock
        tell_clock(self.clock_at_start, wall)
        self.reported_until = self.clock_at_start.now(wall_clock())
        make_ready(store, self.settings.region, self.settings.account_id)

    def new_ids(self, salt: bytes = b"") -> Random:
        """What the ids of a new world are made of; where it comes with ids of its own, `salt` tells it from others."""
        seed = self.settings.random_seed
        return SystemRandom() if seed is None else Random(b"%d %b" % (seed, salt))

    def new_uuid(self) -> str:
        return uuid4_of(self.ids.getrandbits(128))

    def record_failure(self, error: BaseException) -> None:
        """Keeps the traceback of what should never happen, for tests to find."""
        if len(self.failures) < FAILURES:
            self.failures.append("".join(traceback.format_exception(error)))

    def know(self, region: str) -> None:
        """Warns, the first time, of a region that AWS has not: it may be misspelt."""
        if region not in self.known_regions and len(self.known_regions) < MOST_REGIONS:
            self.known_regions.add(region)
            log.warning("region %s: AWS offers no GameLift there; the emulator does. Is the name right?", region)

    def now(self) -> int:
        """Now, by the emulator's clock."""
        with self.reading as store:
            return store.shared().clock.now(wall_clock())

    async def replace(
        self,
        work: Callable[[Store, bytes], Result],
        *,
        salt: bytes = b"",
        large: bool = True,
        foreign_keys: bool = True,
        forget_calls: bool = False,
    ) -> Result:
        """What `work` gives, which puts a new world, sealed with the secret that it is told, in place of this one.

        A `large` world is replaced in a thread. Without `foreign_keys`, SQLite empties tables many times faster, and
        does not check that rows belong together. What this process knows of the old world goes once the new one is
        committed, on the event loop's thread, before any other call can write: faults and the journal too, where
        `forget_calls` says so.
        Raises: as `write_in_thread`, and what `work` raises; then all is as it was.
        """
        ids = self.new_ids(salt)
        secret = new_secret(ids)

        def renew(store: Store) -> tuple[Result, int]:
            connected, was = connected_processes(store), store.shared().clock.now(wall_clock())
            result = work(store, secret)
            begins = store.shared().clock.now(wall_clock())
            take_over(connected, store, was, begins)
            return result, begins

        def belong_to_it(renewed: tuple[Result, int]) -> None:
            self._belong_to_world(ids, renewed[1], forget_calls=forget_calls)

        if large:
            renewed = await self.write_in_thread(renew, belong_to_it, foreign_keys=foreign_keys)
            await asyncio.to_thread(self.database.give_back_space, self.is_draining)
        else:
            self.look_for_loss()  # a connection of its own would find it
            async with self.write() as store:
                renewed = renew(store)
            belong_to_it(renewed)
        return renewed[0]

    def _belong_to_world(self, ids: Random, begins: int, *, forget_calls: bool) -> None:
        """From now on this process speaks of a new world, whose clock shows `begins`."""
        self.ids = ids
        if forget_calls:
            self.faults = FaultTable()
            self.throttle = self.throttle and Throttle()
            self.advisor.begin_anew()
            self.journal.clear()
        self.reported_until = begins
        if self.sockets:
            with self.reading as store:
                gone = [key for key in self.sockets if store.server_processes.by_key(key) is None]
            for key in gone:
                self.cut_off(key)

    def cut_off(self, process_key: int) -> None:
        """Closes the socket of a server process, where this emulator process holds it."""
        cut = self.sockets.get(process_key)
        if cut is not None:
            cut()

    async def reset(self, sources: "Sequence[Source]" = ()) -> "Report | None":
        """Begins a fresh world, its clock as it was when this process began; what was loaded into it, if anything was.

        Faults end, and the journal is emptied; failures stay.
        Raises: SeedError, and as `replace`; then all is as it was.
        """

        def renew(store: Store, secret: bytes) -> "Report | None":
            store.begin_world(secret, self.clock_at_start, wall_clock())
            make_ready(store, self.settings.region, self.settings.account_id)
            return self.load(sources, store) if sources else None

        large = self._takes_long(sources)
        return await self.replace(renew, large=large, foreign_keys=bool(sources), forget_calls=True)

    def _takes_long(self, sources: "Sequence[Source]") -> bool:
        """Whether a reset takes longer than other calls should wait."""
        if sources:
            from emulator.seed.loading import is_quick

            if not is_quick(sources):
                return True
        with self.reading as store:
            return store.size_bytes() > LARGE_BYTES

    def load(self, sources: "Sequence[Source]", store: Store) -> "Report":
        """What was loaded of seed documents. Raises: SeedError, and Stopping where the emulator stops meanwhile."""
        from emulator.seed.loading import load  # which imports all that documents can say

        return load(sources, store, self.settings, self.go_on)

    def go_on(self, _steps: int) -> None:
        """The progress of a long load, which ends when the emulator stops. Raises: Stopping."""
        self.raise_if_stopping()


def tell_clock(clock: Clock, wall: int) -> None:
    """Says in the log what a clock shows that is not the machine's: one that was moved is kept with the database."""
    if clock.frozen:
        log.info("the clock stands still at %s", format_instant(clock.now(wall)))
    elif clock.offset:
        log.info("the clock shows %s: it is not the machine's", format_instant(clock.now(wall)))


def new_secret(ids: Random) -> bytes:
    """What a world's NextTokens are sealed with."""
    return ids.randbytes(32)


def started_clock(setting: str, wall: int) -> Clock:
    """The clock that `--clock` asks for."""
    match setting:
        case "system":
            return Clock()
        case "frozen":
            return Clock().froze(wall)
    return Clock(frozen_at=parse_instant(setting))
