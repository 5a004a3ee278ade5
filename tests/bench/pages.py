"""What a page costs where many player sessions are stored, against where few are: first and last, filtered and not."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from tests.bench.findings import Aim, Effort, Finding, Part, interleaved, progress
from tests.bench.load import Connection, aws_request, calls_per_second, describe
from tests.bench.servers import emulator
from tests.bench.worlds import GAME_SESSION, NOBODY, REGULAR, database

LIMIT = 100
STRIDE = 1_000  # the Limit of the way to the last page
SECONDS = 0.4  # of asking a page, at most: there are many
QUESTIONS: dict[str, Mapping[str, object]] = {
    "all": {"GameSessionId": GAME_SESSION},
    "ACTIVE (rare, at the far end)": {"GameSessionId": GAME_SESSION, "PlayerSessionStatusFilter": "ACTIVE"},
    "TIMEDOUT (a quarter)": {"GameSessionId": GAME_SESSION, "PlayerSessionStatusFilter": "TIMEDOUT"},
    "one player's": {"PlayerId": REGULAR},
}
NOT_MORE = Aim("≤", 1.3)


class Page(NamedTuple):
    """Which page of which world."""

    sessions: int
    question: str
    place: str


def measure(cache: Path, effort: Effort) -> Part:
    few, many = effort.small, effort.big
    with (
        emulator(database(cache, few), first=NOBODY) as small,
        emulator(database(cache, many), first=NOBODY) as big,
    ):
        requests: dict[Page, tuple[str, bytes]] = {}
        for question, members in QUESTIONS.items():
            sizes = {}
            for count, url in ((few, small.url), (many, big.url)):
                progress(f"pages: the way to the last page of {count:,}, {question}")
                token, sizes[count] = last_page(url, members)
                for place, more in (("first", {}), ("last", {"NextToken": token})):
                    request = aws_request(url, describe(**members, Limit=LIMIT, **more))
                    requests[Page(count, question, place)] = (url, request)
            assert len(set(sizes.values())) == 1, f"last pages of different sizes: {sizes}"
        costs = interleaved(
            "pages",
            effort.rounds,
            {page: cost(*asked, min(effort.seconds, SECONDS)) for page, asked in requests.items()},
        )
    return Part(
        [
            Finding(
                f"{place} page among {many:,}: {question}",
                "µs",
                costs[Page(many, question, place)],
                f"among {few:,}",
                costs[Page(few, question, place)],
                NOT_MORE,
            )
            for question in QUESTIONS
            for place in ("first", "last")
        ]
    )


def cost(url: str, request: bytes, seconds: float) -> Callable[[], float]:
    """Microseconds that a call takes the server."""
    return lambda: 1_000_000 / calls_per_second(url, request, seconds)


def last_page(url: str, members: Mapping[str, object]) -> tuple[str, int]:
    """The NextToken of the last page, and how many player sessions are on it.

    The way there is walked by NextTokens alone: in long strides to the last stride, from there page by page.
    """
    with Connection(url) as connection:

        def ask(limit: int, token: str | None) -> dict[str, Any]:
            more = {} if token is None else {"NextToken": token}
            answer: dict[str, Any] = msgspec.json.decode(
                connection.ask(aws_request(url, describe(**members, Limit=limit, **more)))
            )
            return answer

        token: str | None = None
        for limit in (STRIDE, LIMIT):
            while following := (answer := ask(limit, token)).get("NextToken"):
                token = following
    assert token is not None, "there is only one page"
    return token, len(answer["PlayerSessions"])
