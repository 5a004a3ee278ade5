"""A real emulator in a process of its own, as tests start, ask and stop it."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import boto3
import botocore.config
import cbor2
import httpx
from botocore.model import OperationModel
from types_boto3_gamelift import GameLiftClient

from tests.support.linting import lint, operation_of

JSON = {"Content-Type": "application/json"}
AWS_JSON = {"Content-Type": "application/x-amz-json-1.1"}
CBOR = {"Smithy-Protocol": "rpc-v2-cbor", "Content-Type": "application/cbor", "Accept": "application/cbor"}
REGION = "us-east-1"
ACCOUNT = "000000000000"
PATIENCE = 300
"""Seconds that tests wait for what has to happen: a bound for what never does, also on a busy machine."""


def lint_parsed(operation_model: OperationModel, response_dict: Mapping[str, Any], **_: object) -> None:
    """Checks what boto3 is about to read."""
    cbor = operation_model.service_model.resolved_protocol == "smithy-rpc-v2-cbor"
    lint(operation_model, cbor, response_dict["status_code"], response_dict["headers"], response_dict["body"])


def lint_response(response: httpx.Response) -> None:
    """Checks an answer of the AWS API to a call that a test wrote by hand."""
    request = response.request
    body = response.read() if request.method != "HEAD" else None
    lint_exchange(request.method, request.url.path, request.headers, response.status_code, response.headers, body)


def lint_exchange(
    method: str,
    path: str,
    asked: Mapping[str, str],
    status: int,
    headers: Mapping[str, str],
    body: bytes | None,
) -> None:
    """Checks an answer of the AWS API to a request with the headers `asked`; `body` is None where HTTP sends none."""
    asked = {name.lower(): value for name, value in asked.items()}
    banner = method in ("GET", "HEAD") and path == "/"
    if path.startswith("/_emulator") or banner or "access-control-request-method" in asked:
        return
    cbor = asked.get("smithy-protocol", "") == "rpc-v2-cbor"
    name = path.rpartition("/")[2] if cbor else asked.get("x-amz-target", "").rpartition(".")[2]
    lint(operation_of(name), cbor, status, headers, body)


class Running:
    """A running emulator."""

    def __init__(self, process: subprocess.Popen[str], url: str, tls_url: str, log: Path) -> None:
        self.process = process
        self.url = url
        self.tls_url = tls_url
        """Empty where TLS is off."""
        self._log = log
        self.http = httpx.Client(
            base_url=url, timeout=PATIENCE, trust_env=False, event_hooks={"response": [lint_response]}
        )

    def client(self, region: str = REGION, key: str = "test", **config: Any) -> GameLiftClient:  # noqa: ANN401
        """A stock boto3 client whose only override is the endpoint."""
        client: GameLiftClient = boto3.client(
            "gamelift",
            endpoint_url=self.url,
            region_name=region,
            aws_access_key_id=key,
            aws_secret_access_key="test",
            config=botocore.config.Config(**config),
        )
        client.meta.events.register("before-parse.gamelift", lint_parsed)
        return client

    def call(self, operation: str, body: bytes | Mapping[str, object], **headers: str) -> httpx.Response:
        """The raw answer to an unsigned AWS JSON 1.1 call; underscores in header names stand for hyphens."""
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.http.post(
            "/", content=content, headers=AWS_JSON | {"X-Amz-Target": f"GameLift.{operation}"} | named
        )

    def call_cbor(self, operation: str, body: bytes | Mapping[str, object], **headers: str) -> httpx.Response:
        """The raw answer to an unsigned RPC v2 CBOR call; underscores in header names stand for hyphens."""
        content = body if isinstance(body, bytes) else cbor2.dumps(body)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.http.post(f"/service/GameLift/operation/{operation}", content=content, headers=CBOR | named)

    def control(self, method: str, path: str, document: object = None, **options: Any) -> dict[str, Any]:  # noqa: ANN401
        """What the control API answers; AssertionError where it refuses."""
        content = None if document is None else json.dumps(document)
        headers = JSON if method != "GET" else {}
        response = self.http.request(method, f"/_emulator{path}", content=content, headers=headers, **options)
        assert response.is_success, response.text
        answer: dict[str, Any] = response.json()
        return answer

    def seed(self, document: object) -> dict[str, Any]:
        return self.control("POST", "/seed", document)

    def reset(self) -> dict[str, Any]:
        return self.control("POST", "/reset")

    def freeze(self, instant: str) -> dict[str, Any]:
        return self.control("PUT", "/clock", {"now": instant, "frozen": True})

    def advance(self, seconds: float) -> dict[str, Any]:
        return self.control("POST", "/clock/advance", {"seconds": seconds})

    def log(self) -> str:
        """All that the emulator has written to stderr."""
        return self._log.read_text()

    def wait_for_log(self, text: str, seconds: float = PATIENCE) -> str:
        """The log, once it holds `text`."""
        deadline = time.monotonic() + seconds
        while text not in self.log():
            assert time.monotonic() < deadline, f"{text!r} is not in the log:\n{self.log()}"
            time.sleep(0.02)  # for another process, not for time to pass
        return self.log()

    def stop(self, with_signal: signal.Signals = signal.SIGTERM) -> int:
        """Stops the emulator, and says with which exit code it ended."""
        self.http.close()
        if self.process.poll() is None:
            self.process.send_signal(with_signal)
        return self.process.wait(PATIENCE)


def until(what: Callable[[], bool]) -> None:
    """Waits for another process."""
    deadline = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def environment(**extra: str) -> dict[str, str]:
    """The environment of a child: this one's, without settings and credentials of whoever runs the tests."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "GAMELIFT_EMULATOR_"))}
    return kept | extra


@contextlib.contextmanager
def running(
    folder: Path, *flags: str, database_url: str = "sqlite://", python: str = sys.executable, **env: str
) -> Iterator[Running]:
    """An emulator at a free port, in `folder`, for as long as the context lasts."""
    log = folder / f"emulator-{time.monotonic_ns()}.log"
    command = [python, "-m", "emulator", "serve", "--port", "0", "--database-url", database_url, *flags]
    with log.open("w") as stderr:
        process = subprocess.Popen(
            command, cwd=folder, stdout=subprocess.PIPE, stderr=stderr, text=True, env=environment(**env)
        )
    assert process.stdout is not None
    ready = process.stdout.readline()
    if "url=" not in ready:
        process.wait(PATIENCE)
        raise RuntimeError(f"the emulator did not start:\n{log.read_text()}")
    told = dict(word.split("=", 1) for word in ready.split() if "=" in word)
    emulator = Running(process, told["url"], told.get("tls_url", ""), log)
    try:
        yield emulator
    finally:
        emulator.stop()
        process.stdout.close()
