"""The calls that a running emulator has recorded, and the words for one that is missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from emulator.quoting import HIDDEN


def cut_parameters(parameters: Mapping[str, object]) -> Mapping[str, object]:
    """Members of a call as the journal keeps those of a large one: what is long is cut, with a mark."""
    from emulator.calls.cutting import cut

    return cut(parameters)[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedCall:
    """A call of the AWS API or a message of a server process, and what came of it."""

    number: int
    """The order in which calls came."""
    source: str
    """`aws`, or `server` for a message of a server process."""
    operation: str
    parameters: Mapping[str, Any]
    """Of a large call, long values are cut, each with a mark as `… (5,000 characters)` or `… and 44 more`."""
    outcome: str
    """`success`, the code of an error, `dropped`, or `pending` while it is not known."""
    time: datetime | None
    """By the emulator's clock."""
    region: str
    account: str
    attempt: int | None
    """1 for the first attempt of an SDK, None where the client does not say."""
    invocation_id: str | None
    """The same for all attempts of one call."""
    request_id: str
    fault: int | None
    """The id of the fault that struck it."""
    status: int | None
    """Of its answer; None until it is answered."""
    milliseconds: float | None
    message: str | None
    """What a refusal says."""
    protocol: str | None
    """`json` or `cbor`, None of a message of a server process."""

    @classmethod
    def of(cls, shown: Mapping[str, Any]) -> "RecordedCall":
        time = shown["time"]
        return cls(**{**shown, "time": time and datetime.fromisoformat(time)})

    def has(self, name: str, value: object) -> bool:
        """Whether the call had a member of that value; of one that is cut, as far as it is kept."""
        if name not in self.parameters:
            return False
        kept = self.parameters[name]
        return bool(kept == value or kept == cut_parameters({name: value})[name])

    def __str__(self) -> str:
        attempt = f", attempt {self.attempt}" if self.attempt and self.attempt > 1 else ""
        return f"{self.operation}({pairs(self.parameters)}) → {self.outcome}{attempt}"


def missing_call_report(
    operation: str, times: int | None, parameters: Mapping[str, object], calls: Sequence[RecordedCall], fitting: int
) -> str:
    """What was expected, and how each call that there was differs from it."""
    often = {None: "", 0: "never "}.get(times, f"{times_text(times or 0)} ")
    wanted = f"{operation}({pairs(cut_parameters(parameters))})"
    lines = [f"{wanted} should have been called {often}and was called {times_text(fitting)}."]
    if not calls:
        lines.append("There was no call of that operation.")
    for call in calls:
        wrong = [name for name, value in parameters.items() if not call.has(name, value)]
        lines.append(f"  {'fits' if not wrong else 'differs in ' + ', '.join(wrong)}: {call}")
    if any(HIDDEN in call.parameters.values() for call in calls):
        lines.append(f"This emulator shows players as {HIDDEN}: start it with --log-players to tell them apart.")
    return "\n".join(lines)


def times_text(times: int) -> str:
    return "once" if times == 1 else f"{times} times"


def pairs(members: Mapping[str, object]) -> str:
    return ", ".join(f"{name}={value!r}" for name, value in members.items())
