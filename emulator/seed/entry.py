"""What all entries of seed documents are made of."""

from typing import Annotated

from msgspec import Meta, Struct

from emulator.api import shapes
from emulator.domain.region import AccountId, Region

# Epoch seconds, ISO-8601, or relative to now as in -30s.
Time = int | float | str
GameSessionName = Annotated[str, Meta(min_length=1, max_length=512, pattern=r"^[a-zA-Z0-9:/-]+\Z")]
LocationName = Annotated[str, Meta(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9\-]+\Z")]
PlayerSlots = Annotated[int, Meta(ge=0, le=2**31 - 1)]


class SeedEntry(Struct, frozen=True, rename="pascal", forbid_unknown_fields=True, omit_defaults=True):
    """A row of one of the lists, or a part of one. An absent member gets what AWS would have given."""


class Tag(SeedEntry, frozen=True):
    key: shapes.TagKey
    value: shapes.TagValue


class ResourceEntry(SeedEntry, frozen=True, kw_only=True):
    """A resource of a region of an account."""

    region: Region | None = None
    account_id: AccountId | None = None
    tags: list[Tag] | None = None
