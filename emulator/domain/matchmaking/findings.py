"""What is wrong or doubtful in a rule set's text, gathered while it is read."""

import re
from collections.abc import Collection, Iterator
from typing import TypeVar, cast

from msgspec import Struct

from emulator.domain.matchmaking.json_text import JsonPath
from emulator.quoting import as_text, quoted

NUMERAL = re.compile(r"\s*-?\d{1,18}(\.\d{1,18})?\s*", re.ASCII)
Choice = TypeVar("Choice", bound=str)


class Finding(Struct, frozen=True):
    """Something that is wrong, or doubtful, in a rule set's text."""

    path: str
    """Where, as a JSON path: `$.rules[0].maxDistance`."""
    text: str
    line: int
    column: int


class Findings:
    """What has been found so far, by place."""

    def __init__(self) -> None:
        self.errors: list[tuple[JsonPath, str]] = []
        self.warnings: list[tuple[JsonPath, str]] = []

    def error(self, path: JsonPath, text: str) -> None:
        self.errors.append((path, text))

    def warning(self, path: JsonPath, text: str) -> None:
        self.warnings.append((path, text))


def type_name(value: object) -> str:
    """What JSON calls the type of a value."""
    names = {dict: "an object", list: "a list", str: "a text", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")


def number_in(value: object) -> float | None:
    """The number that a value is, or that a text spells; None where it is neither.

    Documented: a sample of the guide has `"maxDistance": "500"`.
    """
    if isinstance(value, str) and NUMERAL.fullmatch(value):
        return float(value) if "." in value else int(value)
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


class Fields:
    """The members of one object. What is asked for in vain is None, and has been noted as an error."""

    def __init__(self, value: dict[str, object], path: JsonPath, findings: Findings) -> None:
        self.value = value
        self.path = path
        self.findings = findings

    def has(self, key: str) -> bool:
        return self.value.get(key) is not None

    def error(self, key: str, text: str) -> None:
        self.findings.error((*self.path, key) if key in self.value else self.path, text)

    def _is_there(self, key: str, *, needed: bool) -> bool:
        if needed and not self.has(key):
            self.error(key, f"{key} is missing")
        return self.has(key)

    def text(self, key: str, *, needed: bool = True) -> str | None:
        """A text that is not empty."""
        if not self._is_there(key, needed=needed):
            return None
        value = self.value[key]
        if isinstance(value, str) and value.strip():
            return value
        self.error(key, f"{key} has to be a text, not {'an empty one' if value == '' else type_name(value)}")
        return None

    def choice(self, key: str, choices: Collection[Choice], default: Choice | None = None) -> Choice | None:
        """One of these words; without a default it has to be there."""
        if not self._is_there(key, needed=default is None):
            return default
        value = self.value[key]
        if isinstance(value, str) and value in choices:
            return cast("Choice", value)
        shown = quoted(value) if isinstance(value, str) else type_name(value)
        self.error(key, f"{key} has to be one of {', '.join(choices)}, not {shown}")
        return default

    def number(self, key: str, *, least: float | None = None, needed: bool = False) -> float | None:
        """A number, of that size at least."""
        if not self._is_there(key, needed=needed):
            return None
        number = number_in(self.value[key])
        if number is None:
            self.error(key, f"{key} has to be a number, not {type_name(self.value[key])}")
        elif least is not None and number < least:
            self.error(key, f"{key} has to be {least:g} or more, not {number:g}")
            return None
        return number

    def whole(self, key: str, least: int, default: int | None = None) -> int | None:
        """A whole number, of that size at least; without a default it has to be there."""
        if default is not None and not self.has(key):
            return default
        number = self.number(key, least=least, needed=True)
        if number is not None and number != int(number):
            self.error(key, f"{key} has to be a whole number, not {number:g}")
            return None
        return None if number is None else int(number)

    def texts(self, key: str, *, needed: bool = False) -> list[tuple[JsonPath, str]]:
        """The texts of a list, or a text alone, with their places."""
        if not self._is_there(key, needed=needed):
            return []
        value = self.value[key]
        if isinstance(value, str):
            return [((*self.path, key), value)]
        found = []
        for place, each in self.entries(key):
            if isinstance(each, str):
                found.append((place, each))
            else:
                self.findings.error(place, f"it has to be a text, not {type_name(each)}")
        return found

    def entries(self, key: str) -> Iterator[tuple[JsonPath, object]]:
        """The entries of a list, with their places; none where there is no list."""
        if not self.has(key):
            return
        value = self.value[key]
        if not isinstance(value, list):
            self.error(key, f"{key} has to be a list, not {type_name(value)}")
            return
        for number, each in enumerate(value):
            yield (*self.path, key, number), each

    def objects(self, key: str) -> "Iterator[Fields]":
        """The objects of a list."""
        for place, each in self.entries(key):
            if isinstance(each, dict):
                yield Fields(each, place, self.findings)
            else:
                self.findings.error(place, f"it has to be an object, not {type_name(each)}")

    def warn_of_unknown(self, known: Collection[str]) -> None:
        """Notes the keys that mean nothing."""
        for key in self.value:
            if key not in known:
                self.findings.warning((*self.path, key), f"{quoted(key)} means nothing here")


def shown_value(value: object) -> str:
    """A value of a rule set, as messages show it."""
    return quoted(value) if isinstance(value, str) else as_text(value)
