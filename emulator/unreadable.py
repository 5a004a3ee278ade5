"""Why a connection is not read any further, and the limits of what is read."""

from httptools import HttpParserError

HEAD_LIMIT_BYTES = 65_536
"""Of a request's first line and headers, and of chunked trailers. SDKs send 1 to 4 KB."""
MAX_HEADERS = 100
MAX_WAITING_REQUESTS = 100
"""Pipelined ones, per connection: each takes memory from when it is read until it is answered."""
TOO_LARGE = 431


class Unreadable(Exception):
    """Why a connection is not read any further: the text is for the log and, with a status, for the client."""

    def __init__(self, kind: str, message: str, status: int | None = 400) -> None:
        super().__init__(message)
        self.kind = kind
        self.status = status


def tls_hello() -> Unreadable:
    return Unreadable("TLS", "a TLS hello came to a plain HTTP port: use http:// in endpoint_url, not https://", None)


def http2_preface() -> Unreadable:
    return Unreadable("HTTP/2", "HTTP/2 came without an upgrade: the emulator speaks HTTP/1.1, tell the client so")


def no_http(error: HttpParserError) -> Unreadable:
    return Unreadable("no HTTP", f"what came is not HTTP ({error}): send HTTP/1.1 to this port")


def malformed(error: HttpParserError) -> Unreadable:
    return Unreadable("malformed", f"a request is not well-formed HTTP/1.1 ({error})")


def head_too_large() -> Unreadable:
    limits = f"{HEAD_LIMIT_BYTES} bytes in {MAX_HEADERS} headers"
    return Unreadable("head", f"the head of a request, or what follows its chunks, is larger than {limits}", TOO_LARGE)


def too_many_waiting() -> Unreadable:
    return Unreadable("pipeline", f"more than {MAX_WAITING_REQUESTS} requests wait for their answers on a connection")
