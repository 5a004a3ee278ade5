"""The clock of a running emulator, as a test moves it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from emulator.testing.control import Control, iso


class Clock:
    """The clock of an emulator."""

    def __init__(self, control: Control) -> None:
        self._control = control

    def now(self) -> datetime:
        """The emulator's instant, in UTC."""
        return datetime.fromisoformat(self._control("GET", "/clock")["now"])

    def freeze(self, instant: datetime | str | None = None) -> datetime:
        """The instant at which the clock stands still from now on: now, or the one that is given."""
        return self._changed({"frozen": True} | ({} if instant is None else {"now": iso(instant)}))

    def resume(self) -> datetime:
        """Lets the clock run on."""
        return self._changed({"frozen": False})

    def set(self, instant: datetime | str) -> datetime:
        """Moves the clock, backwards too."""
        return self._changed({"now": iso(instant)})

    def advance(self, seconds: float) -> dict[str, Any]:
        """Moves the clock forward; answers `counts` of the status changes that this caused, and `changes`."""
        advanced: dict[str, Any] = self._control("POST", "/clock/advance", {"seconds": seconds})
        return advanced

    def _changed(self, change: Mapping[str, object]) -> datetime:
        return datetime.fromisoformat(self._control("PUT", "/clock", change)["now"])
