"""What would break on AWS, as a test sees it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from emulator.testing.calls import RecordedCall, times_text
from emulator.testing.control import Control


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """A mistake that calls of an operation made."""

    kind: str
    operation: str
    count: int
    example: RecordedCall
    """The first of them."""
    on_aws: str
    """What AWS does."""
    page: str
    """The page that says so."""
    instead: str
    """What to do instead."""

    @classmethod
    def of(cls, shown: Mapping[str, Any]) -> "Advice":
        return cls(**{**shown, "example": RecordedCall.of(shown["example"])})

    def __str__(self) -> str:
        return (
            f"{self.kind}: {self.operation}, {times_text(self.count)}, as {self.example} ({self.example.request_id})\n"
            f"  {self.on_aws}\n  {self.page}\n  {self.instead}"
        )


class Advised:
    """What `GameLift` knows of mistakes."""

    control: Control

    def advice(self, *, earlier: bool = False) -> list[Advice]:
        """What the calls since the reset do that AWS would punish; with `earlier`, those before it too."""
        path = "/advice?earlier=1" if earlier else "/advice"
        return [Advice.of(each) for each in self.control("GET", path)["advice"]]
