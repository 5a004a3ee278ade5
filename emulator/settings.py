"""Every setting of `serve`: one field, one flag, one environment variable."""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from pathlib import Path
from typing import Any

from emulator.client_environment import HOST, PORT, PREFIX
from emulator.domain.clock import Clock, parse_instant
from emulator.domain.endpoint import ENDPOINT_RULE, is_endpoint
from emulator.domain.game_server_endpoint import GAME_SERVER_RULE, is_game_server_endpoint
from emulator.domain.region import ACCOUNT_RULE, REGION_RULE, is_account, is_region

LOG_LEVELS = ("debug", "info", "warning", "error")
LOG_FORMATS = ("text", "json")
THROTTLES = ("off", "aws")
ON_ACTIVATION_FAILURE = ("retry", "fail")
MATCHMAKING_SEARCHES = ("incremental", "exhaustive")
SERVER_PROCESSES = ("auto", "simulated", "connected")


class SettingError(ValueError):
    """A setting's value cannot be used; `name` is the field's name, `rule` what it must be."""

    def __init__(self, name: str, rule: str) -> None:
        super().__init__(f"{name} {rule}")
        self.name = name
        self.rule = rule


def setting(default: object, text: str, metavar: str | None = None, choices: tuple[str, ...] = ()) -> Any:  # noqa: ANN401 - a field's value has the type of its annotation
    return field(default=default, metadata={"help": text, "metavar": metavar, "choices": choices})


