"""JSON with comments, as rule sets are written: its values, and where in the text each stands.

The standard library's reader tells neither where a value stands nor that a key stands twice, and refuses comments.
"""

import json
import re
from bisect import bisect_right
from collections.abc import Callable
from math import isinf
from typing import NoReturn

from emulator.quoting import quoted, shortened

JsonPath = tuple[str | int, ...]
"""Keys and positions, from the document on."""

MOST_NESTED = 32
BLANK = re.compile(r"(?:[ \t\r\n]+|//[^\n]*|/\*.*?\*/)*", re.DOTALL)
COMMENT = re.compile(r"//|/\*")
TEXT = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?", re.ASCII)
WORDS = {"true": True, "false": False, "null": None}
LONGEST_KEY = 64
LONGEST_WHOLE_NUMBER = 18  # digits; longer ones are read as floats


def written_path(path: JsonPath) -> str:
    """The path as people write it: `$.rules[0].name`."""
    parts = (f"[{part}]" if isinstance(part, int) else f".{shortened(part, LONGEST_KEY)}" for part in path)
    return "$" + "".join(parts)


class JsonError(Exception):
    """A text is not JSON."""

    def __init__(self, text: str, path: JsonPath, offset: int) -> None:
        super().__init__(text)
        self.path = path
        self.offset = offset


class JsonText:
    """A text, read by recursive descent."""

    def __init__(self, text: str) -> None:
        """Raises: JsonError."""
        self._text = text
        self._next = 0
        self._lines = [0, *(found.end() for found in re.finditer("\n", text))]
        self.offsets: dict[JsonPath, int] = {}
        """Where each value begins; for the member of an object, where its key does."""
        self.comments: list[int] = []
        """Where blanks begin that have comments in them."""
        self.repeated: list[tuple[JsonPath, int]] = []
        """Keys that an object has twice, at the later place, which counts."""
        self._skip_blanks()
        self.offsets[()] = self._next
        self.value = self._read_value(())
        if self._next < len(text):
            self._refuse("after its value, the text goes on", ())

    def place(self, offset: int) -> tuple[int, int]:
        """The line and column of a place in the text, counted from 1."""
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1

    def _refuse(self, why: str, path: JsonPath) -> NoReturn:
        rest = self._text[self._next : self._next + 20]
        raise JsonError(f"it is not JSON: {why}, at {quoted(rest)}" if rest else "it ends too early", path, self._next)

    def _skip_blanks(self) -> None:
        found = BLANK.match(self._text, self._next)
        assert found is not None
        if found.end() > self._next and COMMENT.search(self._text, self._next, found.end()):
            self.comments.append(self._next + found[0].index("/"))
        self._next = found.end()

    def _take(self, character: str) -> bool:
        """Whether that comes next; if so, it and the blanks behind it are behind us."""
        if not self._text.startswith(character, self._next):
            return False
        self._next += len(character)
        self._skip_blanks()
        return True

    def _read_value(self, path: JsonPath) -> object:
        """The next value; blanks around it are skipped. Raises: JsonError."""
        if len(path) > MOST_NESTED:
            raise JsonError(f"it is nested more than {MOST_NESTED} deep", path, self._next)
        if self._take("{"):
            return self._read_object(path)
        if self._take("["):
            return self._read_list(path)
        if self._text.startswith('"', self._next):
            return self._read_text(path)
        for word, value in WORDS.items():
            if self._take(word):
                return value
        return self._read_number(path)

    def _read_object(self, path: JsonPath) -> dict[str, object]:
        found: dict[str, object] = {}

        def read_member() -> None:
            start = self._next
            key = self._read_text(path)
            inner = (*path, key)
            if key in found:
                self.repeated.append((inner, start))
            self.offsets[inner] = start
            if not self._take(":"):
                self._refuse("a colon is missing", inner)
            found[key] = self._read_value(inner)

        self._read_entries("}", read_member, path)
        return found

    def _read_list(self, path: JsonPath) -> list[object]:
        found: list[object] = []

        def read_entry() -> None:
            inner = (*path, len(found))
            self.offsets[inner] = self._next
            found.append(self._read_value(inner))

        self._read_entries("]", read_entry, path)
        return found

    def _read_entries(self, end: str, read: Callable[[], None], path: JsonPath) -> None:
        if self._take(end):
            return
        read()
        while self._take(","):
            read()
        if not self._take(end):
            self._refuse(f"a comma or {end} is missing", path)

    def _read_text(self, path: JsonPath) -> str:
        found = TEXT.match(self._text, self._next)
        if found is None:
            self._refuse("a text in double quotes is missing or does not end", path)
        try:
            text = json.loads(found[0])
            text.encode()
        except (json.JSONDecodeError, UnicodeEncodeError) as error:
            reason = "half of a surrogate pair" if isinstance(error, UnicodeEncodeError) else error.msg.lower()
            self._refuse(f"{reason} in a text", path)
        self._next = found.end()
        self._skip_blanks()
        return str(text)

    def _read_number(self, path: JsonPath) -> float:
        found = NUMBER.match(self._text, self._next)
        if found is None:
            self._refuse("a value is missing", path)
        whole = found.lastindex is None and len(found[0]) <= LONGEST_WHOLE_NUMBER
        number = int(found[0]) if whole else float(found[0])
        if isinf(number):
            self._refuse("a number is too large", path)
        self._next = found.end()
        self._skip_blanks()
        return number
