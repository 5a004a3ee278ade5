"""What the URL to which game servers connect may look like: one rule for the settings and for whoever is told it."""

from urllib.parse import urlsplit

LONGEST = 128
"""As the service model has it."""
GAME_SERVER_RULE = f"must be ws:// or wss:// with a host, of at most {LONGEST} characters, without a query"


def is_game_server_endpoint(url: str) -> bool:
    """Whether the Server SDKs can connect to it: they put a query of their own behind it."""
    try:
        parts = urlsplit(url)
        port_fits = parts.port != 0
    except ValueError:
        return False
    plain = url.isascii() and url.isprintable() and not set(url) & set(" ?#@")
    return parts.scheme in ("ws", "wss") and bool(parts.hostname) and port_fits and plain and len(url) <= LONGEST
