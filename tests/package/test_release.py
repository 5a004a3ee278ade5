"""What `make release-check` refuses. The checks that build and install are the command itself."""

import json
import re

import pytest

from emulator import __version__
from scripts.check_release import (
    NOT_PUBLISHED,
    Project,
    Refused,
    check_bill_of_materials,
    check_names,
    locked_versions,
    newest_section,
)

LOCK = """alembic==1.20.1 \\
    --hash=sha256:83490def
uvicorn[standard]==0.50.0 \\
    --hash=sha256:83490def
absent==1.0 ; sys_platform == 'no such system' \\
    --hash=sha256:83490def
"""
CHANGELOG = f"# Changelog\n\n## {__version__} (2026-11-26)\n\n### Added\n\n- All.\n\n## 0.0.1\n\n- Less.\n"
PROJECT = Project(["alembic>=1.18", "uvicorn[standard]>=0.50"], {"Homepage": "https://games.example.org/emulator"})


def test_lock_is_read_for_this_platform() -> None:
    assert locked_versions(LOCK) == {"alembic": "1.20.1", "uvicorn": "0.50.0"}


def test_notes_are_the_newest_section() -> None:
    assert newest_section(CHANGELOG) == (f"{__version__} (2026-11-26)", "### Added\n\n- All.\n")


@pytest.mark.parametrize("tag", [None, f"v{__version__}"])
def test_what_agrees_passes(tag: str | None) -> None:
    check_names(PROJECT, CHANGELOG, LOCK, tag)


@pytest.mark.parametrize(
    ("project", "changelog", "lock", "tag", "reason"),
    [
        (PROJECT, CHANGELOG.replace(__version__, "9.9.9"), LOCK, None, "the changelog's newest section is '9.9.9"),
        (PROJECT, CHANGELOG, LOCK.replace("1.20.1", "1.17.0"), None, "alembic>=1.18, the lock has 1.17.0"),
        (PROJECT, CHANGELOG, LOCK.replace("alembic", "other"), None, "alembic>=1.18, the lock has None"),
        (PROJECT, CHANGELOG, LOCK, "v9.9.9", f"the tag is v9.9.9, the version {__version__}"),
        (PROJECT, CHANGELOG.replace("2026-11-26", "unreleased"), LOCK, f"v{__version__}", "give it its date"),
        (PROJECT._replace(urls={"Home": NOT_PUBLISHED}), CHANGELOG, LOCK, f"v{__version__}", "name the public home"),
    ],
)
def test_what_does_not_agree_is_refused(
    project: Project, changelog: str, lock: str, tag: str | None, reason: str
) -> None:
    with pytest.raises(Refused, match=re.escape(reason)):
        check_names(project, changelog, lock, tag)


def test_bill_of_materials_must_name_the_whole_lock() -> None:
    components = [{"name": "Alembic", "version": "1.20.1"}, {"name": "uvicorn", "version": "0.50.0"}]
    assert check_bill_of_materials(json.dumps({"components": components}), LOCK) == 2
    with pytest.raises(Refused, match=r"has uvicorn None, the lock 0\.50\.0"):
        check_bill_of_materials(json.dumps({"components": components[:1]}), LOCK)
