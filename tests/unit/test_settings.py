"""Settings: their defaults, what they refuse, and how the environment names them."""

from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from emulator.environment import misspelt
from emulator.settings import LOG_LEVELS, SettingError, Settings, variable

NO_ENDPOINTS = (
    "", "http://host", "ws://", "ws://host?x=1", "ws://a b", "ws://host#x", "ws://user@host", "ws://host:0",
    "ws://host:99999", "ws://[", "wss://" + "x" * 128, "ws://bücher",
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "default"),
    [
        ("host", "127.0.0.1"),
        ("port", 4600),
        ("database_url", "sqlite:///data/emulator.db"),
        ("seed", None),
        ("fresh", False),
        ("region", "us-east-1"),
        ("account_id", "000000000000"),
        ("clock", None),
        ("player_session_timeout_seconds", 60),
        ("default_limit", 100),
        ("max_limit", 1024),
        ("server_processes", "auto"),
        ("activation_seconds", 0),
        ("quota_player_sessions_per_game_session", 200),
        ("quota_anywhere_fleets", 10),
        ("quota_computes_per_fleet", 100),
        ("quota_custom_locations", 20),
        ("quota_aliases", 100),
        ("sns_endpoint", None),
        ("eventbridge_endpoint", None),
        ("event_webhook", None),
        ("event_duplicates", 0),
        ("event_shuffle", False),
        ("allowed_hosts", ()),
        ("allowed_origins", ()),
        ("log_level", "info"),
        ("log_players", False),
    ],
)
def test_setting_has_its_published_default(name: str, default: object) -> None:
    assert getattr(Settings(), name) == default


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("host", "::1"),
        ("port", 0),
        ("port", 65535),
        ("tls_port", 0),
        ("game_server_endpoint", "ws://127.0.0.1:4600"),
        ("game_server_endpoint", "wss://games.example/prod"),
        ("game_server_endpoint", "ws://[::1]:4600"),
        ("region", "ap-southeast-2"),
        ("region", "x" * 64),
        ("account_id", "123456789012"),
        ("player_session_timeout_seconds", 0.001),
        ("player_session_timeout_seconds", 86_400.0),
        ("default_limit", 1),
        ("max_limit", 1_000_000),
        ("server_processes", "connected"),
        ("activation_seconds", 86_400.0),
        ("quota_aliases", 0),
        ("event_duplicates", 1),
        ("event_webhook", "http://[::1]:8080/events?key=1"),
        ("sns_endpoint", "https://localhost.localstack.cloud:4566"),
        ("body_limit_bytes", 1),
        *(("log_level", level) for level in LOG_LEVELS),
        *(("clock", clock) for clock in ("system", "frozen", "2026-01-31", "2026-01-31T12:00:00+01:00")),
        ("clock", "1970-01-01T00:00:00Z"),
        ("clock", "9999-12-31T23:59:59.999Z"),
    ],
)
def test_setting_keeps_a_value_that_can_be_used(name: str, value: Any) -> None:  # noqa: ANN401
    assert getattr(Settings(**{name: value}), name) == value


