"""Statements of compound rules: `or(and(SameMap, SameMode), not(NewPlayers))`."""

import re
from typing import cast

from emulator.domain.matchmaking.rule_set import LogicalOperation, Statement
from emulator.quoting import quoted

MOST_NESTED = 32
PART = re.compile(r"([^(),]*)([(),]|\Z)")
OPERANDS = {"and": (2, None), "or": (2, None), "xor": (2, 2), "not": (1, 1)}
"""The fewest and the most of each operation."""


class StatementError(Exception):
    """A statement cannot be read."""


class StatementReader:
    """A statement, read by recursive descent. Names of rules are all that is no bracket and no comma."""

    def __init__(self, text: str) -> None:
        """Raises: StatementError."""
        self._text = text
        self._next = 0
        word, mark = self._take()
        if mark != "(":
            raise StatementError("it has to be and(…), or(…), xor(…) or not(…)")
        self.statement = self._read_operation(word, 1)
        if self._text[self._next :].strip():
            raise StatementError(f"it goes on after its end, at {quoted(self._text[self._next :])}")

    def _take(self) -> tuple[str, str]:
        """The next word, which may be empty, and the mark behind it, which is empty at the end."""
        found = PART.match(self._text, self._next)
        assert found is not None
        self._next = found.end()
        return found[1].strip(), found[2]

    def _read_operation(self, name: str, nested: int) -> Statement:
        """The operation whose bracket has been opened."""
        if name not in OPERANDS:
            raise StatementError(f"{quoted(name)} is none of the operations {', '.join(OPERANDS)}")
        if nested > MOST_NESTED:
            raise StatementError(f"its brackets are nested more than {MOST_NESTED} deep")
        operands: list[Statement | str] = []
        mark = ","
        while mark == ",":
            word, mark = self._take()
            if mark == "(":
                operands.append(self._read_operation(word, nested + 1))
                word, mark = self._take()
                if word:
                    raise StatementError(f"{quoted(word)} stands behind a bracket")
            elif word:
                operands.append(word)
            else:
                raise StatementError(f"{name} lacks an operand")
        if mark != ")":
            raise StatementError("a bracket is not closed" if not mark else "a comma or a bracket is missing")
        fewest, most = OPERANDS[name]
        if len(operands) < fewest or (most is not None and len(operands) > most):
            raise StatementError(f"{name} has {len(operands)} operands instead of {fewest}{'' if most else ' or more'}")
        return Statement(cast("LogicalOperation", name), tuple(operands))


def rules_named(statement: Statement) -> set[str]:
    """The rules that a statement is about."""
    found = set()
    for operand in statement.operands:
        found |= {operand} if isinstance(operand, str) else rules_named(operand)
    return found