@dataclass(frozen=True, kw_only=True)
class Settings:
    """How an emulator is to run. Raises SettingError for a value that cannot be used."""

    host: str = setting(HOST, "Address to listen on.", "ADDRESS")
    port: int = setting(PORT, "Port to listen on; 0 takes any free one.", "PORT")
    tls_port: int | None = setting(None, "Serve over TLS too, at this port; 0 takes any free one.", "PORT")
    tls_certificate: Path | None = setting(None, "Certificate of the TLS port, as PEM. Absent: one is made.", "FILE")
    tls_key: Path | None = setting(None, "Its private key, as PEM, without a passphrase.", "FILE")
    port_file: Path | None = setting(None, "Write the port here once it is open, and the TLS port below it.", "FILE")
    database_url: str = setting(
        "sqlite:///data/emulator.db", "Where the state is kept; sqlite:// keeps it while the emulator runs.", "URL"
    )
    seed: Path | None = setting(None, "Load this seed document, or all of a folder, at the start.", "PATH")
    fresh: bool = setting(False, "Empty the database first.")
    region: str = setting("us-east-1", "Region of calls without credentials, and of seeds without Region.", "REGION")
    account_id: str = setting(
        "000000000000",
        "Account of calls whose access key id is not 12 digits, and of seeds without AccountId.",
        "ID",
    )
    clock: str | None = setting(
        None, "Run on the system's time, or stand still now or at an instant. Absent: as the database has it.",
        "system|frozen|ISO-8601",
    )  # fmt: skip
    random_seed: int | None = setting(None, "Make ids and page tokens the same after each reset, not random.", "N")
    player_session_timeout_seconds: float = setting(
        60.0, "How long a reservation waits for the game server to accept the player.", "SECONDS"
    )
    server_processes: str = setting(
        "auto",
        "Who hosts game sessions: simulated processes, connected ones, or simulated until one has been ready there.",
        choices=SERVER_PROCESSES,
    )
    activation_seconds: float = setting(
        0.0, "How long after its creation a simulated server process activates a game session.", "SECONDS"
    )
    placement_on_activation_failure: str = setting(
        "retry",
        "What becomes of a placement whose game session ends before it is ACTIVE.",
        choices=ON_ACTIVATION_FAILURE,
    )
    matchmaking_interval_seconds: float = setting(
        1.0, "How often matches are looked for, at such multiples of the clock; 0: after every change.", "SECONDS"
    )
    matchmaking_search: str = setting(
        "exhaustive",
        "Whether matches are looked for beyond what the documented way finds.",
        choices=MATCHMAKING_SEARCHES,
    )
    matchmaking_shuffle: bool = setting(
        False, "Search batches that AWS searches in random order in such an order, not the oldest ticket first."
    )
    lost_connection_seconds: float = setting(
        180.0, "How long a game server that has lost its connection may take to come back.", "SECONDS"
    )
    game_server_endpoint: str | None = setting(None, "WebSocket URL of game servers. Absent: as callers come.", "URL")
    strict_auth: bool = setting(
        False,
        "Let game servers connect only with issued tokens, renewed before they expire, or signed, on all fleets.",
    )
    auth_token_minutes: float = setting(180.0, "How long a token of GetComputeAuthToken is good.", "MINUTES")
    gamelift_local: bool = setting(
        False, "Fleets come into being at their first use, Location is optional, game sessions have short ids too."
    )
    strict_builds: bool = setting(
        False, "CreateFleet takes only builds that are here and READY, and scripts that are here."
    )
    default_limit: int = setting(100, "Entries on a page when the call sets no Limit.", "N")
    max_limit: int = setting(1024, "Most entries on a page, whatever Limit says.", "N")
    game_session_max_limit: int = setting(100, "The same for pages of game sessions.", "N")
    quota_player_sessions_per_game_session: int = setting(200, "Most player slots of a game session.", "N")
    quota_anywhere_fleets: int = setting(10, "Most Anywhere fleets per region, but for the ready-made one.", "N")
    quota_computes_per_fleet: int = setting(100, "Most computes registered with a fleet.", "N")
    quota_server_processes_per_compute: int = setting(50, "Most server processes on a compute or instance.", "N")
    quota_instances_per_type: int = setting(20, "Most instances of a type at a location.", "N")
    quota_custom_locations: int = setting(20, "Most custom locations per region, but for the ready-made one.", "N")
    quota_aliases: int = setting(100, "Most aliases per region.", "N")
    quota_game_session_queues: int = setting(20, "Most game session queues per region.", "N")
    quota_queue_timeout_minimum: int = setting(10, "Shortest time-out of a queue, in seconds.", "SECONDS")
    sns_endpoint: str | None = setting(None, "SNS to publish events to, where their source names a topic.", "URL")
    eventbridge_endpoint: str | None = setting(None, "EventBridge to put every event to, on the default bus.", "URL")
    event_webhook: str | None = setting(None, "Where to post every event, as bare JSON.", "URL")
    event_duplicates: float = setting(0.0, "Which part of the events to deliver twice, from 0 to 1.", "SHARE")
    event_shuffle: bool = setting(False, "Deliver events in disorder, each up to half a second late.")
    allowed_hosts: tuple[str, ...] = setting(
        (), "More names to answer to, by the Host header; with a leading dot, all below them too. Comma-separated.",
        "NAMES",
    )  # fmt: skip
    allowed_origins: tuple[str, ...] = setting(
        (),
        "Web pages that may call, by the Origin header, as https://localhost:3000. Comma-separated.",
        "ORIGINS",
    )
    body_limit_bytes: int = setting(8_388_608, "Largest body of an AWS call.", "BYTES")
    throttle: str = setting("off", "Refuse calls above AWS's rates, by the machine's clock.", choices=THROTTLES)
    log_level: str = setting("info", "How much to log.", choices=LOG_LEVELS)
    log_format: str = setting("text", "One line of text per event, or one JSON object.", choices=LOG_FORMATS)
    log_players: bool = setting(False, "Show PlayerId and PlayerData in the log and in the journal of calls.")

    def __post_init__(self) -> None:
        for each in fields(self):
            value, classes = getattr(self, each.name), classes_of(each.type)
            if not isinstance(value, classes):
                first = getattr(classes, "__args__", [classes])[0]
                raise SettingError(each.name, f"must be {first.__name__}, not {value!r}")
        timeout, own = self.player_session_timeout_seconds, self.game_server_endpoint
        for name, fine, rule in (
            ("host", self.host, "must be a name or an address"),
            ("port", 0 <= self.port <= 65535, "must be 0 to 65535"),
            ("tls_port", self.tls_port is None or 0 <= self.tls_port <= 65535, "must be 0 to 65535"),
            ("tls_port", self.tls_port != self.port or not self.port, "must be another than --port"),
            ("tls_certificate", not self.tls_certificate or self.tls_port is not None, "needs --tls-port"),
            ("tls_certificate", not self.tls_certificate or self.tls_key is not None, "needs --tls-key"),
            ("tls_key", not self.tls_key or self.tls_certificate is not None, "needs --tls-certificate"),
            ("region", is_region(self.region), REGION_RULE),
            ("account_id", is_account(self.account_id), ACCOUNT_RULE),
            ("game_server_endpoint", own is None or is_game_server_endpoint(own), GAME_SERVER_RULE),
            ("player_session_timeout_seconds", 0.001 <= timeout <= 86_400, "must be 0.001 to 86400"),
            ("auth_token_minutes", 0.05 <= self.auth_token_minutes <= 525_600, "must be 0.05 to 525600"),
            ("activation_seconds", 0 <= self.activation_seconds <= 86_400, "must be 0 to 86400"),
            ("matchmaking_interval_seconds", 0 <= self.matchmaking_interval_seconds <= 3_600, "must be 0 to 3600"),
            ("lost_connection_seconds", 0 <= self.lost_connection_seconds <= 86_400, "must be 0 to 86400"),
            *((name, 1 <= getattr(self, name) <= MAX_INT32, f"must be 1 to {MAX_INT32}") for name in LIMITS),
            *((name, 0 <= getattr(self, name) <= MAX_INT32, f"must be 0 to {MAX_INT32}") for name in QUOTAS),
            ("event_duplicates", 0 <= self.event_duplicates <= 1, "must be 0 to 1"),
            *((name, (url := getattr(self, name)) is None or is_endpoint(url), ENDPOINT_RULE) for name in ENDPOINTS),
            *(
                (each.name, getattr(self, each.name) in choices, one_of(choices))
                for each in fields(self)
                if (choices := each.metadata["choices"])
            ),
        ):
            if not fine:
                raise SettingError(name, rule if "needs" in rule else f"{rule}, not {getattr(self, name)!r}")
        if self.clock is not None and self.clock not in ("system", "frozen"):
            try:
                Clock(frozen_at=parse_instant(self.clock))
            except ValueError as error:
                raise SettingError("clock", f"must be system, frozen or a time: {error}") from None

    @property
    def web_origins(self) -> tuple[str, ...]:
        """The allowed origins, as browsers write them."""
        return tuple(origin.rstrip("/").lower() for origin in self.allowed_origins)

    @property
    def event_endpoints(self) -> dict[str, str]:
        """Where events are delivered, by recipient."""
        return {name: url for field, name in ENDPOINTS.items() if (url := getattr(self, field)) is not None}

    def shown(self) -> dict[str, str | int | float | bool | None]:
        """All settings as JSON can hold them: paths and lists as text."""
        values: dict[str, object] = {each.name: getattr(self, each.name) for each in fields(self)}
        return {
            name: value
            if isinstance(value, str | int | float | None)
            else ",".join(value)
            if isinstance(value, tuple)
            else str(value)
            for name, value in values.items()
        }

    @cached_property
    def player_session_timeout_ms(self) -> int:
        """How long a reservation lasts, in milliseconds."""
        return round(self.player_session_timeout_seconds * 1_000)

    @cached_property
    def activation_ms(self) -> int:
        """How long a simulated server process takes to activate a game session, in milliseconds."""
        return round(self.activation_seconds * 1_000)

    @cached_property
    def lost_connection_ms(self) -> int:
        """How long a server process may be without a socket, in milliseconds."""
        return round(self.lost_connection_seconds * 1_000)


