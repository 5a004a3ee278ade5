"""What a log shows of a call: nothing that the model marks, and nothing that it does not know."""

from typing import Annotated

from msgspec import Meta

from emulator.api.shape import Shape
from emulator.api.shapes import DescribePlayerSessionsInput
from emulator.logs.redaction import public_members, redacted

Secret = Annotated[str, Meta(extra={"sensitive": True})]


class Inner(Shape, frozen=True):
    word: Secret | None = None


class Outer(Shape, frozen=True):
    number: int | None = None
    word: Secret | None = None
    words: list[Secret] | None = None
    by_word: dict[Secret, int] | None = None
    of_words: dict[str, Secret] | None = None
    inner: Inner | None = None
    names: list[str] | None = None


def test_members_that_hold_a_marked_value_anywhere_are_not_public() -> None:
    assert public_members(Outer) == {"Number", "Names"}


def test_player_id_is_not_public() -> None:
    assert "PlayerId" not in public_members(DescribePlayerSessionsInput)


def test_values_that_are_not_public_are_hidden_unknown_ones_too() -> None:
    shown = redacted({"Limit": 5, "PlayerId": "alice", "Typo": "alice"}, frozenset(["Limit"]))
    assert shown == {"Limit": 5, "PlayerId": "***", "Typo": "***"}
