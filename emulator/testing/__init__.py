"""What tests use: a running emulator, what it has recorded, and what its start can raise."""

from emulator.control_client import ClientError
from emulator.seed.errors import SeedError
from emulator.settings import SettingError
from emulator.store.errors import DatabaseError
from emulator.testing.advice import Advice
from emulator.testing.calls import RecordedCall
from emulator.testing.clock import Clock
from emulator.testing.events import Delivery, RecordedEvent
from emulator.testing.faults import Fault, Faults
from emulator.testing.gamelift import READY_MADE_FLEET, READY_MADE_LOCATION, GameLift
from emulator.web.address import StartError

__all__ = [
    "READY_MADE_FLEET",
    "READY_MADE_LOCATION",
    "Advice",
    "ClientError",
    "Clock",
    "DatabaseError",
    "Delivery",
    "Fault",
    "Faults",
    "GameLift",
    "RecordedCall",
    "RecordedEvent",
    "SeedError",
    "SettingError",
    "StartError",
]
