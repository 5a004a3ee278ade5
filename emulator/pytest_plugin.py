"""Fixtures for pytest: an emulator that is fresh for each test. Nothing is imported before one of them is used."""

import warnings
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from types_boto3_gamelift import GameLiftClient

    from emulator.testing import Advice, GameLift


TOLD: "pytest.StashKey[dict[GameLift, int]]" = pytest.StashKey()
"""By emulator, how many of its own failures tests have been told of."""
SETTINGS: pytest.StashKey[Mapping[str, Any]] = pytest.StashKey()
"""What the emulator of the session was started with."""


ADVICE: pytest.StashKey[list[tuple[str, str, int, str]]] = pytest.StashKey()
"""The kind, the operation and the number of mistakes, and all that is said of them, of all workers."""
WORKER_ADVICE = "gamelift_advice"


def pytest_configure(config: pytest.Config) -> None:
    config.stash[TOLD] = {}
    config.stash[ADVICE] = []
    config.pluginmanager.register(WorkersAdvice(config), "gamelift-workers-advice")


class WorkersAdvice:
    """Hooks of pytest-xdist, which may not be there."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:  # noqa: ANN401 - xdist's
        self.config.stash[ADVICE].extend(getattr(node, "workeroutput", {}).get(WORKER_ADVICE, []))


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("gamelift")
    group.addoption(
        "--gamelift-url",
        metavar="URL",
        help="an emulator that runs already, for the gamelift fixtures to use; else GAMELIFT_EMULATOR_URL",
    )
    group.addoption(
        "--gamelift-advice",
        choices=("off", "summary", "show", "fail"),
        default="summary",
        help="what would break on AWS: nothing of it, one line, all of it at the end, or an error of the test",
    )


@pytest.fixture(scope="session")
def gamelift_settings() -> Mapping[str, Any]:
    """Arguments of `emulator.Emulator`: to be overridden in a conftest.py, as by `{"clock": "frozen"}`."""
    return {}


@pytest.fixture(scope="session")
def gamelift_server(pytestconfig: pytest.Config, gamelift_settings: Mapping[str, Any]) -> "Iterator[GameLift]":
    """The emulator of the session, one in each pytest-xdist worker; tests take `gamelift` instead."""
    from emulator.environment import running_url
    from emulator.testing import GameLift

    if url := pytestconfig.getoption("--gamelift-url") or running_url():
        if gamelift_settings:
            warn_of_settings(url)
        if getattr(pytestconfig, "workerinput", {}).get("workercount", 1) > 1:
            raise pytest.UsageError(f"several workers cannot share the emulator at {url}: each test resets it")
        if reporter := pytestconfig.pluginmanager.get_plugin("terminalreporter"):
            reporter.ensure_newline()
            reporter.write_line(f"gamelift: each test resets the emulator at {url}")
        yield GameLift(url)
        keep_advice(GameLift(url), pytestconfig)
        return
    from emulator import Emulator

    pytestconfig.stash[SETTINGS] = gamelift_settings
    with Emulator(**gamelift_settings) as emulator:
        yield emulator
        keep_advice(emulator, pytestconfig)


def warn_of_settings(url: str) -> None:
    """Warns that settings are not used. That is no error: below `gamelift-emulator exec` it may be meant."""
    warnings.warn(
        f"gamelift_settings have no effect: the emulator at {url} runs as it was started. To use them, unset "
        "GAMELIFT_EMULATOR_URL, and leave --gamelift-url out.",
        pytest.PytestWarning,
        stacklevel=2,
    )


@pytest.fixture
def gamelift(
    gamelift_server: "GameLift", gamelift_settings: Mapping[str, Any], pytestconfig: pytest.Config
) -> "Iterator[GameLift]":
    """The emulator, its world and clock as they were at its start. Faults end with the test."""
    from emulator.control_client import ClientError

    if pytestconfig.stash.get(SETTINGS, gamelift_settings) != gamelift_settings:
        raise pytest.UsageError("gamelift_settings are those of the whole session: override them in one conftest.py")
    pytestconfig.stash[TOLD].setdefault(gamelift_server, len(gamelift_server.failures()))
    gamelift_server.reset()
    yield gamelift_server
    with suppress(ClientError):  # who is gone has no faults
        gamelift_server.faults.clear()
        if pytestconfig.getoption("--gamelift-advice") == "fail" and (advice := gamelift_server.advice()):
            pytest.fail(f"This would break on AWS:\n{all_said(advice)}", pytrace=False)


@pytest.fixture(scope="session")
def _gamelift_clients() -> "dict[GameLift, GameLiftClient]":
    return {}


@pytest.fixture
def gamelift_client(gamelift: "GameLift", _gamelift_clients: "dict[GameLift, GameLiftClient]") -> "GameLiftClient":
    """A boto3 client of the emulator of `gamelift`, the same for all tests: making one costs more than a test."""
    if gamelift not in _gamelift_clients:
        _gamelift_clients[gamelift] = gamelift.client()
    return _gamelift_clients[gamelift]


@pytest.fixture
def gamelift_endpoint(gamelift: "GameLift") -> str:
    """The URL of the emulator of `gamelift`."""
    return gamelift.url


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Iterator[None]:
    yield from failing_with_emulator(item, "setup")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    yield from failing_with_emulator(item, "call")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    yield from failing_with_emulator(item, "teardown")


def failing_with_emulator(item: pytest.Item, when: str) -> Iterator[None]:
    """Fails a test in which the emulator itself has failed, with its traceback."""
    failures: list[str] = []
    try:
        yield
    except (KeyboardInterrupt, pytest.exit.Exception):
        raise  # nobody waits for more
    except pytest.skip.Exception:
        failures = new_failures(item, when)
        if not failures:
            raise
    except BaseException:
        new_failures(item, when)
        raise
    else:
        failures = new_failures(item, when)
    if failures:
        pytest.fail("The emulator itself has failed:\n" + "\n".join(failures), pytrace=False)


def new_failures(item: pytest.Item, when: str) -> list[str]:
    """The tracebacks of what the emulator of a test has failed at since it was last asked; they are in the report."""
    emulator: GameLift | None = (getattr(item, "funcargs", None) or {}).get("gamelift_server")
    if emulator is None:
        return []
    from emulator.control_client import ClientError

    told = item.config.stash[TOLD]
    try:
        failures = emulator.failures()[told.get(emulator, 0) :]
    except ClientError as error:
        item.add_report_section(when, "gamelift-emulator", str(error))
        return []
    told[emulator] = told.get(emulator, 0) + len(failures)
    if failures:
        item.add_report_section(when, "gamelift-emulator", "\n".join(failures))
    return failures


def all_said(advice: "list[Advice]") -> str:
    return "\n".join(map(str, advice))


def keep_advice(emulator: "GameLift", config: pytest.Config) -> None:
    """Keeps, for the end of the run, what an emulator has to say."""
    if config.getoption("--gamelift-advice") == "off":
        return
    from emulator.control_client import ClientError

    with suppress(ClientError):  # who is gone says nothing
        said = [(each.kind, each.operation, each.count, str(each)) for each in emulator.advice(earlier=True)]
        output = getattr(config, "workeroutput", None)
        if output is None:
            config.stash[ADVICE].extend(said)
        else:
            output[WORKER_ADVICE] = said


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Says in one line what would break on AWS, and with `show` all of it."""
    said = config.stash[ADVICE]
    if not said:
        return
    if config.getoption("--gamelift-advice") == "show":
        terminalreporter.section("what would break on AWS")
        for *_, text in said:
            terminalreporter.write_line(text)
        terminalreporter.write_line("--gamelift-advice=fail fails the tests that made these calls, and so names them.")
        return
    counts: dict[str, int] = {}
    for kind, operation, count, _ in said:
        name = f"{kind} of {operation}"
        counts[name] = counts.get(name, 0) + count
    listed = ", ".join(f"{name} ({count})" for name, count in counts.items())
    terminalreporter.write_line(f"gamelift: would break on AWS: {listed}; --gamelift-advice=show tells more")
