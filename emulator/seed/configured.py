"""The seed that `--seed` names."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from emulator.settings import Settings

if TYPE_CHECKING:
    from emulator.seed.reading import Source


def configured_sources(settings: Settings) -> "Sequence[Source]":
    """The documents at the path that `--seed` names; none where it is not set. Raises: SeedError."""
    if settings.seed is None:
        return ()
    from emulator.seed.reading import read_path  # which imports all that documents can say

    return read_path(settings.seed)