FOR_TESTS = {"port": 0, "database_url": "sqlite://", "random_seed": 0, "log_players": True}
"""Any free port, nothing kept, ids that are the same in each run; what tests send is nobody's secret."""


def classes_of(annotation: Any) -> Any:  # noqa: ANN401 - a class, a union or a list of some
    """What `isinstance` needs in order to check a value of a field."""
    return {float: float | int, tuple[str, ...]: tuple}.get(annotation, annotation)


def one_of(choices: tuple[str, ...]) -> str:
    return f"must be one of {', '.join(choices)}"


MAX_INT32 = 2**31 - 1
"""The service model's integers have 32 bits."""
ENDPOINTS = {"sns_endpoint": "sns", "eventbridge_endpoint": "eventbridge", "event_webhook": "webhook"}
"""The settings that name where events are delivered, and the recipients."""
LIMITS = ("default_limit", "max_limit", "game_session_max_limit", "body_limit_bytes")
QUOTAS = tuple(each.name for each in fields(Settings) if each.name.startswith("quota_"))


def variable(name: str) -> str:
    """The environment variable of a setting."""
    return PREFIX + name.upper()


def settings_named(values: Mapping[str, object]) -> Settings:
    """The settings with these values. Raises: SettingError; TypeError for a name that no setting has."""
    known = {each.name for each in fields(Settings)}
    for name in values:
        if name not in known:
            (near,) = difflib.get_close_matches(name, known, n=1, cutoff=0)
            raise TypeError(f"there is no setting {name}; did you mean {near}?")
    return Settings(**values)  # type: ignore[arg-type]  # it looks at the types itself
