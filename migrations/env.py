"""Alembic's environment: runs on the connection it is given, or on the database that `-x url=` names.

Migrations never import types of `emulator`; only this file looks at its tables, to compare with them.
"""

from alembic import context
from sqlalchemy import Connection, create_engine


def run(connection: Connection) -> None:
    from emulator.store.tables import METADATA

    # SQLite cannot alter most things in place; `batch` copies the table instead.
    context.configure(connection=connection, target_metadata=METADATA, render_as_batch=True, transactional_ddl=False)
    context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    url = context.get_x_argument(as_dictionary=True).get("url", "sqlite://")
    with create_engine(url).begin() as connection:
        run(connection)
