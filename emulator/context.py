"""The `Context` of one call: where it asks, when, and what it may use."""

from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from emulator.settings import Settings
from emulator.store.store import Store


class Context(Struct, frozen=True, gc=False):
    """One call: where it asks, the one instant at which it happens, and what it may use."""

    region: str
    account: str
    origin: str
    """By which the caller reaches this emulator: `http://localhost:4600`."""
    now: int
    due: bool
    """Whether time has something to write first (dispatch/settle.py)."""
    store: Store
    token_key: bytes
    settings: Settings
    new_uuid: Callable[[], str]
    """A new random UUID, as text."""
    tls_port: int | None
    """At which the emulator is reached over TLS; None where that is off."""

    def at(self, region: str) -> "Context":
        """The same call, as if it asked in another region."""
        return replace(self, region=region)

    def as_of(self, instant: int) -> "Context":
        """What time has done at an earlier instant, that this call finds (dispatch/settle.py)."""
        return replace(self, now=instant)
