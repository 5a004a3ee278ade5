"""Ends of placements and tickets are told where they are written: no index lists them."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

TABLES = ("placement", "matchmaking_ticket")


def upgrade() -> None:
    for table in TABLES:
        op.drop_index(f"ix_{table}_end_time", table_name=table)


def downgrade() -> None:
    for table in TABLES:
        op.create_index(f"ix_{table}_end_time", table, ["end_time"], sqlite_where=sa.text("end_time IS NOT NULL"))
