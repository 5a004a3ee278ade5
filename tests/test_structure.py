"""The rules of the architecture that a machine can check."""

import ast
import importlib
import re
from collections.abc import Callable, Iterator
from functools import cache
from inspect import isasyncgenfunction, iscoroutinefunction
from pathlib import Path
from statistics import median

import pytest
from botocore import xform_name
from fastapi import APIRouter
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from emulator.client_environment import PREFIX
from emulator.control import app as control_api
from emulator.control.api_page import show_api_page
from emulator.control.requests import ControlRoute
from emulator.operations import OPERATIONS

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "emulator"
MODULES = {path.relative_to(PACKAGE).as_posix(): path for path in sorted(PACKAGE.rglob("*.py"))}
CONTROL = {name for name in MODULES if name.startswith("control/")}
TESTS = sorted((ROOT / "tests").rglob("test_*.py"))


@cache
def imports(path: Path) -> set[str]:
    """The modules that a file imports, anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        match node:
            case ast.Import():
                found |= {alias.name for alias in node.names}
            case ast.ImportFrom(module=str(module)):
                found |= {module} | {f"{module}.{alias.name}" for alias in node.names}
    return found


def importers(*libraries: str) -> set[str]:
    """The files of the package that import any of these libraries."""
    return {
        name for name, path in MODULES.items() if any(each.partition(".")[0] in libraries for each in imports(path))
    }


ROOMS = (
    "quoting",
    "decoding",
    "errors",
    "domain",
    "api",
    "client_environment",
    "control_client",
    "settings",
    "environment",
    "wire",
    "store",
    "context",
    "calls",
    "advice",
    "hosting",
    "operations",
    "seed",
    "world",
    "logs",
    "dispatch",
    "events",
    "game_servers",
    "control",
    "web",
    "testing",
    "pytest_plugin",
    "cli",
    "__main__",
)
"""The folders and modules of the package, in CONTRIBUTING's order. Each knows only those before it, and itself."""


def room_of(module: str) -> str:
    """The room of a file of the package, or of a module by its dotted name."""
    return module.removeprefix("emulator.").partition("/")[0].partition(".")[0].removesuffix(".py")


def test_every_file_is_in_a_room() -> None:
    assert {room_of(name) for name in MODULES} - {"__init__"} == set(ROOMS)


@pytest.mark.parametrize("name", [name for name in MODULES if name != "__init__.py"])
def test_arrows_run_one_way(name: str) -> None:
    known = {room_of(each) for each in imports(MODULES[name]) if each.startswith("emulator.")} & {*ROOMS}
    own = ROOMS.index(room_of(name))
    assert {each for each in known if ROOMS.index(each) > own} == set()


def test_order_of_the_rooms_is_told() -> None:
    told = re.findall(r"^\| `(\w+)(?:/|\.py)` \|", (ROOT / "CONTRIBUTING.md").read_text(), re.MULTILINE)
    assert told == list(ROOMS)


def test_only_the_store_knows_sql() -> None:
    assert {name for name in importers("sqlalchemy", "sqlite3") if not name.startswith("store/")} == set()


def reads_into_types(path: Path) -> bool:
    """Whether a file has msgspec read into a type, or takes the functions that do by their bare names."""
    calls = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
    called = {ast.unparse(each.func) for each in calls}
    typed = {ast.unparse(each.func) for each in calls if "type" in {keyword.arg for keyword in each.keywords}}
    return (
        not called.isdisjoint(("msgspec.convert", "msgspec.json.Decoder"))
        or "msgspec.json.decode" in typed
        or not imports(path).isdisjoint(
            ("msgspec.convert", "msgspec.json", "msgspec.json.decode", "msgspec.json.Decoder")
        )
    )


def test_types_are_read_into_as_threads_may() -> None:
    """In `decoding`, in `dispatch/perform`, whose types `Operation.input` has prepared; two others read no struct."""
    assert {name for name, path in MODULES.items() if reads_into_types(path)} == {
        "decoding.py",
        "dispatch/perform.py",
        "dispatch/member_types.py",
        "wire/json11.py",
    }


EFFECT = ("due_at", "apply")


def definitions() -> Iterator[tuple[str, str]]:
    """Every function of the package that is no method, and its file."""
    for name, path in MODULES.items():
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node.name, name


def test_no_two_functions_have_one_name() -> None:
    """Protocols, tables of transitions, messages that are named as operations are, and what time does stand aside."""
    files: dict[str, list[str]] = {}
    for function, name in definitions():
        aside = name.startswith(("wire/", "domain/", "game_servers/")) or function in EFFECT
        if not (aside or function.startswith("_")):
            files.setdefault(function, []).append(name)
    assert {function: names for function, names in files.items() if len(names) > 1} == {}


def test_time_has_one_home_in_sql() -> None:
    rule = re.compile(r"""text\("RESERVED"\)|RETENTION|(deadline|due_time|termination_time)\)? (<|<=|>|>=) NOW""")
    assert {name for name in MODULES if name.startswith("store/") and rule.search(MODULES[name].read_text())} == {
        "store/time.py"
    }


def test_only_control_knows_fastapi() -> None:
    assert importers("fastapi") <= CONTROL


def test_only_app_control_and_server_know_http_frameworks() -> None:
    assert (
        importers("starlette", "uvicorn")
        <= {
            f"web/{name}.py"
            for name in ("app", "aws_api", "front_door", "late_control", "protocol", "server", "web_socket")
        }
        | {"game_servers/connection.py"}
        | CONTROL
    )


