"""Snippets for other systems parse, and name only what the emulator has. SDK tests compile those with a compiler."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from emulator.client_environment import PREFIX
from emulator.settings import Settings, variable
from tests.support.running import Running, running

ROOT = Path(__file__).parent.parent.parent
EXAMPLES = ROOT / "examples"
SNIPPETS = sorted(
    path
    for path in (*EXAMPLES.rglob("*.yml"), *EXAMPLES.rglob("*.yaml"), ROOT / "docker-compose.yml")
    if "node_modules" not in path.parts
)
KNOWN = {variable(name) for name in Settings.__dataclass_fields__}
NO_SETTING = {f"{PREFIX}IMAGE", f"{PREFIX}URL"}
"""The name of an image in a user's own variables; where client commands find an emulator."""


def values(node: object) -> Iterator[object]:
    """Every value of a document, the outermost first."""
    yield node
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    for child in children:
        yield from values(child)


def documents(path: Path) -> list[object]:
    return list(yaml.safe_load_all(path.read_text()))


@pytest.mark.parametrize("path", SNIPPETS, ids=lambda path: str(path.relative_to(ROOT)))
def test_snippet_parses_and_names_settings_that_exist(path: Path) -> None:
    assert all(isinstance(document, dict) for document in documents(path))
    named = set(re.findall(rf"{PREFIX}[A-Z_]+", path.read_text()))
    assert named - KNOWN - NO_SETTING == set()


@pytest.fixture(scope="module")
def in_a_cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """An emulator with the settings of the Kubernetes example."""
    found = [value for value in values(documents(EXAMPLES / "kubernetes" / "gamelift.yaml")) if isinstance(value, dict)]
    settings = {value["name"]: value["value"] for value in found if {"name", "value"} == set(value)}
    with running(tmp_path_factory.mktemp("cluster"), **settings) as emulator:
        yield emulator


def test_probes_of_kubernetes_are_routes_that_answer(in_a_cluster: Running) -> None:
    paths = set(re.findall(r"httpGet: {path: ([^,]+)", (EXAMPLES / "kubernetes" / "gamelift.yaml").read_text()))
    assert paths == {"/_emulator/ready", "/_emulator/health"}
    assert {in_a_cluster.http.get(path).status_code for path in paths} == {200}


@pytest.mark.parametrize("name", ["gamelift", "gamelift.games.svc.cluster.local"])
def test_names_of_the_service_are_answered_to(in_a_cluster: Running, name: str) -> None:
    answer = in_a_cluster.http.get("/_emulator/ready", headers={"Host": f"{name}:4600"})
    assert answer.status_code == 200


def test_forms_ask_for_evidence() -> None:
    form = yaml.safe_load((ROOT / ".github" / "ISSUE_TEMPLATE" / "answers-otherwise-than-aws.yml").read_text())
    required = {each["id"] for each in form["body"] if each.get("validations", {}).get("required")}
    assert {"evidence", "source"} <= required


def test_actions_are_pinned_or_listed_as_to_be_pinned() -> None:
    releasing = (ROOT / "RELEASING.md").read_text()
    for workflow in (ROOT / ".github" / "workflows").iterdir():
        for action, version in re.findall(r"uses: (\S+)@(\S+)", workflow.read_text()):
            assert re.fullmatch("[0-9a-f]{40}", version) or f"`{action}@{version}`" in releasing, (workflow, action)


def test_jobs_of_the_public_ci_run_targets_that_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    called = re.findall(r"run: make ([a-z-]+)", (ROOT / ".github" / "workflows" / "ci.yml").read_text())
    assert {"lint", "test", "test-long", "test-sdks", "release-check"} <= set(called) <= targets


def test_no_file_names_the_host_of_a_registry() -> None:
    """Publishing actions, package clients and variables know them."""
    hosts = re.compile(
        r"\b(?:ghcr\.io|mcr\.microsoft\.com|(?:upload\.|test\.)?pypi\.org|registry\.npmjs\.org|docker\.io)\b"
    )
    files = [*ROOT.glob("*.*"), *(ROOT / ".github").rglob("*.yml"), *(ROOT / ".devcontainer").iterdir()]
    files += [path for path in EXAMPLES.rglob("*") if "node_modules" not in path.parts]
    assert [path for path in files if path.is_file() and hosts.search(path.read_text(errors="replace"))] == []
