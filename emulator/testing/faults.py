"""The faults of a running emulator, as a test asks for them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from emulator.testing.control import Control


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A rule at work."""

    id: int
    rule: Mapping[str, Any]
    matched: int
    """How many calls it could have struck."""
    fired: int
    """How many it has struck."""

    @classmethod
    def of(cls, shown: Mapping[str, Any]) -> "Fault":
        own = {name: shown[name] for name in ("id", "matched", "fired")}
        return cls(rule={name: value for name, value in shown.items() if name not in own}, **own)


def on_the_wire(value: object) -> object:
    """A value as AWS's JSON has it: datetimes are seconds since the epoch."""
    match value:
        case datetime():
            return value.timestamp()
        case Mapping():
            return {name: on_the_wire(each) for name, each in value.items()}
        case list() | tuple():
            return [on_the_wire(each) for each in value]
    return value


class Faults:
    """The faults of an emulator. They end with the next reset: with the test, where the fixture is used."""

    def __init__(self, control: Control) -> None:
        self._control = control

    def add(
        self,
        operation: str | None = None,
        *,
        source: Literal["aws", "server"] = "aws",
        match: Mapping[str, object] | None = None,
        error: str | None = None,
        status: int | None = None,
        message: str | None = None,
        output: Mapping[str, object] | None = None,
        drop: bool = False,
        delay_seconds: float = 0.0,
        performed: bool = False,
        probability: float = 1.0,
        seed: int = 0,
        times: int | None = None,
    ) -> Fault:
        """A new fault: calls of `operation` (of all, where it is None) that have the members of `match` are struck.

        `error` is one of the operation's, or ThrottlingException; `output` is answered instead of the real answer: any
        valid one of the operation, times as boto3 has them or in epoch seconds; `drop` closes the connection without an
        answer; `delay_seconds` is real time. With `performed` the call is done, its answer late, lost or replaced.
        With the source `server`, messages of server processes are struck: `operation` is their Action, `status`, with
        `message`, refuses them in place of `error`, there is no `output`, and `drop` cuts the socket.
        `probability` and `seed` choose calls, `times` ends it after so many. A rule that says nothing sensible is a
        ClientError.
        """
        rule = {name: value for name, value in locals().items() if name != "self" and value is not None}
        if output is not None:
            rule["output"] = on_the_wire(output)
        return Fault.of(self._control("POST", "/faults", rule))

    def all(self) -> list[Fault]:
        """All faults, with how many calls each has struck."""
        return [Fault.of(each) for each in self._control("GET", "/faults")["faults"]]

    def clear(self) -> None:
        """Ends all of them."""
        self._control("DELETE", "/faults")
