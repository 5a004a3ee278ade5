"""Builds of game servers."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "build",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("build_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("version", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("operating_system", sa.Text(), nullable=False),
        sa.Column("server_sdk_version", sa.Text(), nullable=True),
        sa.Column("creation_time", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_build")),
        sa.UniqueConstraint("build_id", "account", "region", name=op.f("uq_build_build_id_account_region")),
    )
    op.create_index("ix_build_page", "build", ["account", "region", "creation_time", "key"])


def downgrade() -> None:
    op.drop_table("build")
