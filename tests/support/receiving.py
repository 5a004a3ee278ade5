"""A webhook that tests receive events with: a real HTTP server, which can also behave badly."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

from tests.support.running import PATIENCE, until


class Received(NamedTuple):
    """A request that has come in."""

    path: str
    headers: Mapping[str, str]
    body: bytes


class Answer(NamedTuple):
    """What the receiver answers."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = {}


class Receiver:
    """What has come in at `url`, and how it is answered."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.received: list[Received] = []
        self.answers: list[Answer] = []
        """To the next requests; those after them are answered 200."""
        self.answering = threading.Event()
        """No request is answered while this is not set."""
        self.answering.set()

    def reset(self) -> None:
        self.received.clear()
        self.answers.clear()
        self.answering.set()

    def bodies(self, count: int) -> list[bytes]:
        """The bodies of the first requests, once so many have come in."""
        until(lambda: len(self.received) >= count)
        return [each.body for each in self.received]

    def answer_to(self, request: Received) -> Answer:
        self.received.append(request)
        answer = self.answers.pop(0) if self.answers else Answer()
        self.answering.wait(PATIENCE)
        return answer


class Handler(BaseHTTPRequestHandler):
    receiver: Receiver
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        answer = self.receiver.answer_to(Received(self.path, dict(self.headers), body))
        self.send_response(answer.status)
        for name, value in {**answer.headers, "Content-Length": str(len(answer.body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, *_: object) -> None:
        """Nothing: tests look at what was received."""


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """An emulator that was killed, or that waits no longer, is no error here."""


@contextmanager
def receiver() -> Iterator[Receiver]:
    """A webhook at a free port."""
    with Server(("127.0.0.1", 0), type("TheHandler", (Handler,), {})) as server:
        found = Receiver(f"http://127.0.0.1:{server.server_port}/events")
        server.RequestHandlerClass.receiver = found  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield found
        finally:
            found.answering.set()
            server.shutdown()
            thread.join()
