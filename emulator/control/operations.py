"""Operations of GameLift for people who look: done as over the AWS API, outside of journal, faults and metrics."""

from typing import Annotated
from uuid import uuid4

from fastapi import Path, Query, Request, Response

from emulator.api.catalogue import OPERATION_NAMES
from emulator.calls.journal import JournalEntry
from emulator.control.api_page import json_body
from emulator.control.requests import JSON_TYPE, ThisWorld, control_routes, read_control_body
from emulator.dispatch.perform import run_operation
from emulator.errors import GameLiftError
from emulator.quoting import quoted
from emulator.wire import json11
from emulator.wire.call import Call, Caller, WireError

routes = control_routes("/operations")


@routes.post("/{operation}", response_class=Response, openapi_extra=json_body({"Limit": 10}))
async def run_operation_for_people(
    operation: Annotated[str, Path(openapi_examples={"fleets": {"value": "ListFleets"}})],
    request: Request,
    world: ThisWorld,
    region: Annotated[str | None, Query(pattern=r"^[a-z0-9-]{1,64}$")] = None,
    account: Annotated[str | None, Query(pattern=r"^\d{12}$")] = None,
) -> Response:
    """One call of an operation, its members as JSON; answers what the AWS API would, errors too."""
    request_id = str(uuid4())
    caller = Caller(region, account, str(request.base_url).rstrip("/"), None, None)
    try:
        if operation not in OPERATION_NAMES:
            raise json11.unknown(f"{quoted(operation)} is no operation of Amazon GameLift.")
        body = await read_control_body(request)
        call = Call(operation, json11.read_object(body), caller, request_id, len(body))
        output = await run_operation(call, world, JournalEntry(call, len(body), "aws"))
    except (GameLiftError, WireError) as error:
        reply = json11.write_error(error, request_id)
    else:
        reply = json11.write_answer(output, request_id)
    return Response(reply.body, reply.status, media_type=JSON_TYPE)
