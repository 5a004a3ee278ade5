"""The address of an emulator: the port that it holds from its beginning on, and the file that names the port."""

import errno
import os
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

from emulator.settings import Settings
from emulator.web import port_file


class StartError(Exception):
    """The emulator cannot start; the text says why, for the user."""


@dataclass(frozen=True, slots=True)
class Address:
    """Sockets that hold ports and listen only once the emulator is ready, and the path of the port file."""

    listener: socket.socket
    tls_listener: socket.socket | None
    port_file: Path | None

    @property
    def host(self) -> str:
        """The IP address."""
        return str(self.listener.getsockname()[0])

    @property
    def is_loopback(self) -> bool:
        """Whether nobody but this machine can reach it."""
        return ip_address(self.host).is_loopback

    @property
    def url(self) -> str:
        """The URL at which a client on this machine reaches it."""
        return self._url("http", self.listener)

    @property
    def tls_url(self) -> str | None:
        """The same over TLS, None where that is off."""
        return None if self.tls_listener is None else self._url("https", self.tls_listener)

    @property
    def tls_port(self) -> int | None:
        return None if self.tls_listener is None else port_of(self.tls_listener)

    def _url(self, scheme: str, listener: socket.socket) -> str:
        host = "127.0.0.1" if ip_address(self.host).is_unspecified else self.host
        return f"{scheme}://[{host}]:{port_of(listener)}" if ":" in host else f"{scheme}://{host}:{port_of(listener)}"

    def close_copies(self) -> None:
        """Closes what a fork has of the sockets: they stay the parent's."""
        for listener in (self.listener, self.tls_listener):
            if listener is not None:
                os.close(listener.detach())

    def listen(self) -> None:
        """Takes connections. Raises: StartError where another process that began at the same time has a port."""
        for listener, flag in ((self.listener, "--port"), (self.tls_listener, "--tls-port")):
            if listener is not None:
                try:
                    listener.listen()
                except OSError as error:
                    raise cannot_listen(self.host, port_of(listener), error, flag) from None

    @contextmanager
    def announced(self) -> Iterator[None]:
        """Keeps the ports in the port file, if there is to be one, for as long as the context lasts.

        Raises: StartError.
        """
        with ExitStack() as resources:
            if self.port_file is not None:
                try:
                    ports = [port_of(each) for each in (self.listener, self.tls_listener) if each is not None]
                    resources.enter_context(port_file.holding(self.port_file, *ports))
                except OSError as error:
                    raise cannot_write(self.port_file, error) from None
            yield


@contextmanager
def held(settings: Settings) -> Iterator[Address]:
    """The address that the settings name, for as long as the context lasts. A stale port file is gone from then on.

    The ports come first: a start that finds one taken leaves the port file of the emulator that has it.
    Raises: StartError.
    """
    with ExitStack() as resources:
        listener = resources.enter_context(bound_socket(settings.host, settings.port, "--port"))
        tls_listener = None
        if settings.tls_port is not None:
            tls_listener = resources.enter_context(bound_socket(settings.host, settings.tls_port, "--tls-port"))
        file = None if settings.port_file is None else claimed_port_file(settings.port_file)
        yield Address(listener, tls_listener, file)


def port_of(listener: socket.socket) -> int:
    return int(listener.getsockname()[1])


def claimed_port_file(file: Path) -> Path:
    """Its absolute path. Raises: StartError."""
    try:
        return port_file.claimed(file)
    except OSError as error:
        raise cannot_write(file, error) from None


def cannot_write(file: Path, error: OSError) -> StartError:
    return StartError(f"cannot write the port file {file}: {error.strerror}")


def bound_socket(host: str, port: int, flag: str) -> socket.socket:
    """A socket that holds the address, and does not listen yet; `flag` is what names the port.

    Raises: StartError.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with ExitStack() as resources:
            listener = resources.enter_context(socket.socket(family, kind, protocol))
            if os.name == "posix":  # elsewhere it would let two processes listen at one port
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
            resources.pop_all()
    except (OSError, UnicodeError) as error:
        raise cannot_listen(host, port, error, flag) from None
    return listener


def cannot_listen(host: str, port: int, error: OSError | UnicodeError, flag: str) -> StartError:
    reason = getattr(error, "strerror", None) or error
    advice = f". {flag} 0 takes a free port" if getattr(error, "errno", None) == errno.EADDRINUSE else ""
    return StartError(f"cannot listen at {host}:{port}: {reason}{advice}")