@pytest.mark.parametrize(
    ("name", "value", "rule"),
    [
        ("host", "", "must be a name or an address"),
        ("port", -1, "must be 0 to 65535"),
        ("port", 65536, "must be 0 to 65535"),
        ("tls_port", 65536, "must be 0 to 65535"),
        ("tls_port", 4600, "must be another than --port"),
        ("tls_certificate", Path("own.pem"), "needs --tls-port"),
        ("tls_key", Path("own.key"), "needs --tls-certificate"),
        *(("game_server_endpoint", each, "must be ws:// or wss://") for each in NO_ENDPOINTS),
        ("region", "", "must be a region's name"),
        ("region", "US-EAST-1", "must be a region's name"),
        ("region", "us-east-1\n", "must be a region's name"),
        ("region", "us_east_1", "must be a region's name"),
        ("region", "x" * 65, "must be a region's name"),
        ("account_id", "1234", "must be 12 digits"),
        ("account_id", "1234567890123", "must be 12 digits"),
        ("account_id", "12345678901x", "must be 12 digits"),
        ("account_id", "123456789012\n", "must be 12 digits"),
        ("account_id", "٠" * 12, "must be 12 digits"),
        ("player_session_timeout_seconds", 0.0, "must be 0.001 to 86400"),
        ("player_session_timeout_seconds", -1.0, "must be 0.001 to 86400"),
        ("player_session_timeout_seconds", 86_400.5, "must be 0.001 to 86400"),
        ("player_session_timeout_seconds", float("nan"), "must be 0.001 to 86400"),
        ("player_session_timeout_seconds", float("inf"), "must be 0.001 to 86400"),
        ("default_limit", 0, "must be 1 to 2147483647"),
        ("max_limit", -5, "must be 1 to 2147483647"),
        ("server_processes", "real", "must be one of auto, simulated, connected"),
        ("activation_seconds", -0.1, "must be 0 to 86400"),
        ("activation_seconds", float("nan"), "must be 0 to 86400"),
        ("quota_player_sessions_per_game_session", -1, "must be 0 to 2147483647"),
        ("quota_custom_locations", -1, "must be 0 to 2147483647"),
        ("body_limit_bytes", 0, "must be 1 to 2147483647"),
        ("event_duplicates", 1.5, "must be 0 to 1"),
        ("event_duplicates", float("nan"), "must be 0 to 1"),
        *(
            (name, url, "must be a URL such as")
            for name in ("sns_endpoint", "eventbridge_endpoint", "event_webhook")
            for url in (
                "",
                "localhost:4566",
                "ftp://localhost",
                "http://",
                "http://a b/",
                "http://user:secret@localhost",
                "http://localhost:0",
                "http://localhost:99999",
                "http://[::1",
            )
        ),
        ("log_level", "loud", "must be one of debug, info, warning, error"),
        ("clock", "", "must be system, frozen or a time"),
        ("clock", "noon", "must be system, frozen or a time"),
        ("clock", "FROZEN", "must be system, frozen or a time"),
        ("clock", "-30s", "must be system, frozen or a time"),
        ("clock", "1969-12-31T23:59:59Z", "1970 to 9999"),
    ],
)
def test_setting_refuses_a_value_that_cannot_be_used(name: str, value: Any, rule: str) -> None:  # noqa: ANN401
    with pytest.raises(SettingError, match=rule) as refused:
        Settings(**{name: value})
    assert refused.value.name == name


def test_setting_refused_tells_the_value() -> None:
    with pytest.raises(SettingError, match="not 65536"):
        Settings(port=65536)


@pytest.mark.parametrize(("seconds", "milliseconds"), [(60.0, 60_000), (0.001, 1), (0.0014, 1), (1.2345, 1234)])
def test_player_session_timeout_is_to_the_millisecond(seconds: float, milliseconds: int) -> None:
    assert Settings(player_session_timeout_seconds=seconds).player_session_timeout_ms == milliseconds


def test_shown_settings_are_all_of_them_as_json_can_hold_them() -> None:
    settings = Settings(seed=Path("world.yaml"), allowed_hosts=("a.example", ".b.example"), fresh=True)
    shown = settings.shown()
    assert set(shown) == {each.name for each in fields(Settings)}
    assert {name: shown[name] for name in ("seed", "allowed_hosts", "allowed_origins", "fresh", "port", "clock")} == {
        "seed": "world.yaml",
        "allowed_hosts": "a.example,.b.example",
        "allowed_origins": "",
        "fresh": True,
        "port": 4600,
        "clock": None,
    }


def test_every_setting_has_a_help_text_and_a_variable_of_its_own() -> None:
    assert all(each.metadata["help"].endswith(".") for each in fields(Settings))
    assert variable("player_session_timeout_seconds") == "GAMELIFT_EMULATOR_PLAYER_SESSION_TIMEOUT_SECONDS"
    assert len({variable(each.name) for each in fields(Settings)}) == len(fields(Settings))


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("GAMELIFT_EMULATOR_PROT", "GAMELIFT_EMULATOR_PORT"),
        ("GAMELIFT_EMULATOR_DATABASE", "GAMELIFT_EMULATOR_DATABASE_URL"),
        ("GAMELIFT_EMULATOR_LOGLEVEL", "GAMELIFT_EMULATOR_LOG_LEVEL"),
        ("GAMELIFT_EMULATOR_port", "GAMELIFT_EMULATOR_PORT"),
    ],
)
def test_misspelt_variable_is_named_with_the_nearest_that_exists(name: str, nearest: str) -> None:
    assert misspelt({name: "1", "PATH": "/bin"}) == [f"unknown environment variable {name}; did you mean {nearest}?"]


@pytest.mark.parametrize("name", ["GAMELIFT_EMULATOR_URL", *(variable(each.name) for each in fields(Settings))])
def test_known_variable_is_not_misspelt(name: str) -> None:
    assert misspelt({name: "1"}) == []


def test_misspelt_variables_of_other_programs_are_none_of_ours() -> None:
    assert misspelt({"GAMELIFT_PORT": "1", "gamelift_emulator_port": "1", "MY_GAMELIFT_EMULATOR_PROT": "1"}) == []
