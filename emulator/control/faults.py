"""Faults: rules by which calls of the AWS API, and messages of server processes, fail; asked for by a test."""

from collections.abc import Iterable, Sequence
from typing import Annotated, Any

from msgspec.structs import asdict, fields
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from emulator.calls.faults import ActiveFault, FaultRule
from emulator.calls.journal import Source
from emulator.control.models import ControlInput, checked_value, with_example
from emulator.control.requests import Refusal, ThisWorld, control_routes
from emulator.dispatch.outputs import read_output
from emulator.game_servers.messages import MESSAGES
from emulator.operations import OPERATIONS
from emulator.quoting import shortened

routes = control_routes("/faults")


class FaultInput(ControlInput):
    """Which calls, or messages of server processes, fail, and how."""

    model_config = with_example(operation="DescribePlayerSessions", error="InternalServiceException", times=2)
    source: Source = Field("aws", description="Calls of the AWS API, or messages of server processes.")
    operation: str | None = Field(
        None, description="Absent: every one. Of a message its Action.", examples=["DescribePlayerSessions"]
    )
    match: Annotated[dict[str, Any], AfterValidator(checked_value)] = Field(
        {}, description="The call has all of these members, with these values."
    )
    error: str | None = Field(
        None,
        description="One of the operation's errors, or ThrottlingException.",
        examples=["InternalServiceException"],
    )
    status: Annotated[int, Field(ge=400, le=599, description="The StatusCode that refuses a message.")] | None = None
    message: Annotated[str | None, AfterValidator(checked_value)] = Field(
        None, description="The text of the error, or of the refusal."
    )
    output: Annotated[dict[str, Any] | None, AfterValidator(checked_value)] = Field(
        None,
        description="What is answered instead: any valid answer of the operation.",
        examples=[{"PlayerSessions": []}],
    )
    drop: bool = Field(False, description="Close the connection without an answer.")
    delay_seconds: Annotated[
        float,
        Field(
            ge=0,
            le=3_600,
            allow_inf_nan=False,
            description="Wait so long first; with `performed`, after the call was done.",
        ),
    ] = 0.0
    performed: bool = Field(False, description="Do what was asked all the same: only the answer is lost.")
    probability: Annotated[float, Field(ge=0, le=1, description="Of striking a call that matches.")] = 1.0
    seed: int = Field(0, description="Of the probability: the same seed strikes the same calls.")
    times: Annotated[int, Field(ge=1, description="Strike so many calls, then no more.")] | None = None


class FaultShown(FaultInput):
    model_config = ConfigDict(json_schema_extra={})

    id: int
    matched: int = Field(description="How many calls it could have struck.")
    fired: int = Field(description="How many it has struck.")


class FaultList(BaseModel):
    faults: list[FaultShown]


@routes.get("")
async def show_faults(world: ThisWorld) -> FaultList:
    """The faults that are asked for, and how many calls each has struck."""
    return FaultList(faults=[fault_shown(fault) for fault in world.faults.all()])


@routes.post("", status_code=201)
async def add_fault(input: FaultInput, world: ThisWorld) -> FaultShown:
    """Adds a fault. Of several that match a call, the first that strikes it counts."""
    try:
        if input.source == "server":
            check_message(input.operation, input.match)
        elif input.operation is not None and input.operation in OPERATIONS:
            known = [member.encode_name for member in fields(OPERATIONS[input.operation].input)]
            check_members(input.operation, input.match, known)
            if input.output is not None:
                read_output(input.operation, input.output)
        return fault_shown(world.faults.add(FaultRule(**input.model_dump())))
    except ValueError as error:
        raise Refusal(400, f"{error}.") from None


def check_message(action: str | None, match: Iterable[str]) -> None:
    """Raises: ValueError for a message that the Server SDK does not have, or a member that it has not."""
    if action is None:
        return
    if action not in MESSAGES:
        raise ValueError(f"{shortened(action)} is no message of Server SDK 5; these are: {', '.join(MESSAGES)}")
    check_members(action, match, MESSAGES[action].members)


def check_members(operation: str, match: Iterable[str], known: Sequence[str]) -> None:
    """Raises: ValueError for a member that no call of the operation has."""
    if unknown := [name for name in match if name not in known]:
        members = f"its members are: {', '.join(known)}" if known else "it has no members"
        raise ValueError(f"{operation} has no {shortened(unknown[0])}; {members}")


@routes.delete("")
async def remove_faults(world: ThisWorld) -> FaultList:
    """Removes all faults, and tells what they have done."""
    removed = await show_faults(world)
    world.faults.clear()
    return removed


@routes.delete("/{number}")
async def remove_fault(number: int, world: ThisWorld) -> FaultShown:
    """Removes a fault, and tells what it has done."""
    fault = world.faults.remove(number)
    if fault is None:
        raise Refusal(404, f"There is no fault {number}.")
    return fault_shown(fault)


def fault_shown(fault: ActiveFault) -> FaultShown:
    return FaultShown(id=fault.id, matched=fault.matched, fired=fault.fired, **asdict(fault.rule))
