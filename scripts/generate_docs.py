"""Writes what documents take from the code: `python -m scripts.generate_docs`.

The table of settings in docs/settings.md, the operations that are not answered in README.md, docs/operations.md, and
the pictures docs/player-session.svg and docs/river.svg.
"""

import ast
import inspect
import re
from dataclasses import MISSING, fields
from pathlib import Path
from textwrap import fill

from emulator.api.catalogue import OPERATION_NAMES
from emulator.domain.player_session import TRANSITIONS, Event, Status
from emulator.operations import OPERATIONS
from emulator.settings import Settings, variable
from scripts.pictures import Box, picture

ROOT = Path(__file__).parent.parent

# Where each status stands in the picture: column, row.
PLACES: dict[Status, tuple[int, int]] = {"RESERVED": (0, 0), "ACTIVE": (1, 0), "TIMEDOUT": (0, 1), "COMPLETED": (1, 1)}
ENDS = ("TIMEDOUT", "COMPLETED")

# How the paragraphs of an operation's docstring begin.
LABEL = re.compile(r"(Order of checks|Checks and errors|Raises|Source|Assumed|Observed|Documented|Differs): ?")

# What leaves each station of the river. The folders say themselves which stations they are.
LEAVING = (
    "headers + bytes",
    "Call",
    "typed input + Context",
    "plain values",
    "domain values",
    "status, headers, bytes",
)
STATION = re.compile(r"Stations? (?P<numbers>\d(?: and \d)*): (?P<text>[^.,:]+)")


def settings_table() -> str:
    """The table of docs/settings.md: every flag of `serve`, its variable and its default."""
    lines = ["| flag | environment | default | what it does |", "| --- | --- | --- | --- |"]
    for field in fields(Settings):
        assert field.default is not MISSING
        default = {"None": "", "()": "", "False": "off"}.get(str(field.default), f"`{field.default}`")
        values = "\\|".join(field.metadata["choices"]) or (field.metadata["metavar"] or "").replace("|", "\\|")
        flag = f"--{field.name.replace('_', '-')} {values}".strip()
        lines.append(f"| `{flag}` | `{variable(field.name)}` | {default} | {field.metadata['help']} |")
    return "\n".join(lines) + "\n"


def not_answered() -> str:
    """The sentence of README that names the operations that are not here."""
    names = [f"`{name}`" for name in sorted(OPERATION_NAMES) if name not in OPERATIONS]
    sentence = f"**Not here**, and refused with an error that says so, are {len(names)} of {len(OPERATION_NAMES)}"
    return fill(f"{sentence} operations: {', '.join(names)}.", 120, break_on_hyphens=False) + "\n"


def with_part(page: Path, name: str, text: str) -> str:
    """A page with a new text between the two marks of that name."""
    begin, end = f"<!-- {name}: written by `make docs` -->\n", f"<!-- end of {name} -->\n"
    before, _, rest = page.read_text().partition(begin)
    _, _, after = rest.partition(end)
    return f"{before}{begin}\n{text}\n{end}{after}"


def life_of_a_player_session() -> str:
    """The transition table as a picture."""
    boxes = {
        status: Box(status, "final" if status in ENDS else "holds a player slot", 60 + column * 420, 40 + row * 190)
        for status, (column, row) in PLACES.items()
    }
    steps: dict[tuple[Status, Status], list[Event]] = {}
    for (before, event), after in TRANSITIONS.items():
        steps.setdefault((before, after), []).append(event)
    arrows = [
        (boxes[before], boxes[after], [event.value for event in events]) for (before, after), events in steps.items()
    ]
    return picture("The life of a player session", list(boxes.values()), arrows)


def operations_page() -> str:
    """Every operation of the service: what comes back here and what differs, or that it is not answered."""
    rows = [
        f"| `{name}` | yes | {' | '.join(said(name))} |" if name in OPERATIONS else f"| `{name}` | no | | |"
        for name in sorted(OPERATION_NAMES)
    ]
    return f"""# Operations

<!-- written by `make docs` from the code and from botocore's service model -->

{len(OPERATIONS)} of GameLift's {len(OPERATION_NAMES)} operations are answered. [differences.md](differences.md) tells
what AWS leaves open, and what was chosen. An operation that is not answered gets `UnsupportedOperationException` (400),
whose text lists those that are.

| operation | answered | what comes back | what differs from AWS |
| --- | --- | --- | --- |
{chr(10).join(rows)}
"""


def said(operation: str) -> tuple[str, str]:
    """What the docstring of an operation says: its first line, and what differs."""
    text = inspect.getdoc(OPERATIONS[operation].perform)
    assert text is not None
    labels = LABEL.split(text)[1:]
    differs = dict(zip(labels[::2], labels[1::2], strict=True)).get("Differs", "")
    return text.splitlines()[0], " ".join(differs.split())


def stations() -> list[tuple[str, str]]:
    """The stations of a call in their order: the folder, and what it says of itself."""
    found: dict[int, tuple[str, str]] = {}
    for package in sorted((ROOT / "emulator").glob("*/__init__.py")):
        said = STATION.match(ast.get_docstring(ast.parse(package.read_text())) or "")
        if said:
            for number in map(int, said["numbers"].split(" and ")):
                found[number] = (f"{package.parent.name}/", said["text"])
    return [found[number] for number in range(1, len(LEAVING) + 1)]


def river() -> str:
    """The stations of a call as a picture."""
    boxes = [Box(name, text, 40, 40 + n * 110) for n, (name, text) in enumerate(stations())]
    arrows = [(before, after, [leaving]) for before, after, leaving in zip(boxes, boxes[1:], LEAVING, strict=False)]
    return picture("The river: a call changes shape at six stations", boxes, arrows)


def written() -> dict[Path, str]:
    """All generated documents and what they should hold."""
    readme, docs = ROOT / "README.md", ROOT / "docs"
    return {
        readme: with_part(readme, "operations", not_answered()),
        docs / "settings.md": with_part(docs / "settings.md", "settings", settings_table()),
        docs / "operations.md": operations_page(),
        docs / "player-session.svg": life_of_a_player_session(),
        docs / "river.svg": river(),
    }


def main() -> None:
    for path, text in written().items():
        path.write_text(text)


if __name__ == "__main__":
    main()
