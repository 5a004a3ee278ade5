"""What a kind of advice is."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from emulator.calls.journal import SUCCESS, JournalEntry

Entries = Sequence[JournalEntry]
DEVELOPER_GUIDE = "https://docs.aws.amazon.com/gameliftservers/latest/developerguide/"
API_REFERENCE = "https://docs.aws.amazon.com/gameliftservers/latest/apireference/"


class Kind(NamedTuple):
    """A mistake that clients make."""

    name: str
    find: Callable[[Entries], Iterator[JournalEntry]]
    """The entries, oldest first → those of them that make the mistake."""
    on_aws: str
    """What AWS does."""
    page: str
    """The page that says so."""
    instead: str
    """What to do instead."""


def is_call(entry: JournalEntry) -> bool:
    """Whether it is a call of the AWS API that has been done."""
    return entry.source == "aws" and entry.outcome == SUCCESS


def asked_for(entry: JournalEntry) -> tuple[object, ...]:
    """Who asks which question: equal for calls that are the same."""
    call = entry.call
    try:
        members = repr(call.params)
    except ValueError:  # Python writes no integer of more than 4,300 digits: such a call is like no other
        members = call.request_id
    return call.operation, call.caller.region, call.caller.account, members


def text_of(params: Mapping[str, object], name: str) -> str | None:
    """A member that is a text."""
    value = params.get(name)
    return value if isinstance(value, str) else None
