"""To whom events are delivered, and what has come of it."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "event_recipient",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=True),
        sa.Column("last_event", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_event_recipient")),
    )
    op.create_table(
        "event_delivery",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("event_number", sa.Integer(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("time", sa.BigInteger(), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_number"], ["event.number"], name=op.f("fk_event_delivery_event_number"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_event_delivery")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_event_delivery_event_number", "event_delivery", ["event_number"])
    op.create_index(
        "ix_event_delivery_due",
        "event_delivery",
        ["recipient", "due_at", "key"],
        sqlite_where=sa.text("result IS NULL"),
    )


def downgrade() -> None:
    op.drop_table("event_delivery")
    op.drop_table("event_recipient")
