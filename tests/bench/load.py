"""A load generator that costs less than any server it drives: prepared bytes over a few kept-alive connections."""

import socket
from time import perf_counter
from urllib.parse import urlsplit

CONNECTIONS = 8


def request_bytes(url: str, body: bytes) -> bytes:
    """A signed-looking DescribePlayerSessions call, as boto3 sends it."""
    return (
        "POST / HTTP/1.1\r\n"
        f"Host: {urlsplit(url).netloc}\r\n"
        "Accept-Encoding: identity\r\n"
        "X-Amz-Target: GameLift.DescribePlayerSessions\r\n"
        "Content-Type: application/x-amz-json-1.1\r\n"
        "User-Agent: Boto3/1.44.5 md/Botocore#1.44.5 ua/2.1 os/linux md/arch#x86_64 lang/python#3.11.7\r\n"
        "X-Amz-Date: 20261122T100000Z\r\n"
        "Authorization: AWS4-HMAC-SHA256 Credential=test/20261122/us-east-1/gamelift/aws4_request, "
        f"SignedHeaders=content-type;host;x-amz-date;x-amz-target, Signature={'0' * 64}\r\n"
        "amz-sdk-invocation-id: 3d2a1f8a-55a0-4a44-8d0c-1f1a4f2f5a10\r\n"
        "amz-sdk-request: attempt=1; max=3\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    ).encode() + body


def read_response(connection: socket.socket) -> bytes:
    """The body of one response; AssertionError where its status is not 200."""
    received = connection.recv(262_144)
    while b"\r\n\r\n" not in received:
        received += connection.recv(262_144)
    head, _, body = received.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200"), received[:500]
    length = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0])
    parts = [body]
    missing = length - len(body)
    while missing > 0:
        parts.append(connection.recv(262_144))
        missing -= len(parts[-1])
    return b"".join(parts)


def requests_per_second(url: str, body: bytes, seconds: float) -> float:
    """How many calls the server answers a second, while it always has some waiting."""
    address = urlsplit(url)
    request = request_bytes(url, body)
    connections = [socket.create_connection((address.hostname, address.port)) for _ in range(CONNECTIONS)]
    try:
        for connection in connections:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connection.sendall(request)
        answered = 0
        started = perf_counter()
        while perf_counter() - started < seconds:
            for connection in connections:
                read_response(connection)
                connection.sendall(request)
            answered += len(connections)
        return answered / (perf_counter() - started)
    finally:
        for connection in connections:
            connection.close()
