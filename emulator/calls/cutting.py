"""What is kept of a large call: its values, the long ones cut, each with a mark that tells how much there was."""

from collections.abc import Mapping
from sys import getsizeof

from cbor2 import CBORTag

from emulator.quoting import as_text

LONGEST_TEXT = 4_096
"""So many characters of a text are kept, so many bytes of a byte string."""
MOST_ITEMS = 256
"""So many items of a list, so many members of a map."""
DEEPEST = 64
"""So many levels of a value."""
MOST_BYTES = 64 * 1024
"""So much memory may all that is kept of a call hold, give or take the last member."""
CONTAINER_BYTES, ITEM_BYTES, MEMBER_BYTES = 80, 16, 64
"""What Python needs for an empty list, map or tag, and for the place of a value in a list or a map."""


def cut(params: Mapping[str, object]) -> tuple[Mapping[str, object], int]:
    """The members of a call with long values cut, and how many bytes they hold. The work is as small as the result."""
    cutter = _Cutter()
    return cutter.members(params, DEEPEST), MOST_BYTES - cutter.room


def more(left: int) -> str:
    """The mark at the end of a list or map of which that many are left out."""
    return f"… and {left:,} more"


class _Cutter:
    def __init__(self) -> None:
        self.room = MOST_BYTES

    def members(self, value: Mapping[str, object], levels: int) -> dict[str, object]:
        kept: dict[str, object] = {}
        for seen, (key, item) in enumerate(value.items()):
            if seen == MOST_ITEMS or self.room <= 0:
                kept[more(len(value) - seen)] = "…"
                break
            self.room -= MEMBER_BYTES
            kept[self.text(key)] = self.value(item, levels)
        return kept

    def items(self, value: list[object], levels: int) -> list[object]:
        if len(value) <= MOST_ITEMS and set(map(type, value)) == {str}:  # as the ids of 25 players: no need for a copy
            size = sum(map(getsizeof, value))
            if size <= LONGEST_TEXT:
                self.room -= size + ITEM_BYTES * len(value)
                return value
        kept: list[object] = []
        for seen, item in enumerate(value):
            if seen == MOST_ITEMS or self.room <= 0:
                kept.append(more(len(value) - seen))
                break
            self.room -= ITEM_BYTES
            kept.append(self.value(item, levels))
        return kept

    def value(self, value: object, levels: int) -> object:
        match value:
            case str():
                return self.text(value)
            case dict() | list() | CBORTag() if levels == 0:
                return self.counted("…")
            case dict():
                self.room -= CONTAINER_BYTES
                return self.members(value, levels - 1)
            case list():
                self.room -= CONTAINER_BYTES
                return self.items(value, levels - 1)
            case CBORTag():
                self.room -= CONTAINER_BYTES
                return CBORTag(value.tag, self.value(value.value, levels - 1))
            case bytes() if len(value) > LONGEST_TEXT:
                return self.counted(f"{value[:LONGEST_TEXT]!r}… ({len(value):,} bytes)")
            case int() if value.bit_length() > 8 * LONGEST_TEXT:
                return self.counted(as_text(value))
        return self.counted(value)

    def text(self, text: str) -> str:
        if len(text) > LONGEST_TEXT:
            text = f"{text[:LONGEST_TEXT]}… ({len(text):,} characters)"
        self.room -= getsizeof(text)
        return text

    def counted(self, value: object) -> object:
        self.room -= getsizeof(value)
        return value
