"""The documents are true: their commands run, and what is generated is up to date."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from scripts.generate_docs import written
from tests.support.running import PATIENCE, Running, environment, running

ROOT = Path(__file__).parent.parent.parent
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
FENCE = re.compile(
    r"(?:<!-- not run here: (?P<reason>[^>]+) -->\n\n)?```(?P<language>\w*)\n(?P<text>.*?)```", re.DOTALL
)
SHOWN = ("text", "yaml", "json", "hcl", "mermaid")  # not commands
NAMED = re.compile(r"# (\w+\.py)\n")


class Block(NamedTuple):
    page: str
    line: int
    language: str
    reason: str | None
    text: str


def blocks() -> list[Block]:
    found = []
    for page in PAGES:
        content = page.read_text()
        for match in FENCE.finditer(content):
            line = content.count("\n", 0, match.start()) + 1
            found.append(Block(page.name, line, match["language"], match["reason"], match["text"]))
    return found


COMMANDS = [block for block in blocks() if block.language not in SHOWN]


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("docs"), "--seed", str(ROOT / "seed_data")) as emulator:
        yield emulator


PROJECTS = {
    "go.mod": "module example\n\ngo 1.21\n",
    "example_test.go": """package example

import (
	"os"
	"testing"
)

func TestEndpoint(t *testing.T) {
	if os.Getenv("AWS_ENDPOINT_URL_GAMELIFT") == "" {
		t.Fatal("there is no endpoint")
	}
}
""",
    "package.json": """{
  "scripts": {"test": "node -e 'process.exit(process.env.AWS_ENDPOINT_URL_GAMELIFT ? 0 : 1)'"}
}
""",
    "world.yaml": "Fleets: [{FleetId: fleet-1}]\n",
}
"""Projects in which `go test` and `npm test` pass where the emulator's environment is there."""


def give_projects(block: Block, folder: Path) -> None:
    tools = [tool for tool in ("go", "npm") if f" {tool} test" in block.text]
    if missing := [tool for tool in tools if shutil.which(tool) is None]:
        pytest.skip(f"{' and '.join(missing)} are not installed")
    if tools:
        for name, text in PROJECTS.items():
            (folder / name).write_text(text)


def run(command: list[str], folder: Path, **variables: str) -> None:
    tools = Path(sys.executable).parent
    env = environment(HOME=str(folder), PATH=f"{tools}{os.pathsep}{os.environ['PATH']}", **variables)
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("block", COMMANDS, ids=lambda block: f"{block.page}:{block.line}")
def test_commands_of_the_documents_run(block: Block, seeded: Running, tmp_path: Path) -> None:
    if block.reason is not None:
        pytest.skip(block.reason)
    seeded.control("POST", "/reset?seed=1")
    (tmp_path / ".venv").symlink_to(Path(sys.executable).parent.parent, target_is_directory=True)
    text = block.text.replace("http://127.0.0.1:4600", seeded.url)
    if block.language == "sh":
        give_projects(block, tmp_path)
        run(["bash", "-euo", "pipefail", "-c", text], tmp_path, GAMELIFT_EMULATOR_URL=seeded.url)
    elif named := NAMED.match(text):
        name_files(tmp_path, block.page)
        tool = ["pytest", "-q", "-p", "no:cacheprovider"] if named[1].startswith("test_") else ["py_compile"]
        run([sys.executable, "-m", *tool, named[1]], tmp_path)
    else:
        assert block.language == "python", f"nobody knows how to run {block.language}"
        run([sys.executable, "-c", text], tmp_path)


def name_files(folder: Path, page: str) -> None:
    """Writes the blocks of a page that begin with a file's name to those files."""
    for block in COMMANDS:
        if block.page == page and (named := NAMED.match(block.text)):
            (folder / named[1]).write_text(block.text)


@pytest.mark.parametrize("path", written(), ids=lambda path: path.name)
def test_generated_document_is_up_to_date(path: Path) -> None:
    assert path.read_text() == written()[path], "run `make docs`"


@pytest.mark.parametrize("page", sorted({*PAGES, *ROOT.glob("*.md"), ROOT / "llms.txt"}), ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?://|#)([^)#]+)", page.read_text())
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_readme_can_be_read() -> None:
    assert len((ROOT / "README.md").read_text().splitlines()) <= 200, "what is more belongs into docs/"


def test_every_document_is_named_by_readme() -> None:
    linked = re.findall(r"\]\(docs/([a-z-]+\.md)\)", (ROOT / "README.md").read_text())
    assert {page.name for page in (ROOT / "docs").glob("*.md")} <= set(linked)
