"""The journal of calls and messages, and the tracebacks of what went wrong in the emulator itself."""

from typing import Annotated

from fastapi import Query

from emulator.api.catalogue import OPERATION_NAMES
from emulator.calls.journal import JournalEntry, Source
from emulator.control.models import FailureList, RecordedCallShown, Requests
from emulator.control.requests import Refusal, ThisWorld, control_routes
from emulator.dispatch.perform import shown_params
from emulator.domain.clock import format_instant
from emulator.game_servers.messages import MESSAGES
from emulator.quoting import quoted
from emulator.world import World

routes = control_routes()


@routes.get("/requests")
async def show_requests(
    world: ThisWorld,
    operation: Annotated[str | None, Query(description="Only calls of this operation.")] = None,
    source: Annotated[Source, Query(description="Calls of the AWS API, or messages of server processes.")] = "aws",
    after: Annotated[int, Query(ge=0, lt=2**63, description="Only those with a higher number.")] = 0,
) -> Requests:
    """The last calls of the AWS API, or messages of server processes, the oldest first.

    Sensitive members are hidden as in the log. Heartbeats of server processes are not recorded.
    """
    if operation is not None and operation not in (OPERATION_NAMES if source == "aws" else MESSAGES):
        what = "GameLift has no operation" if source == "aws" else "Server SDK 5 has no message"
        raise Refusal(400, f"{what} {quoted(operation)}.")
    entries = [
        entry
        for entry in world.journal.entries()
        if entry.number > after and entry.source == source and operation in (None, entry.call.operation)
    ]
    return Requests(requests=[call_shown(entry, world) for entry in entries])


@routes.delete("/requests")
async def forget_requests(world: ThisWorld) -> Requests:
    """Empties the journal, and tells what was in it."""
    calls = [call_shown(entry, world) for entry in world.journal.entries()]
    world.advisor.judge_all()
    world.journal.clear()
    return Requests(requests=calls)


@routes.get("/failures")
async def show_failures(world: ThisWorld) -> FailureList:
    """Tracebacks of the emulator's own failures, the first hundred: there should be none."""
    return FailureList(failures=world.failures)


def call_shown(entry: JournalEntry, world: World) -> RecordedCallShown:
    call = entry.call
    return RecordedCallShown(
        number=entry.number,
        source=entry.source,
        operation=call.operation,
        parameters=dict(shown_params(call, world)),
        outcome=entry.outcome,
        time=None if entry.time is None else format_instant(entry.time),
        region=call.caller.region or world.settings.region,
        account=call.caller.account or world.settings.account_id,
        attempt=call.caller.attempt,
        invocation_id=call.caller.invocation_id,
        request_id=call.request_id,
        fault=entry.fault,
        status=entry.status,
        milliseconds=None if entry.seconds is None else round(entry.seconds * 1e3, 3),
        message=entry.message,
        protocol=entry.protocol,
    )
