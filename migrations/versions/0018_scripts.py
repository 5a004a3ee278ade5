"""Realtime scripts."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "script",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("script_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("version", sa.Text(), nullable=True),
        sa.Column("size_on_disk", sa.BigInteger(), nullable=False),
        sa.Column("storage_location", sa.Text(), nullable=True),
        sa.Column("node_js_version", sa.Text(), nullable=False),
        sa.Column("creation_time", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_script")),
        sa.UniqueConstraint("script_id", "account", "region", name=op.f("uq_script_script_id_account_region")),
    )
    op.create_index("ix_script_page", "script", ["account", "region", "creation_time", "key"])


def downgrade() -> None:
    op.drop_table("script")
