"""What an AWS client finds in its environment, so that it calls the emulator and nobody else.

Imports nothing before it is needed: `healthcheck` runs often.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

PREFIX = "GAMELIFT_EMULATOR_"
URL_VARIABLE = f"{PREFIX}URL"
"""Where client commands and fixtures find a running emulator."""
HOST, PORT = "127.0.0.1", 4600
"""Where an emulator listens that is not told where."""
# What would lead a client elsewhere: another endpoint, other credentials.
UNSET = (
    "AWS_PROFILE",
    "AWS_DEFAULT_PROFILE",
    "AWS_SESSION_TOKEN",
    "AWS_ENDPOINT_URL",
    "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
)


def variables(environment: Mapping[str, str], url: str, region: str) -> dict[str, str]:
    """By name: the endpoint, a region for SDKs of all languages, credentials that nobody checks, a way past proxies."""
    return past_proxies(environment, url) | {
        "AWS_ENDPOINT_URL_GAMELIFT": url,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_REGION": region,
        "AWS_DEFAULT_REGION": region,
        URL_VARIABLE: url,
    }


def past_proxies(environment: Mapping[str, str], url: str) -> dict[str, str]:
    """The variables by which nobody asks a proxy for the emulator, where an environment names proxies."""
    if not {"http_proxy", "https_proxy", "all_proxy"} & {name.lower() for name in environment}:
        return {}
    from urllib.parse import urlsplit

    known = environment.get("no_proxy") or environment.get("NO_PROXY")
    value = ",".join(filter(None, (known, urlsplit(url).hostname)))
    return {"NO_PROXY": value, "no_proxy": value}


def changed_environment(environment: Mapping[str, str], url: str, region: str) -> dict[str, str]:
    """An environment with these variables in it, and nothing that would lead a client elsewhere."""
    return {name: value for name, value in environment.items() if name not in UNSET} | variables(
        environment, url, region
    )


def sh(given: Mapping[str, str]) -> str:
    from shlex import quote

    lines = [f"export {name}={quote(value)}" for name, value in given.items()]
    return "\n".join([f"unset {' '.join(UNSET)}", *lines])


def powershell(given: Mapping[str, str]) -> str:
    removed = ", ".join(f"Env:{name}" for name in UNSET)
    lines = [f"$env:{name} = '{value.replace(chr(39), chr(39) * 2)}'" for name, value in given.items()]
    return "\n".join([f"Remove-Item {removed} -ErrorAction SilentlyContinue", *lines])


def dotenv(given: Mapping[str, str]) -> str:
    """Such a file cannot unset anything."""
    return "\n".join(f"{name}={value}" for name, value in given.items())


FORMS = {"sh": sh, "powershell": powershell, "dotenv": dotenv}
