"""A page of a list: how many rows, behind which one, and the token that leads on."""

from collections.abc import Callable, Sequence
from typing import Generic, Protocol, TypeVar

from msgspec import Struct

from emulator.context import Context
from emulator.domain.paging import START, PageKey, read_name_token, read_token, write_token

Row = TypeVar("Row")
Cursor = TypeVar("Cursor", bound=PageKey | str)


class PageInput(Protocol):
    """An input that asks for a page."""

    @property
    def limit(self) -> int | None: ...
    @property
    def next_token(self) -> str | None: ...


class Placed(Protocol):
    """A row with a place in the order of pages."""

    @property
    def creation_time(self) -> int: ...
    @property
    def key(self) -> int: ...


class Page(Struct, Generic[Cursor], frozen=True, gc=False):
    """The page that is to be answered."""

    limit: int
    reach: int
    """How many rows to read behind `after`: one more than are shown tells whether any follow."""
    after: Cursor
    bound_to: str
    token_key: bytes

    def cut(self, rows: Sequence[Row], cursor_of: Callable[[Row], Cursor]) -> tuple[Sequence[Row], str | None]:
        """The rows to show, and the NextToken behind them; None where nothing follows."""
        if len(rows) <= self.limit:
            return rows, None
        shown = rows[: self.limit]
        return shown, write_token(cursor_of(shown[-1]), self.bound_to, self.token_key)


def parse_page(
    input: PageInput, question: Sequence[object], context: Context, most: int | None = None
) -> Page[PageKey]:
    """The page that a call asks for, of at most `most` rows, else as the settings say.

    `question` is what a NextToken is good for, the operation's name first.
    Raises: InvalidRequestException for a token of another question.
    """
    bound_to = bound(question, context)
    after = START if input.next_token is None else read_token(input.next_token, bound_to, context.token_key)
    limit = limit_of(input, context, most)
    return Page(limit, limit + 1, after, bound_to, context.token_key)


def parse_page_of_names(
    input: PageInput, question: Sequence[object], context: Context, most: int | None = None
) -> Page[str]:
    """The same, of a list in the order of names."""
    bound_to = bound(question, context)
    after = "" if input.next_token is None else read_name_token(input.next_token, bound_to, context.token_key)
    limit = limit_of(input, context, most)
    return Page(limit, limit + 1, after, bound_to, context.token_key)


def limit_of(input: PageInput, context: Context, most: int | None) -> int:
    return min(input.limit or context.settings.default_limit, most or context.settings.max_limit)


def bound(question: Sequence[object], context: Context) -> str:
    return f"{context.region} {context.account} {question!r}"


def cursor_of(row: Placed) -> PageKey:
    return PageKey(row.creation_time, row.key)


def cursor_of_first(row: tuple[Placed, object]) -> PageKey:
    """The cursor of a row that comes with something else."""
    return cursor_of(row[0])
