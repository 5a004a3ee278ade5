"""Faults that a test asks for: rules by which calls, and messages of server processes, are refused, held up, or never
answered.
"""

from collections.abc import Mapping
from itertools import count
from random import Random

from msgspec import Struct

from emulator import errors
from emulator.api.catalogue import OPERATION_ERRORS
from emulator.calls.journal import Source
from emulator.errors import GameLiftError
from emulator.quoting import shortened
from emulator.wire.call import Call, WireError
from emulator.wire.server_sdk import BadMessage

THROTTLING = "ThrottlingException"
"""AWS's answer to too many calls, which is in no service model."""


class Dropped(Exception):
    """The call gets no answer: its connection is closed."""


class FaultRule(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Which calls a fault strikes, and how."""

    source: Source = "aws"
    """Calls of the AWS API, or messages of server processes."""
    operation: str | None = None
    """None is every operation. Of a message it is the Action."""
    match: Mapping[str, object] = {}
    """The call has all of these members, with these values."""
    error: str | None = None
    status: int | None = None
    """The StatusCode with which a message is refused."""
    message: str | None = None
    """The text of the error, or of the refusal."""
    output: Mapping[str, object] | None = None
    """What is answered in place of the real answer, as JSON has it."""
    drop: bool = False
    delay_seconds: float = 0.0
    """Of real time, before anything else happens; where the call is `performed`, after it was."""
    performed: bool = False
    """The call is done all the same: only its answer is late, or lost."""
    probability: float = 1.0
    seed: int = 0
    times: int | None = None
    """The first so many calls only."""


class ActiveFault:
    """A rule at work."""

    def __init__(self, number: int, rule: FaultRule) -> None:
        self.id = number
        self.rule = rule
        self.matched = 0
        self.fired = 0
        self._random = Random(rule.seed)

    def strikes(self, call: Call, source: Source) -> bool:
        """Whether the call is struck, which is counted."""
        rule = self.rule
        if rule.source != source or rule.operation not in (None, call.operation):
            return False
        if not all(member in call.params.items() for member in rule.match.items()):
            return False
        self.matched += 1
        if rule.times is not None and self.fired >= rule.times:
            return False
        if self._random.random() >= rule.probability:
            return False
        self.fired += 1
        return True

    def raise_error(self) -> None:
        """Raises: GameLiftError, WireError, BadMessage or Dropped, as the rule says; nothing where it only delays."""
        if self.rule.drop:
            raise Dropped
        if self.rule.status is not None:
            raise BadMessage(self.rule.message or f"A fault that was asked for: {self.rule.status}.", self.rule.status)
        if self.rule.error is not None:
            raise error_named(self.rule.error, self.rule.message)


class FaultTable:
    """All that are asked for. The first that strikes a call counts."""

    def __init__(self) -> None:
        self.active: dict[int, ActiveFault] = {}
        """By their numbers."""
        self._numbers = count(1)

    def add(self, rule: FaultRule) -> ActiveFault:
        """A new fault. Raises: ValueError for a rule that says nothing sensible."""
        check_rule(rule)
        fault = ActiveFault(next(self._numbers), rule)
        self.active[fault.id] = fault
        return fault

    def all(self) -> list[ActiveFault]:
        return list(self.active.values())

    def remove(self, number: int) -> ActiveFault | None:
        """The fault of that number, which strikes no more."""
        return self.active.pop(number, None)

    def clear(self) -> None:
        """Removes all. Their numbers stay theirs: the journal knows them."""
        self.active.clear()

    def matching_fault(self, call: Call, source: Source) -> ActiveFault | None:
        """The fault that strikes a call, None where it goes its way."""
        return next((fault for fault in self.active.values() if fault.strikes(call, source)), None)


def check_rule(rule: FaultRule) -> None:
    """Raises: ValueError, with what is wrong."""
    if rule.source == "server":
        check_message_rule(rule)
    else:
        check_call_rule(rule)


def check_message_rule(rule: FaultRule) -> None:
    """Raises: ValueError. Which messages there are is known further down (control/faults.py)."""
    if rule.error is not None:
        raise ValueError("a message of a server process is refused with a status, not with an error")
    if rule.output is not None:
        raise ValueError("output is the answer of an operation of the AWS API: a message has none")
    if rule.status is None and not rule.drop and not rule.delay_seconds:
        raise ValueError("give status, drop or delay_seconds")
    if rule.status is not None and rule.drop:
        raise ValueError("a message that is dropped has no status")
    if rule.message is not None and rule.status is None:
        raise ValueError("message is the text of a refusal: give its status")


def check_call_rule(rule: FaultRule) -> None:
    """Raises: ValueError."""
    if rule.operation is not None and rule.operation not in OPERATION_ERRORS:
        raise ValueError(f"operation {shortened(rule.operation)} is none that the emulator answers")
    if rule.status is not None:
        raise ValueError("a call is refused with an error; status is for messages, whose source is server")
    if rule.error is None and rule.output is None and not rule.drop and not rule.delay_seconds:
        raise ValueError("give error, output, drop or delay_seconds")
    if rule.output is not None:
        if rule.operation is None:
            raise ValueError("output is the answer of one operation: name it")
        if rule.error is not None or rule.drop:
            raise ValueError("a call that fails has no output")
    if rule.error is not None and rule.drop:
        raise ValueError("a call that is dropped has no error")
    if rule.message is not None and rule.error is None:
        raise ValueError("message is the text of an error")
    known = [*errors_of(rule.operation), THROTTLING]
    if rule.error is not None and rule.error not in known:
        what = rule.operation or "every operation"
        raise ValueError(f"{shortened(rule.error)} is no error of {what}; these are: {', '.join(known)}")


def errors_of(operation: str | None) -> list[str]:
    """The errors that the service model gives an operation; those of all operations where it is None."""
    if operation is not None:
        return OPERATION_ERRORS[operation]
    return sorted(set.intersection(*map(set, OPERATION_ERRORS.values())))


def error_named(name: str, message: str | None) -> GameLiftError | WireError:
    if name == THROTTLING:
        return WireError(THROTTLING, message or "Rate exceeded")
    kind: type[GameLiftError] = getattr(errors, name)
    return kind(message or f"A fault that was asked for: {name}.")
