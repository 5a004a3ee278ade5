"""What a start imports: nothing that only operations, seeds or states need, so it does not grow with their number."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from emulator.operations import OPERATIONS
from tests.support.running import PATIENCE, environment

SERVED = """
import json, sys
from emulator import Emulator

def ours():
    libraries = ("websockets", "trustme", "cryptography", "idna")
    return sorted(name for name in sys.modules if name.startswith(("emulator.", *libraries)))

with Emulator() as emulator:
    started = ours()
    emulator.calls()
    emulator.clock.advance(1)
    emulator.reset()
    served = ours()
print(json.dumps([started, served]))
"""
CALLED = """
import json, sys, time
from emulator import Emulator
from emulator.control_client import aws_call

def known():
    return [name in sys.modules for name in ("fastapi", "pydantic", "emulator.control.app")]

with Emulator() as emulator:
    started = known()
    {call}
    while "emulator.control.app" not in sys.modules:
        time.sleep(0.01)
    print(json.dumps([started, emulator.control("GET", "/clock")["frozen"]]))
"""
LATER = ("emulator.api.shapes", "emulator.operations.shared", "emulator.seed.document", "emulator.seed.state")


def test_start_imports_no_operation_no_shape_and_no_document(tmp_path: Path) -> None:
    command = [sys.executable, "-c", SERVED]
    done = subprocess.run(command, cwd=tmp_path, env=environment(), capture_output=True, timeout=PATIENCE, check=True)
    for modules in json.loads(done.stdout):
        assert [name for name in modules if name.startswith(LATER)] == []
        assert [name for name in modules if name.startswith("emulator.operations.")] == []
        assert [name for name in modules if not name.startswith("emulator.")] == []
        assert [name for name in modules if name.endswith((".tls", ".certificates", ".web_socket"))] == []


@pytest.mark.parametrize(
    "call",
    ['aws_call(emulator.url, "DescribePlayerSessions", {"PlayerId": "alice"})', 'emulator.control("GET", "/health")'],
    ids=["behind an AWS call", "for a control call"],
)
def test_fastapi_is_imported_behind_the_first_call(call: str, tmp_path: Path) -> None:
    command = [sys.executable, "-c", CALLED.replace("{call}", call)]
    done = subprocess.run(command, cwd=tmp_path, env=environment(), capture_output=True, timeout=PATIENCE, check=True)
    assert json.loads(done.stdout) == [[False, False, False], False]


def test_operation_is_imported_when_it_is_called() -> None:
    for name, operation in OPERATIONS.items():
        assert operation.input.__name__ in (f"{name}Input", f"{name}Request")
        assert operation.output is None or operation.output.__name__ in (f"{name}Output", f"{name}Response")
        assert sys.modules[operation.perform.__module__].__name__.startswith("emulator.operations.")
