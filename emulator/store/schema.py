"""The schema's revision: checked at every start, brought up to date by Alembic when it is not the newest.

A new database is made from the tables at once, without Alembic, whose import and whose steps would take half of a
start. Tests hold that the migrations make the same of nothing.
"""

import logging
import secrets
import threading
from pathlib import Path
from typing import cast

from sqlalchemy import Connection, insert, inspect, text

from emulator.store.tables import EMULATOR, METADATA

HEAD = "0020"
"""The newest revision in `migrations/versions`; `tests/store` holds the two equal."""

VERSION_TABLE = """
CREATE TABLE IF NOT EXISTS alembic_version (
    version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
)"""
"""Alembic's own, as it makes it."""

log = logging.getLogger(__name__)

ALEMBIC = threading.Lock()
"""Alembic knows one migration at a time in a process: what two threads migrate at once it would mix up."""


class SchemaError(Exception):
    """The database cannot be used by this program; the text says why, for the user."""


def migrations_folder() -> Path:
    """Alembic's folder: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).parent.parent
    installed = package / "migrations"
    return installed if installed.is_dir() else package.parent / "migrations"


def revision(connection: Connection) -> str | None:
    """The revision that the database is at, None where it is empty.

    Raises: SchemaError where it holds tables, but not ours.
    """
    tables = inspect(connection).get_table_names()
    if "alembic_version" in tables:
        return cast("str | None", connection.scalar(text("SELECT version_num FROM alembic_version")))
    if tables:
        raise SchemaError(f"it is not an emulator's database: it has other tables ({', '.join(sorted(tables)[:3])} …)")
    return None


def make(connection: Connection) -> None:
    """Makes all tables of an empty database, as of HEAD."""
    METADATA.create_all(connection, checkfirst=False)
    connection.execute(insert(EMULATOR).values(key=1, token_key=secrets.token_bytes(32), clock_offset=0, began_at=0))
    connection.execute(text(VERSION_TABLE))
    connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": HEAD})
    log.info("database schema: made at %s", HEAD)


def migrate(connection: Connection) -> None:
    """Brings the database to HEAD, within the transaction that the caller has begun.

    Raises: SchemaError for a newer schema than this program knows, or a database that is not an emulator's.
    """
    found = revision(connection)
    if found == HEAD:
        return
    if found is None:
        make(connection)
        return
    # Alembic costs more to import than all else that a start on an up-to-date database does.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", migrations_folder().as_posix())
    if found not in {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}:
        raise SchemaError(
            f"its schema is at revision {found}, which this version does not know (it knows up to {HEAD}): "
            "it was written by a newer gamelift-emulator; use that one, or another database"
        )
    log.info("database schema: migrating from %s to %s", found, HEAD)
    with ALEMBIC:
        command.upgrade(config, "head")
    log.info("database schema: at %s", HEAD)
