"""What the control API takes and answers."""

import json
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, JsonValue

from emulator import __version__
from emulator.calls.journal import Source, plain
from emulator.domain.clock import parse_instant

LISTED_CHANGES = 1_000
Value = TypeVar("Value")


def checked_iso(text: str) -> str:
    parse_instant(text)
    return text


Iso = Annotated[str, Field(max_length=64, examples=["2026-01-31T12:00:00.000Z"]), AfterValidator(checked_iso)]


def checked_value(value: Value) -> Value:
    """A value that a call can have, and an answer. Raises: ValueError."""
    if plain(value) != value:
        raise ValueError("it holds a number that is too large for JSON, or is nested too deep")
    json.dumps(value, ensure_ascii=False).encode()  # half a surrogate pair is no character
    return value


class ControlInput(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


def with_example(**example: JsonValue) -> ConfigDict:
    """What an input's example is on the API page, where the examples of its members make none that can be sent."""
    return ConfigDict(json_schema_extra={"examples": [example]})


class ClockChange(ControlInput):
    """Either or both. Freezing without `now` freezes at this instant."""

    model_config = with_example(frozen=True)
    now: Iso | None = None
    frozen: bool | None = None


class Advance(ControlInput):
    seconds: Annotated[
        float, Field(ge=0, le=1e11, allow_inf_nan=False, description="To the millisecond.", examples=[61])
    ]


class ClockShown(BaseModel):
    now: Iso
    frozen: bool


class NextChange(BaseModel):
    """Null where nothing waits for time."""

    time: Iso | None
    seconds: float | None = Field(description="Until then; `advance` takes it.")


class StatusChange(BaseModel):
    """A ticket, a placement, a player session or, without one, a game session whose status time has changed."""

    ticket_id: str | None = None
    placement_id: str | None = None
    player_session_id: str | None = None
    player_id: str | None = None
    game_session_id: str | None = None
    before: str
    after: str
    time: Iso


class Advanced(ClockShown):
    counts: dict[str, int] = Field(description="How many of whatever kind came to each status.")
    changes: list[StatusChange] = Field(description=f"The first {LISTED_CHANGES:,} of them.")


class SeedReport(BaseModel):
    """By list of the seed document."""

    added: dict[str, int]
    unchanged: dict[str, int]
    different: dict[str, list[str]] = Field(
        description="ARNs, or ids, of rows that differ from the document and stay as they are."
    )


class ResetDone(ClockShown):
    seed: SeedReport | None = None


class RecordedCallShown(BaseModel):
    """A call of the AWS API, or a message of a server process.

    Its time is the emulator's; `outcome` is success, an error's code, dropped, or pending.
    """

    number: int = Field(description="The first that this process has recorded is 1; to be given as `after`.")
    source: Source
    operation: str
    parameters: dict[str, Any] = Field(
        description="Of a call whose body is larger than 512 bytes, long values are cut, with a mark that tells it."
    )
    outcome: str
    time: Iso | None
    region: str
    account: str
    attempt: int | None
    invocation_id: str | None
    request_id: str
    fault: int | None = Field(description="The id of the fault that struck it.")
    status: int | None = Field(description="Of its answer; null until it is answered.")
    milliseconds: float | None = Field(description="From its coming to its answer.")
    message: str | None = Field(description="What a refusal says.")
    protocol: str | None = Field(description="json or cbor, of a call of the AWS API.")


class Requests(BaseModel):
    requests: list[RecordedCallShown]


class ServerProcessShown(BaseModel):
    """A process that a Server SDK has connected, by the emulator's clock."""

    ProcessId: str
    FleetId: str
    ComputeName: str
    Location: str
    Status: str
    Connected: bool = Field(description="Whether it has a socket.")
    Port: int | None
    SdkVersion: str
    SdkLanguage: str
    GameSessionId: str | None
    ConnectedSince: Iso
    LastHeartbeat: Iso | None
    LogPaths: list[str]


class ServerProcessList(BaseModel):
    server_processes: list[ServerProcessShown]


class DeliveryShown(BaseModel):
    """An attempt to deliver an event; its time is the emulator's."""

    to: Literal["sns", "eventbridge", "webhook"]
    attempt: int
    time: Iso
    result: str = Field(description="`delivered`, or what went wrong.")


class EventShown(BaseModel):
    """An event of a queue or of matchmaking; its time is the emulator's."""

    number: int
    time: Iso
    event: dict[str, Any] = Field(description="The whole event, as EventBridge and SNS deliver it.")
    deliveries: list[DeliveryShown] = Field(description="The attempts that were made, the oldest first.")


class EventList(BaseModel):
    events: list[EventShown] = Field(description="The oldest first.")
    last: int = Field(description="To be given as `after`, in order to go on from here.")


class LogKept(BaseModel):
    bytes: int


class PlaceShown(BaseModel):
    """A place of a placement, why it was not taken, and until when, where that is known."""

    fleetArn: str
    location: str | None = Field(description="Absent where a destination leads to no fleet.")
    reason: str
    until: Iso | None


class PlacementExplained(BaseModel):
    placement: dict[str, Any]
    candidates: list[PlaceShown] = Field(description="In the order in which they are tried.")


class FailureList(BaseModel):
    failures: list[str]


class Health(BaseModel):
    status: str
    version: str = __version__


class Info(BaseModel):
    version: str
    operations: list[str]
    protocols: list[str]
    schema_revision: str
    clock: ClockShown
    tls_url: str | None = Field(description="Where it is reached over TLS.")
    settings: dict[str, str | int | float | bool | None]
