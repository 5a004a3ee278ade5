"""Rule sets of FlexMatch."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "matchmaking_rule_set",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("rule_set_body", sa.Text(), nullable=False),
        sa.Column("creation_time", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_matchmaking_rule_set")),
        sa.UniqueConstraint("name", "account", "region", name=op.f("uq_matchmaking_rule_set_name_account_region")),
    )
    op.create_index(
        "ix_matchmaking_rule_set_page", "matchmaking_rule_set", ["account", "region", "creation_time", "key"]
    )


def downgrade() -> None:
    op.drop_table("matchmaking_rule_set")
