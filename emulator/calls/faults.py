"""Faults that a test asks for: rules by which calls are refused, held up, or never answered."""

from collections.abc import Mapping
from itertools import count
from random import Random

from msgspec import Struct

from emulator import errors
from emulator.api.catalogue import OPERATION_ERRORS
from emulator.errors import GameLiftError
from emulator.quoting import shortened
from emulator.wire.call import Call, WireError

THROTTLING = "ThrottlingException"
"""AWS's answer to too many calls, which is in no service model."""


class Dropped(Exception):
    """The call gets no answer: its connection is closed."""


class FaultRule(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Which calls a fault strikes, and how."""

    operation: str | None = None
    """None is every operation."""
    match: Mapping[str, object] = {}
    """The call has all of these members, with these values."""
    error: str | None = None
    message: str | None = None
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

    def strikes(self, call: Call) -> bool:
        """Whether the call is struck, which is counted."""
        rule = self.rule
        if rule.operation not in (None, call.operation):
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
        """Raises: GameLiftError, WireError or Dropped, as the rule says; nothing where it only delays."""
        if self.rule.drop:
            raise Dropped
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

    def matching_fault(self, call: Call) -> ActiveFault | None:
        """The fault that strikes a call, None where it goes its way."""
        return next((fault for fault in self.active.values() if fault.strikes(call)), None)


def check_rule(rule: FaultRule) -> None:
    """Raises: ValueError, with what is wrong."""
    if rule.operation is not None and rule.operation not in OPERATION_ERRORS:
        raise ValueError(f"operation {shortened(rule.operation)} is none that the emulator answers")
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
