"""Where something can be posted to."""

from urllib.parse import urlsplit

ENDPOINT_RULE = "must be a URL such as http://127.0.0.1:4566, without a user name"


def is_endpoint(url: str) -> bool:
    """Whether it is such a URL. A user name, with a password, would stand in logs."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    blanks = any(character.isspace() for character in url)
    return (
        parts.scheme in ("http", "https")
        and bool(parts.hostname)
        and "@" not in parts.netloc
        and port != 0
        and not blanks
    )
