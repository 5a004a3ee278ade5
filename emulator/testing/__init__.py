"""What tests use: a running emulator, and what it has recorded."""

from emulator.control_client import ClientError
from emulator.testing.calls import RecordedCall
from emulator.testing.clock import Clock
from emulator.testing.faults import Fault, Faults
from emulator.testing.gamelift import READY_MADE_FLEET, READY_MADE_LOCATION, GameLift

__all__ = [
    "READY_MADE_FLEET",
    "READY_MADE_LOCATION",
    "ClientError",
    "Clock",
    "Fault",
    "Faults",
    "GameLift",
    "RecordedCall",
]
