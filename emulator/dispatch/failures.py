"""The broken constraints of an input, in the words of an AWS service."""

from collections.abc import Iterator

import msgspec

from emulator.dispatch.member_types import Path, spelt
from emulator.quoting import LONGEST_VALUE, MOST_LISTED, as_text, listed, shortened

MOST_BYTES = 4_096
"""When what is written out is longer than that in JSON, nothing is added to it."""


class Failures:
    """The broken constraints of one input. All are counted, the first are written out."""

    def __init__(self) -> None:
        self.count = 0
        self._texts: list[str] = []
        self._bytes = 0

    @property
    def all_told(self) -> bool:
        """Whether no more are written out."""
        return len(self._texts) == MOST_LISTED or self._bytes > MOST_BYTES

    def add(self, path: Path, value: object, rule: str, *, sensitive: bool = False) -> None:
        self.count += 1
        if not self.all_told:
            shown = " null" if value is None else "" if sensitive else f" '{java(value)}'"
            self._texts.append(f"Value{shown} at '{spelt(path)}' failed to satisfy constraint: {rule}")
            self._bytes += len(msgspec.json.encode(self._texts[-1]))

    def __str__(self) -> str:
        noun = "error" if self.count == 1 else "errors"
        return f"{self.count} validation {noun} detected: {listed(self._texts, '; ', self.count)}"


def java(value: object) -> str:
    """A value as AWS's Java prints it in a validation message, shortened. Observed: bytes, in kinesalite's tests."""
    text = ""
    for piece in java_pieces(value):
        text += piece
        if len(text) > LONGEST_VALUE:
            break
    return shortened(text)


def java_pieces(value: object) -> Iterator[str]:
    match value:
        case bool():
            yield str(value).lower()
        case bytes():
            yield f"java.nio.HeapByteBuffer[pos=0 lim={len(value)} cap={len(value)}]"
        case list():
            yield "["
            for n, item in enumerate(value):
                yield ", " if n else ""
                yield from java_pieces(item)
            yield "]"
        case dict():
            yield "{"
            for n, (key, item) in enumerate(value.items()):
                yield f"{', ' if n else ''}{shortened(key)}="
                yield from java_pieces(item)
            yield "}"
        case _:
            yield as_text(value)
