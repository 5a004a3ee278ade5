"""What an answer must be: an AWS answer of the strictest form, or the control API's JSON in plain words."""

import json

from tests.attack.connection import Answer
from tests.attack.making import Made
from tests.support.running import lint_exchange

FAILED = b"The emulator failed ("
NOTHING_CHANGED = b"nothing was changed."
"""So end the refusals of calls that a reset or a stop overtook; they are answered with 500, as AWS would."""
NO_HTTP = (
    b"A request is not well-formed HTTP/1.1",
    b"What a request asks for is neither a path nor a URL",
    b"What came to an HTTP port is not HTTP",
)
"""So begins the answer, with 400, to what is no request, later on a connection or first: it has no protocol."""
LONGEST_URL = 65_536
NOT_JSON = ("/metrics", "/docs", "/assets/")


def complaint(made: Made, answer: Answer) -> tuple[str, str] | None:
    """What is wrong with an answer (its kind, and the whole of it); None where it is as promised."""
    where = "control API" if made.path.startswith("/_emulator") else "AWS API"
    meant = (made.may_be_dropped or NOTHING_CHANGED in answer.body) and FAILED not in answer.body
    if answer.status >= 500 and not meant:
        return f"{answer.status} by the {where}", shown(answer)
    if answer.body.startswith(NO_HTTP) and not is_http(made):
        return None
    try:
        if where == "AWS API":
            body = answer.body if made.method != "HEAD" else None
            lint_exchange(made.method, made.path, made.headers, answer.status, answer.headers, body)
        else:
            check_control(made, answer)
    except (AssertionError, KeyError, ValueError, IndexError, AttributeError) as error:
        return f"answer of the {where} in a wrong form", f"{type(error).__name__} {error}: {shown(answer)}"
    return None


def is_http(made: Made) -> bool:
    """Whether any HTTP parser has to take the request."""
    return made.path.isascii() and len(made.path) < LONGEST_URL and made.method not in ("post", "QUERY")


def check_control(made: Made, answer: Answer) -> None:
    """Raises: AssertionError or ValueError."""
    route = made.path.removeprefix("/_emulator")
    if made.method == "HEAD" or (answer.status < 300 and route.startswith(NOT_JSON)):
        return
    assert answer.headers["content-type"] == "application/json"
    value = json.loads(answer.body)
    assert isinstance(value, dict)
    if answer.status >= 400:
        assert isinstance(value["message"], str)
        assert value["message"].strip()


def shown(answer: Answer) -> str:
    """An answer, as far as it fits on the terminal."""
    return f"{answer.status} {answer.body[:300]!r}"