def test_one_file_reads_the_environment() -> None:
    reading = re.compile(r"os\.(environ|getenv)")
    assert {name for name, path in MODULES.items() if reading.search(path.read_text())} == {"environment.py"}


def test_serving_needs_no_aws_library_and_no_test_runner() -> None:
    assert importers("boto3", "botocore", "pytest") == {"pytest_plugin.py", "testing/gamelift.py"}


def test_only_the_sender_of_events_speaks_http_to_others() -> None:
    assert importers("httpx") == {"events/sending.py"}


@pytest.mark.parametrize("name", [name for name in MODULES if name.startswith("domain/")])
def test_domain_imports_nothing_but_itself(name: str) -> None:
    ours = {room_of(each) for each in imports(MODULES[name]) if each.startswith("emulator.")}
    assert ours <= {"quoting", "decoding", "errors", "domain"}


@pytest.mark.parametrize("name", [name for name in MODULES if name.startswith("operations/")])
def test_operations_know_no_wire_and_no_statements(name: str) -> None:
    forbidden = ("emulator.wire", "emulator.store", "emulator.web", "sqlalchemy")
    assert {each for each in imports(MODULES[name]) if each.startswith(forbidden)} == set()


@pytest.mark.parametrize("name", [name for name in MODULES if name.startswith("wire/")])
def test_wire_protocols_know_no_operation(name: str) -> None:
    forbidden = ("emulator.operations", "emulator.domain", "emulator.store", "emulator.context", "emulator.world")
    found = {each for each in imports(MODULES[name]) if each.startswith(forbidden)}
    # What a region may be called is one rule for all doors.
    assert {each for each in found if not each.startswith("emulator.domain.region")} == set()


@pytest.mark.parametrize("operation", OPERATIONS)
def test_operation_has_its_file_and_its_tests(operation: str) -> None:
    name = xform_name(operation)
    assert f"operations/{name}.py" in MODULES
    assert (ROOT / "tests" / "client" / f"test_{name}.py").exists()


def test_migrations_know_nothing_of_the_package() -> None:
    for path in (ROOT / "migrations" / "versions").glob("*.py"):
        assert not any(each.startswith("emulator") for each in imports(path)), path.name


@pytest.mark.parametrize("name", MODULES)
def test_module_says_what_lives_in_it(name: str) -> None:
    assert ast.get_docstring(ast.parse(MODULES[name].read_text())), name


@pytest.mark.parametrize("name", [name for name in MODULES if not name.startswith(("api/", "store/tables"))])
def test_module_is_readable_in_one_sitting(name: str) -> None:
    assert len(MODULES[name].read_text().splitlines()) <= 250


def test_functions_fit_on_a_page() -> None:
    lengths = {
        f"{name}: {node.name}": (node.end_lineno or 0) - node.lineno + 1
        for name, path in MODULES.items()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {name: lines for name, lines in lengths.items() if lines > 40} == {}
    assert median(lengths.values()) <= 6


def called_by(dependant: Dependant) -> Iterator[Callable[..., object]]:
    """A function that FastAPI calls for a request, and all that it depends on."""
    assert dependant.call is not None
    yield dependant.call
    for dependency in dependant.dependencies:
        yield from called_by(dependency)


def control_api_routes() -> list[APIRoute]:
    parts = [
        importlib.import_module(f"emulator.control.{Path(name).stem}") for name in CONTROL - {"control/__init__.py"}
    ]
    routers = [found for part in parts if isinstance(found := getattr(part, "routes", None), APIRouter)]
    routes = [route for router in routers for route in router.routes if isinstance(route, APIRoute)]
    assert len(routes) >= 20
    return routes


def test_control_routes_refuse_what_a_foreign_page_can_send() -> None:
    assert {route.path for route in control_api_routes() if not isinstance(route, ControlRoute)} == set()


def test_control_calls_run_on_the_event_loop() -> None:
    """FastAPI would call a plain function in a thread of a pool: a third more time, and threads that outlive a stop."""
    called = {call for route in control_api_routes() for call in called_by(route.dependant)} | {
        show_api_page,
        control_api.refuse,
    }
    assert {call for call in called if not (iscoroutinefunction(call) or isasyncgenfunction(call))} == set()


def assumptions() -> Iterator[tuple[str, str]]:
    for path in TESTS:
        for node in ast.walk(ast.parse(path.read_text())):
            match node:
                case ast.Call(func=ast.Attribute(attr="assumed"), args=[ast.Constant(value=str(reason))]):
                    yield path.name, reason


def test_every_assumption_is_listed_as_a_difference() -> None:
    table = (ROOT / "docs" / "differences.md").read_text().partition("## Known")[0]
    listed = set(re.findall(r"^\| ([^|]+?) \|", table, re.MULTILINE)) - {"Case", "---"}
    assert {reason for _, reason in assumptions()} == listed


def test_every_environment_variable_in_the_documents_exists() -> None:
    from dataclasses import fields

    from emulator.client_environment import URL_VARIABLE
    from emulator.settings import Settings, variable

    known = {variable(each.name) for each in fields(Settings)}
    known |= {URL_VARIABLE, PREFIX, f"{PREFIX}COMPLETE", f"{PREFIX}IMAGE"}  # a shell's, with _ before it; a user's own
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))):
        assert set(re.findall(rf"{PREFIX}[A-Z_]*", page.read_text())) <= known, page.name


def test_no_committed_file_names_a_package_registry() -> None:
    for path in (ROOT / "requirements").iterdir():
        assert "://" not in path.read_text(), path.name
