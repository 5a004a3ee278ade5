"""A frame that a server process has sent → the text that it is answered: one instant, one transaction."""

import logging
from contextlib import suppress
from functools import partial
from time import perf_counter_ns

from emulator.calls.faults import Dropped
from emulator.calls.journal import DROPPED, SUCCESS, UNFORESEEN, JournalEntry
from emulator.dispatch.faults import perform_with_fault
from emulator.dispatch.perform import context_in
from emulator.dispatch.settle import settle
from emulator.domain.clock import wall_clock
from emulator.domain.fingerprint import fingerprint
from emulator.domain.transition import WrongTransition
from emulator.errors import GameLiftError
from emulator.game_servers.messages import MESSAGES
from emulator.game_servers.speaking import Speaking
from emulator.quoting import quoted
from emulator.store.errors import NothingWritten
from emulator.wire.call import Call, Caller, WireError
from emulator.wire.server_sdk import BadMessage, Message, answer, read_message, refusal, status_of_error
from emulator.world import World

log = logging.getLogger(__name__)
FAILED = "The emulator failed; its log tells more."
HEARTBEAT = "HeartbeatServerProcess"


class Performer:
    """What a connected server process says, done."""

    def __init__(self, key: int, process_id: str, region: str, account: str, origin: str, world: World) -> None:
        self._key = key
        self._process_id = process_id
        self._region = region
        self._account = account
        self._origin = origin
        self._world = world

    async def perform(self, frame: str | bytes) -> str:
        """The answer to a frame: no socket is closed for what a message says.

        Raises: Dropped where a fault says that there be no answer.
        """
        started = perf_counter_ns()
        try:
            message = read_message(frame)
        except BadMessage as error:
            log.warning("server process %s: %s", quoted(self._process_id), error)
            return refusal("", "", error.status, str(error))
        entry = self._entry(message, len(frame))
        status, text = 200, ""
        try:
            reply = await self._with_faults(message, entry)
        except Dropped:
            self._note(message, entry, DROPPED, started)
            raise
        except (BadMessage, WrongTransition, GameLiftError, WireError, NothingWritten) as error:
            status, text = status_and_text(error)
        except Exception as error:  # whatever it is, the server process is answered, and its socket stays open
            self._world.record_failure(error)
            log.exception("the emulator failed: %s of server process %s", message.action, quoted(self._process_id))
            status, text = 500, FAILED
        if status != 200:
            reply = refusal(message.action, message.request_id, status, text)
        self._note(message, entry, str(status), started, text)
        return reply

    def _entry(self, message: Message, size: int) -> JournalEntry:
        """The entry of a message, in the journal but for heartbeats."""
        caller = Caller(self._region, self._account, self._origin, None, None)
        call = Call(message.action, message.said, caller, message.request_id, size)
        if message.action == HEARTBEAT:
            return JournalEntry(call, size, "server")
        return self._world.journal.begin(call, "server")

    def _note(self, message: Message, entry: JournalEntry, outcome: str, started: int, text: str = "") -> None:
        """Says what has become of a message: in the journal, in the metrics, in the log."""
        entry.outcome = {"200": SUCCESS, "500": UNFORESEEN}.get(outcome, outcome)
        entry.message = text or None
        entry.status = int(outcome) if outcome.isdecimal() else None
        entry.seconds = (perf_counter_ns() - started) / 1e9
        if entry.time is None:
            with suppress(NothingWritten):  # the message has failed by that already
                entry.time = self._world.now()
        self._world.calls.record_message(message.action if message.action in MESSAGES else "unknown", outcome)
        level = logging.DEBUG if message.action == HEARTBEAT and outcome == "200" else logging.INFO
        milliseconds = (perf_counter_ns() - started) / 1e6
        why = f": {text}" if text else ""
        log.log(level, "%s of %s %s %.1f ms%s", quoted(message.action), self._process_id, outcome, milliseconds, why)

    async def _with_faults(self, message: Message, entry: JournalEntry) -> str:
        """The answer to a message, if a fault leaves it that. Raises: Dropped, and what refuses a message."""
        faults = self._world.faults
        fault = faults.matching_fault(entry.call, "server") if faults.active else None
        if fault is None:
            return await self._done(message, entry)
        entry.fault = fault.id
        return await perform_with_fault(fault, partial(self._done, message, entry), self._world)

    async def _done(self, message: Message, entry: JournalEntry) -> str:
        kind = MESSAGES.get(message.action)
        if kind is None:
            raise BadMessage(f"{quoted(message.action)} is no message of Server SDK 5.")
        async with self._world.write() as store:
            context = context_in(store, self._region, self._account, self._origin, self._world)
            entry.time = context.now
            if context.due:
                settle(context)
            once = kind.once and message.request_id
            known_by = f"{message.request_id} {fingerprint(self._key, message.action)}" if once else None
            earlier = store.repeated_calls.find(known_by) if known_by else None
            if earlier is not None:
                return earlier.decode()
            process = store.server_processes.by_key(self._key)
            if process is None or process.status == "TERMINATED":
                raise BadMessage("This server process has ended.")
            fleet = store.fleets.by_key(process.fleet_key)
            reply = answer(message, kind.act(Speaking(process, fleet, message, context)))
            if kind.settles:
                settle(context)
            if known_by:
                store.repeated_calls.keep(known_by, reply.encode(), wall_clock())
            return reply


def status_and_text(
    error: BadMessage | WrongTransition | GameLiftError | WireError | NothingWritten,
) -> tuple[int, str]:
    """What a message is answered that cannot be done."""
    match error:
        case BadMessage():
            return error.status, str(error)
        case WireError():
            return error.status, error.message
        case GameLiftError():
            return status_of_error(error), error.message
        case WrongTransition():
            return 400, f"{error}."
    return 500, str(error)
