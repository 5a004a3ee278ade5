"""The tags of a resource: keys with values, at most 50.

Documented: the General Reference, Tagging AWS resources: how many, which characters, the reserved prefix; the model has
the lengths. Assumed: that GameLift holds to all of it with TaggingFailedException, which API_TaggingFailedException
says of the format and of the number.
"""

import unicodedata
from collections.abc import Iterable, Mapping

from emulator.errors import TaggingFailedException
from emulator.quoting import quoted

MOST_TAGS = 50
RESERVED_PREFIX = "aws:"
SYMBOLS = "_.:/=+-@"


def with_tags(tags: Mapping[str, str], given: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The tags of a resource that has `tags` and is given more; a key that it has already gets the new value.

    Raises: TaggingFailedException.
    """
    added: dict[str, str] = {}
    for key, value in given:
        if key in added:
            raise TaggingFailedException(f"The tag key {quoted(key)} is given twice.")
        if key.lower().startswith(RESERVED_PREFIX):
            raise TaggingFailedException(f"The tag key {quoted(key)} begins with aws:, which is AWS's own prefix.")
        for text in (key, value):
            if not all(map(_allowed, text)):
                raise TaggingFailedException(
                    f"The tag {quoted(key)} has another character than letters, digits, spaces and {' '.join(SYMBOLS)}"
                )
        added[key] = value
    found = {**tags, **added}
    if len(found) > MOST_TAGS:
        raise TaggingFailedException(f"A resource can have {MOST_TAGS} tags, and it would have {len(found)}.")
    return found


def _allowed(character: str) -> bool:
    """Whether a tag may have it: letters, separators, numbers, and some symbols."""
    return character in SYMBOLS or unicodedata.category(character)[0] in "LZN"
