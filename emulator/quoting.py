"""What a client sent, as an answer or a log line may repeat it: short, whatever its size."""

from collections.abc import Sequence

HIDDEN = "***"
"""What stands for a value that is nobody's business."""
LONGEST_VALUE = 256
"""So many characters of a value are shown."""
LONGEST_TEXT = 1_024
"""So many of a text that another program wrote, which may quote a value."""
MOST_LISTED = 20
"""So many entries of a list are written out."""


def shortened(text: str, longest: int = LONGEST_VALUE) -> str:
    """The text, or its beginning and an ellipsis where it is longer than that."""
    return text if len(text) <= longest else f"{text[:longest]}…"


def one_line(text: str) -> str:
    """A text that may quote a client, as a part of a line: what is not printable is escaped."""
    words = " ".join(shortened(text).split())
    return (
        words if words.isprintable() else "".join(each if each.isprintable() else ascii(each)[1:-1] for each in words)
    )


def quoted(text: str) -> str:
    """The text in quotes, shortened, with what is not printable escaped."""
    return repr(shortened(text))


def listed(entries: Sequence[str], separator: str, total: int | None = None) -> str:
    """The first of the entries, and how many more there are; `total` says that where not all are at hand."""
    first = entries[:MOST_LISTED]
    more = (len(entries) if total is None else total) - len(first)
    return separator.join([*first, f"… and {more} more"] if more else first)


def as_text(value: object) -> str:
    """A value that is neither list nor map, shortened: wire protocols have some that Python does not print."""
    if isinstance(value, bytes):
        return shortened(str(value[: LONGEST_VALUE + 1]))
    if isinstance(value, int) and value.bit_length() > LONGEST_VALUE:
        return f"a number of {value.bit_length()} bits"
    try:
        return shortened(str(value))
    except ValueError:  # Python writes no integer of more than 4,300 digits
        return f"a {type(value).__name__} that is too long to be shown"
