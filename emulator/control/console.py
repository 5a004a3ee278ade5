"""The console: static files of the package, which ask the control API and nothing else."""

from functools import cache
from importlib.resources import files

from fastapi import Response
from starlette.exceptions import HTTPException

from emulator.control.prefix import PAGE_HEADERS
from emulator.control.requests import control_routes

routes = control_routes("/console", include_in_schema=False)

TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
HEADERS = PAGE_HEADERS | {
    "Content-Security-Policy": "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    "Cache-Control": "no-cache",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


@cache
def console_files() -> dict[str, bytes]:
    """The files of the console, by name."""
    return {each.name: each.read_bytes() for each in files("emulator").joinpath("console").iterdir() if each.is_file()}


@routes.get("")
async def show_console() -> Response:
    return await show_console_file("index.html")


@routes.get("/{name}")
async def show_console_file(name: str) -> Response:
    content = console_files().get(name)
    if content is None:
        raise HTTPException(404)
    return Response(content, headers=HEADERS, media_type=TYPES["." + name.rpartition(".")[2]])
