"""The API page, as its OpenAPI document tells it: groups, words, and examples that can be sent."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest

from tests.support.running import Running

WRITING = ("post", "put", "delete")


class Route(NamedTuple):
    method: str
    path: str
    told: dict[str, Any]


def routes(emulator: Running) -> Iterator[Route]:
    for path, item in emulator.control("GET", "/openapi.json")["paths"].items():
        for method, told in item.items():
            yield Route(method, path, told)


def test_routes_are_grouped_by_what_people_do(emulator: Running) -> None:
    document = emulator.control("GET", "/openapi.json")
    groups = {group["name"]: group["description"] for group in document["tags"]}
    assert list(groups)[:3] == ["Clock", "World", "Look"]
    assert {tag for route in routes(emulator) for tag in route.told["tags"]} == set(groups)
    assert "**Execute**" in document["info"]["description"]


def test_summaries_are_words(emulator: Running) -> None:
    summaries = {route.path: route.told["summary"] for route in routes(emulator)}
    assert summaries["/_emulator/clock/advance"] == "Moves the clock forward, and tells what that changed"
    assert all(" " in summary and not summary.endswith(".") for summary in summaries.values()), summaries


def examples(told: dict[str, Any], document: dict[str, Any]) -> Iterator[tuple[str, object]]:
    """Each content type of a route's body, and what the page writes into its form."""
    for content_type, content in told["requestBody"]["content"].items():
        schema = content["schema"]
        schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
        by_members = {
            name: each["examples"][0] for name, each in schema.get("properties", {}).items() if "examples" in each
        }
        yield content_type, content.get("example", schema.get("examples", [by_members])[0])


@pytest.mark.parametrize(
    "path", ["/clock", "/clock/advance", "/faults", "/seed", "/requests", "/reset", "/matchmaking/dry-run"]
)
def test_what_the_page_sends_is_accepted(emulator: Running, path: str) -> None:
    document = emulator.control("GET", "/openapi.json")
    for method, told in document["paths"][f"/_emulator{path}"].items():
        if method in WRITING:
            for content_type, example in examples(told, document):
                headers = {"Content-Type": content_type}
                answer = emulator.http.request(method.upper(), f"/_emulator{path}", json=example, headers=headers)
                assert answer.is_success, answer.text


def test_every_write_declares_a_body(emulator: Running) -> None:
    """A browser sends a content type only with a body that is declared, and no write passes without."""
    lacking = [route.path for route in routes(emulator) if route.method in WRITING and "requestBody" not in route.told]
    assert lacking == []


def test_clock_is_moved_by_61_seconds(emulator: Running) -> None:
    schema = emulator.control("GET", "/openapi.json")["components"]["schemas"]["Advance"]
    assert schema["properties"]["seconds"]["examples"] == [61]
