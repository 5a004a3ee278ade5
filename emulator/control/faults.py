"""Faults: rules by which calls of the AWS API fail, asked for by a test."""

from fastapi import APIRouter
from msgspec.structs import asdict, fields

from emulator.calls.faults import Fault, Rule
from emulator.control.models import FaultAsked, Faults, FaultShown
from emulator.control.requests import CONTENT_TYPE, Refusal, ThisWorld
from emulator.operations import OPERATIONS
from emulator.quoting import shortened

routes = APIRouter(prefix="/faults")


@routes.get("")
async def show_faults(world: ThisWorld) -> Faults:
    """The faults that are asked for, and how many calls each has struck."""
    return Faults(faults=[shown(fault) for fault in world.faults.all()])


@routes.post("", dependencies=CONTENT_TYPE, status_code=201)
async def add_fault(asked: FaultAsked, world: ThisWorld) -> FaultShown:
    """Adds a fault. Of several that match a call, the first that strikes it counts."""
    if asked.operation is not None and asked.operation in OPERATIONS:
        known = [member.encode_name for member in fields(OPERATIONS[asked.operation].asked)]
        if unknown := [name for name in asked.match if name not in known]:
            raise Refusal(
                400, f"{asked.operation} has no {shortened(unknown[0])}; its members are: {', '.join(known)}."
            )
    try:
        return shown(world.faults.add(Rule(**asked.model_dump())))
    except ValueError as error:
        raise Refusal(400, f"{error}.") from None


@routes.delete("", dependencies=CONTENT_TYPE)
async def remove_faults(world: ThisWorld) -> Faults:
    """Removes all faults, and tells what they have done."""
    removed = await show_faults(world)
    world.faults.clear()
    return removed


@routes.delete("/{number}", dependencies=CONTENT_TYPE)
async def remove_fault(number: int, world: ThisWorld) -> FaultShown:
    """Removes a fault, and tells what it has done."""
    fault = world.faults.remove(number)
    if fault is None:
        raise Refusal(404, f"There is no fault {number}.")
    return shown(fault)


def shown(fault: Fault) -> FaultShown:
    return FaultShown(id=fault.id, matched=fault.matched, fired=fault.fired, **asdict(fault.rule))
