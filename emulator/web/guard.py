"""Who may call at all: a web page of another site may not, whatever name it gives this machine.

The Host header is judged first (DNS rebinding), then Origin and Sec-Fetch-Site (cross-site requests). A single-label
name or an address cannot be rebound by a public name, so docker-compose service names pass. A link on a page of another
site may be followed: what comes fills a tab of its own, which that page can neither read nor, by PAGE_HEADERS, frame.
"""

import ipaddress
import re
from collections.abc import Collection, Mapping

from emulator.quoting import quoted
from emulator.settings import Settings

Header = tuple[bytes, bytes]
LONGEST_HOST = 261
"""A name of DNS (RFC 1035, 2.3.4) and a port."""
HOST = re.compile(r"(?:\[([0-9A-Za-z:.%]+)\]|([0-9A-Za-z._-]+))(?::[0-9]{0,5})?")
"""An address in brackets, else a name or an address; then a port (RFC 3986, 3.2.2 and 3.2.3)."""


class Guard:
    """The check of each request's headers."""

    def __init__(self, settings: Settings) -> None:
        self._hosts = tuple(name.lower() for name in settings.allowed_hosts)
        self._origins = frozenset(settings.web_origins)
        self._known: set[bytes] = set()  # Host headers that have passed

    def refusal(self, method: str, pairs: Collection[Header], headers: Mapping[bytes, bytes]) -> str | None:
        """Why a request is refused, None where it may pass. `headers` holds the last value of each name in `pairs`."""
        if len(headers) < len(pairs) and [name for name, _ in pairs].count(b"host") > 1:
            return "There is more than one Host header."
        host = headers.get(b"host", b"")
        if host not in self._known:
            if len(host) > LONGEST_HOST or not self._answers_to(host.decode("latin-1")):
                return (
                    f"The Host header {quoted(host.decode('latin-1'))} is none of this emulator's names. "
                    "If it should be, start the emulator with --allowed-hosts (GAMELIFT_EMULATOR_ALLOWED_HOSTS)."
                )
            if len(self._known) < 100:  # whoever sends ever new names is not remembered
                self._known.add(host)
        origin = headers.get(b"origin")
        if origin is not None:
            return self._refused_origin(origin.decode("latin-1").lower(), host.decode("latin-1").lower())
        if headers.get(b"sec-fetch-site") == b"cross-site" and not follows_link(method, headers):
            return "Sec-Fetch-Site is cross-site: pages of other sites may not call this emulator."
        return None

    def _answers_to(self, host: str) -> bool:
        if not host:  # no header at all: no browser leaves it out
            return True
        found = HOST.fullmatch(host)
        name = (found[1] or found[2]).lower().rstrip(".") if found else ""
        if not name:
            return False
        if any(
            name in (each, each.removeprefix(".")) or (each[:1] == "." and name.endswith(each)) for each in self._hosts
        ):
            return True
        try:
            return not ipaddress.ip_address(name).is_unspecified  # a place to listen at, not a name to call
        except ValueError:
            return "." not in name or name.endswith((".localhost", ".internal"))

    def _refused_origin(self, origin: str, host: str) -> str | None:
        if origin in self._origins or "*" in self._origins or origin in (f"http://{host}", f"https://{host}"):
            return None
        return (
            f"The Origin header {quoted(origin)} is not allowed. If that page should call this emulator, "
            "start the emulator with --allowed-origins (GAMELIFT_EMULATOR_ALLOWED_ORIGINS)."
        )


def follows_link(method: str, headers: Mapping[bytes, bytes]) -> bool:
    """Whether a browser asks for what a tab is to show: not a frame, an image, a form that is sent or a script's call.

    Source: Fetch Metadata Request Headers (W3C), 2.1 Sec-Fetch-Dest and 2.2 Sec-Fetch-Mode.
    """
    return (
        method == "GET"
        and headers.get(b"sec-fetch-mode") == b"navigate"
        and headers.get(b"sec-fetch-dest") == b"document"
    )
