"""Members of DescribePlayerSessions that count for nothing, or for less than they say."""

from collections.abc import Iterator, Mapping

from emulator.advice.kind import API_REFERENCE, Entries, Kind, is_call
from emulator.calls.journal import JournalEntry

MOST = 1_024
"""The largest Limit that the emulator follows, unless a setting says otherwise."""


def ignored_members(entries: Entries) -> Iterator[JournalEntry]:
    """The calls that ask for something that their answer cannot show."""
    for entry in entries:
        if entry.call.operation == "DescribePlayerSessions" and is_call(entry) and is_idle(entry.call.params):
            yield entry


def is_idle(params: Mapping[str, object]) -> bool:
    """Whether a member has no effect: a filter beside a player, a page of one session, a Limit above the cap."""
    limit, filters = params.get("Limit"), params.get("PlayerSessionStatusFilter") is not None
    if isinstance(limit, int) and limit > MOST:
        return True
    if params.get("PlayerSessionId") is not None:
        return filters or limit is not None or params.get("NextToken") is not None
    return filters and params.get("PlayerId") is not None


IGNORED_MEMBERS = Kind(
    "ignored-members",
    ignored_members,
    "ignores the status filter beside PlayerSessionId or PlayerId, and pages beside PlayerSessionId; it cuts a Limit.",
    f"{API_REFERENCE}API_DescribePlayerSessions.html",
    "Filter the answer yourself, or ask by GameSessionId; follow NextToken.",
)
