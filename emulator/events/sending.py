"""The sender of events, to the endpoints that the settings name.

Theory of operation
-------------------
An event is a row before anybody is told of it, so that nothing is lost with a process. Each recipient (`sns`,
`eventbridge`, `webhook`) is a row too: which emulator process delivers to it, and up to which event it has done so. One
process does it; another one takes over where that one has died, which its kernel lock tells (decision 29). A recipient
that the database does not know yet gets the events that come from then on.

In one transaction the sender puts the first attempt at each new event into the list, and moves the recipient's number
on. Then it makes the attempts in the order in which they are due, one after the other for each recipient; notes the
result; and puts the next attempt into the list where one failed. Whatever dies in between, an attempt without a result
is made again: at least once. A reset removes events, and with them their attempts.

It works on the event loop, between calls, and lets go of it while an endpoint takes its time: no call waits for one.
When an attempt is due is real time, whatever the emulator's clock shows, since endpoints live in that.
"""

import asyncio
import logging
from contextlib import suppress
from typing import TYPE_CHECKING

from emulator import __version__
from emulator.decoding import decode
from emulator.dispatch.delivery import Deliverer
from emulator.domain.clock import wall_clock
from emulator.events.requests import DELIVERED, REQUESTS, Envelope, result_of
from emulator.events.schedule import first_delays, pause_after
from emulator.logs.lines import RareWarnings
from emulator.store.errors import NothingWritten
from emulator.store.event_deliveries import DueDelivery, EventRecipient
from emulator.store.store import Store
from emulator.world import World

if TYPE_CHECKING:
    from httpx import AsyncClient

log = logging.getLogger(__name__)

TIMEOUT_SECONDS = 5
"""Of an attempt, from its beginning to the end of the answer."""
LONGEST_ANSWER = 64 * 1024
"""So many bytes of an answer are read."""
BATCH = 1_000
LOOK_SECONDS = 1.0
"""Between two looks whether the process that delivers lives."""


async def send_events(world: World, deliverer: Deliverer) -> None:
    """Delivers events for as long as it runs. Where no setting names an endpoint it is done at once."""
    endpoints = world.settings.event_endpoints
    if endpoints:
        warnings = RareWarnings()
        async with await asyncio.to_thread(new_client) as client, asyncio.TaskGroup() as tasks:
            for recipient, url in endpoints.items():
                tasks.create_task(Sender(recipient, url, client, warnings, world).run(deliverer))


def new_client() -> "AsyncClient":
    """A client that goes where it is told: through no proxy, after no redirect, with nobody's credentials.

    To be made in a thread: the import, and the certificates that it reads, take a tenth of a second.
    """
    import httpx

    return httpx.AsyncClient(
        timeout=None,  # an attempt has one for all of its parts
        trust_env=False,
        follow_redirects=False,
        headers={"User-Agent": f"gamelift-emulator/{__version__}"},
    )


class Sender:
    """Delivers events to one recipient."""

    def __init__(self, recipient: str, url: str, client: "AsyncClient", warnings: RareWarnings, world: World) -> None:
        self._recipient = recipient
        self._url = url
        self._client = client
        self._warnings = warnings
        self._world = world

    async def run(self, deliverer: Deliverer) -> None:
        """Delivers for as long as it runs."""
        with deliverer.commits() as committed:
            while True:
                committed.clear()
                pause: float | None = LOOK_SECONDS
                with suppress(NothingWritten):  # the log has it, and the next look tries again
                    pause = await self._deliver_next()
                with suppress(TimeoutError):
                    async with asyncio.timeout(pause):
                        await committed.wait()

    async def _deliver_next(self) -> float | None:
        """Makes the attempt that is due. For how long there is nothing to do then, None: until the next commit."""
        if not await self._take_new_events():
            return LOOK_SECONDS
        with self._world.reading as store:
            delivery = store.event_deliveries.first_due(self._recipient)
        if delivery is None:
            return None
        left = (delivery.due_at - wall_clock()) / 1_000
        if left > 0:
            return left
        await self._finish(delivery, await self._attempt(delivery))
        return 0

    async def _take_new_events(self) -> bool:
        """Puts first attempts at new events into the list. False where another process delivers."""
        with self._world.reading as store:
            recipient = store.event_deliveries.recipient(self._recipient)
            if recipient == EventRecipient(self._world.database.holder, store.events.last_number()):
                return True
        if not self._is_free(recipient):
            return False
        async with self._world.write() as store:
            recipient = store.event_deliveries.recipient(self._recipient)
            if not self._is_free(recipient):
                return False
            last_event = self._schedule_after(recipient.last_event, store)
            store.event_deliveries.update_recipient(
                self._recipient, EventRecipient(self._world.database.holder, last_event)
            )
        return True

    def _is_free(self, recipient: EventRecipient) -> bool:
        """Whether no other process delivers to it."""
        holder, database = recipient.holder, self._world.database
        return holder is None or holder == database.holder or not database.is_living(holder)

    def _schedule_after(self, number: int, store: Store) -> int:
        """Puts first attempts at the events after that number into the list. The number up to which it has."""
        settings, now = self._world.settings, wall_clock()
        found = store.events.after(number, BATCH)
        for each in found:
            if self._recipient == "sns" and each.notification_target is None:
                continue
            event = decode(each.event, Envelope)
            for delay in first_delays(event.id, settings.event_duplicates, shuffle=settings.event_shuffle):
                store.event_deliveries.schedule(each.number, self._recipient, 1, now + delay)
        return found[-1].number if len(found) == BATCH else store.events.last_number()

    async def _attempt(self, delivery: DueDelivery) -> str:
        """What has come of an attempt."""
        from httpx import HTTPError, InvalidURL

        headers, body = REQUESTS[self._recipient](delivery)
        try:
            async with (
                asyncio.timeout(TIMEOUT_SECONDS),
                self._client.stream("POST", self._url, headers=headers, content=body) as response,
            ):
                answer = b""
                async for chunk in response.aiter_bytes():
                    answer += chunk
                    if len(answer) > LONGEST_ANSWER:
                        break
                return result_of(self._recipient, response.status_code, answer)
        except TimeoutError:
            return f"no answer within {TIMEOUT_SECONDS} s"
        except (HTTPError, InvalidURL) as error:
            return f"not reached: {error or type(error).__name__}"

    async def _finish(self, delivery: DueDelivery, result: str) -> None:
        """Notes what has come of an attempt, and puts the next into the list where it failed."""
        pause = None if result == DELIVERED else pause_after(delivery.attempt)
        async with self._world.write() as store:
            now = store.shared().clock.now(wall_clock())
            is_there = store.event_deliveries.finish(delivery, now, result)
            if is_there and pause is not None:
                store.event_deliveries.schedule(
                    delivery.event_number, self._recipient, delivery.attempt + 1, wall_clock() + pause
                )
        if result == DELIVERED:
            log.debug("event %d: delivered to %s", delivery.event_number, self._recipient)
        else:
            again = "no more attempts" if pause is None else f"again in {pause / 1_000:g} s"
            self._warnings.warn(
                self._recipient,
                f"event {delivery.event_number} was not delivered to {self._recipient}: {result}; {again}",
            )
