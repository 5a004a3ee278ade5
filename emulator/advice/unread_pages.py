"""The first page of a game session's player sessions, taken for all of them."""

from collections.abc import Iterator

from emulator.advice.kind import API_REFERENCE, Entries, Kind, is_call, text_of
from emulator.calls.journal import JournalEntry


def unread_pages(entries: Entries) -> Iterator[JournalEntry]:
    """The calls whose NextToken no later call gives back. Who sets a Limit may want no more than that."""
    followed = {text_of(entry.call.params, "NextToken") for entry in entries if entry.source == "aws"}
    for entry in entries:
        if (
            entry.next_token is not None
            and entry.next_token not in followed
            and entry.call.operation == "DescribePlayerSessions"
            and entry.call.params.get("Limit") is None
            and is_call(entry)
        ):
            yield entry


UNREAD_PAGES = Kind(
    "unread-pages",
    unread_pages,
    "leaves out the player sessions behind the first page, and says so by NextToken alone.",
    f"{API_REFERENCE}API_DescribePlayerSessions.html",
    "Call again with NextToken until none comes, as an SDK's paginator does.",
)
