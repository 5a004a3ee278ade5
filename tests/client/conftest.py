"""The evidence rule: every client test says, by exactly one marker, how it knows what AWS does."""

import pytest

EVIDENCE = ("model", "documented", "observed", "assumed")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "/tests/client/" not in item.path.as_posix():
            continue
        marks = [mark for mark in item.iter_markers() if mark.name in EVIDENCE]
        if len(marks) != 1:
            raise pytest.UsageError(f"{item.nodeid} must carry exactly one of the markers {', '.join(EVIDENCE)}")
        if marks[0].name != "model" and not (len(marks[0].args) == 1 and isinstance(marks[0].args[0], str)):
            raise pytest.UsageError(f"{item.nodeid}: the marker {marks[0].name} takes one text")
