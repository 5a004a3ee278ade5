"""Why a connection is not read any further, and the limits of what is read."""

from httptools import HttpParserError

HEAD_LIMIT_BYTES = 65_536
"""Of a request's first line and headers, and of chunked trailers. SDKs send 1 to 4 KB."""
MAX_HEADERS = 100
MAX_WAITING_REQUESTS = 100
"""Pipelined ones, per connection: each takes memory from when it is read until it is answered."""
TOO_LARGE = 431


class Unreadable(Exception):
    """Why a connection is not read any further: a text for the client and for the log, which tells each kind rarely."""

    def __init__(self, kind: str, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.kind = kind
        self.status = status


def tls_hello() -> Unreadable:
    return Unreadable(
        "TLS",
        "A TLS hello came to a plain HTTP port: use http:// in endpoint_url, not https://. What cannot do without TLS, "
        "as Unreal's and other game servers in C++, connects to --tls-port",
    )


def http2_preface() -> Unreadable:
    return Unreadable("HTTP/2", "HTTP/2 came to a port that speaks HTTP/1.1: let the client use that")


def no_http(error: HttpParserError) -> Unreadable:
    return Unreadable("no HTTP", f"What came to an HTTP port is not HTTP ({error})")


def malformed(error: HttpParserError) -> Unreadable:
    return Unreadable("malformed", f"A request is not well-formed HTTP/1.1 ({error})")


def unreadable_target() -> Unreadable:
    return Unreadable("target", "What a request asks for is neither a path nor a URL of http or https")


def head_too_large() -> Unreadable:
    limits = f"{HEAD_LIMIT_BYTES} bytes or {MAX_HEADERS} headers"
    return Unreadable("head", f"A request's first line and headers, or its trailers, exceed {limits}", TOO_LARGE)


def too_many_waiting() -> Unreadable:
    return Unreadable("pipeline", f"More than {MAX_WAITING_REQUESTS} requests wait for their answers on a connection")
