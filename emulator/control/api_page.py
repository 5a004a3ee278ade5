"""The API page: the routes of the control API, grouped by what people do, with buttons that work in a browser.

Theory of operation
-------------------
FastAPI writes the OpenAPI document from the routes, and Swagger UI makes the page of it. Three things are told
differently here, for all routes at once:

- What stands beside a path is the first sentence of its function's docstring, and the rest stands below.
- A write without a body declares an empty one, as JSON. Swagger UI sends a content type only where a body is declared,
  and the guard (`written_as_json`) lets no write pass without: it stays as it is.
- A route that reads its body by itself says in `openapi_extra` what the body is (`body_of`).
"""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.responses import HTMLResponse

from emulator.control.prefix import PAGE_HEADERS, ROOT
from emulator.control.requests import JSON_TYPE

Described = dict[str, Any]

INTRODUCTION = """\
What people and tests do with this emulator beside calling it as Amazon GameLift: move its clock, seed and reset its
world, play the game server, let calls fail, and look at what has happened. None of it is part of AWS.

Every button works: open a route, press **Execute**. The [console](console) shows the same as a live page, and
`gamelift-emulator --help` lists the commands that do the same.

An id may be the last part of an ARN. A write needs `Content-Type: application/json`, also without a body, so that no
page of another site can send it. What is refused says why, in `message`.
"""
EMPTY = "Nothing: it is declared so that a browser sends the content type that every write needs."
WRITING = ("post", "put", "delete")


def body_of(content: Described, *, required: bool = True) -> Described:
    """The body of a route that reads it by itself: for each content type its schema and an example."""
    return {"requestBody": {"required": required, "content": content}}


def json_body(example: object, *, required: bool = True) -> Described:
    return body_of({JSON_TYPE: {"schema": {"type": "object"}, "example": example}}, required=required)


class DescribedAPI(FastAPI):
    """FastAPI, whose OpenAPI document is told as this module says."""

    def openapi(self) -> Described:
        if self.openapi_schema is None:
            for item in super().openapi()["paths"].values():
                for method, operation in item.items():
                    tell_in_words(method, operation)
        assert self.openapi_schema is not None
        return self.openapi_schema


def tell_in_words(method: str, operation: Described) -> None:
    """Gives an operation of the document its summary, and a write its body."""
    summary, stop, rest = operation["description"].replace("\n", " ").partition(". ")
    operation |= {"summary": summary.rstrip("."), "description": rest if stop else ""}
    if method in WRITING and "requestBody" not in operation:
        operation |= json_body({}, required=False)
        operation["requestBody"]["description"] = EMPTY


async def show_api_page() -> HTMLResponse:
    answer = get_swagger_ui_html(
        openapi_url=f"{ROOT}/openapi.json",
        title="gamelift-emulator",
        swagger_js_url=f"{ROOT}/assets/swagger-ui-bundle.js",
        swagger_css_url=f"{ROOT}/assets/swagger-ui.css",
        swagger_favicon_url=f"{ROOT}/assets/favicon.png",
        swagger_ui_parameters={"validatorUrl": None, "defaultModelsExpandDepth": -1, "tryItOutEnabled": True},
    )
    answer.headers.update(PAGE_HEADERS)
    return answer
