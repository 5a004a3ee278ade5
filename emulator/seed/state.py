"""The whole state of an emulator as one document: a seed document with the clock, exact where a seed may be vague."""

from collections.abc import Iterable, Iterator
from typing import Annotated

import msgspec
from msgspec import Meta

from emulator.domain.clock import SECOND, Clock, format_instant, parse_instant
from emulator.seed import document
from emulator.seed.loading import Progress, Report, load
from emulator.seed.reading import SeedError, Source, parse
from emulator.settings import Settings
from emulator.store.seeding import FleetRow, GameSessionRow, PlayerSessionRow, SeedStore
from emulator.store.store import Store

FORMAT = 1
"""The version of the document that this program writes. It reads this one and all older ones."""


class ClockState(document.Entry, frozen=True):
    """A clock that stands still at an instant, or runs so many seconds ahead of the system's."""

    frozen_at: str | None = None
    offset: float | None = None


class State(document.Document, frozen=True, kw_only=True):
    """A seed document that says everything."""

    format: Annotated[int, Meta(ge=1)]
    clock: ClockState


def read_state(text: bytes, file: str) -> State:
    """The state in `text`.

    Raises: SeedError, also for the document of a newer program.
    """
    state = parse(text, file, State)
    if state.format > FORMAT:
        raise SeedError(file, "Format", f"it is {state.format}, and this version reads up to {FORMAT}: use a newer one")
    return state


def clock_of(state: State, file: str) -> Clock:
    """The clock that a state describes. Raises: SeedError."""
    if (state.clock.frozen_at is None) == (state.clock.offset is None):
        raise SeedError(file, "Clock", "it has either FrozenAt or Offset")
    if state.clock.offset is not None:
        return Clock(offset=round(state.clock.offset * SECOND))
    assert state.clock.frozen_at is not None
    try:
        return Clock(frozen_at=parse_instant(state.clock.frozen_at))
    except ValueError as error:
        raise SeedError(file, "Clock.FrozenAt", str(error)) from None


def replace_world(
    state: State, file: str, store: Store, settings: Settings, token_key: bytes, progress: Progress = lambda _: None
) -> Report:
    """What was loaded, once the transaction is committed: the world and the clock of `state`, in place of what was.

    Raises: SeedError.
    """
    clock = clock_of(state, file)
    store.empty(token_key)
    store.set_clock(clock)
    return load([Source(file, state)], store, settings, progress, exact=True)


def write_state(store: Store) -> Iterator[bytes]:
    """The state of the emulator, in pieces; each row is a line of JSON."""
    rows = SeedStore(store.cursor)
    clock = store.shared().clock
    standing = None if clock.frozen_at is None else format_instant(clock.frozen_at)
    shown = ClockState(frozen_at=standing, offset=None if clock.frozen else clock.offset / SECOND)
    yield b'{\n"Format": %d,\n"Clock": %b' % (FORMAT, msgspec.json.encode(shown))
    fleets = {row.key: row for row in rows.each(FleetRow)}
    yield from listed("Fleets", map(fleet, fleets.values()))
    yield from listed("GameSessions", (game_session(row, fleets[row.fleet_key]) for row in rows.each(GameSessionRow)))
    homes = {row.key: (row.game_session_id, fleets[row.fleet_key].account) for row in rows.each(GameSessionRow)}
    yield from listed(
        "PlayerSessions", (player_session(row, *homes[row.game_session_key]) for row in rows.each(PlayerSessionRow))
    )
    yield b"\n}\n"


def listed(name: str, entries: Iterable[document.Entry]) -> Iterator[bytes]:
    yield b',\n"%b": [' % name.encode()
    separator = b"\n  "
    for entry in entries:
        yield separator + msgspec.json.encode(entry)
        separator = b",\n  "
    yield b"\n]"


def fleet(row: FleetRow) -> document.Fleet:
    return document.Fleet(
        fleet_id=row.fleet_id,
        region=row.region,
        account_id=row.account,
        name=row.name,
        compute_type=row.compute_type,
        certificate_configuration=document.CertificateConfiguration(row.certificate_type),
        creation_time=format_instant(row.creation_time),
    )


def game_session(row: GameSessionRow, home: FleetRow) -> document.GameSession:
    return document.GameSession(
        game_session_id=row.game_session_id,
        fleet_id=home.fleet_id,
        account_id=home.account,
        location=row.location,
        name=row.name,
        status=row.status,
        maximum_player_session_count=row.maximum_player_session_count,
        ip_address=row.ip_address,
        dns_name=row.dns_name,
        port=row.port,
        creation_time=format_instant(row.creation_time),
        termination_time=ended(row.termination_time),
    )


def player_session(row: PlayerSessionRow, game_session_id: str, account: str) -> document.PlayerSession:
    return document.PlayerSession(
        game_session_id=game_session_id,
        account_id=account,
        player_id=row.player_id,
        player_session_id=row.player_session_id,
        status=row.status,
        creation_time=format_instant(row.creation_time),
        deadline=format_instant(row.deadline),
        termination_time=ended(row.termination_time),
        player_data=row.player_data,
    )


def ended(instant: int | None) -> str | None:
    return None if instant is None else format_instant(instant)
