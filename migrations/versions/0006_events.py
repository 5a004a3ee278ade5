"""Events of queues and matchmaking, and ids that the world makes by counting."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "event",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("time", sa.BigInteger(), nullable=False),
        sa.Column("notification_target", sa.Text(), nullable=True),
        sa.Column("event", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_event")),
    )
    op.create_index("ix_event_type_page", "event", ["type", "number"])
    op.add_column("emulator", sa.Column("derived_ids", sa.BigInteger(), nullable=False, server_default=sa.text("0")))
    op.add_column("emulator", sa.Column("last_event", sa.BigInteger(), nullable=False, server_default=sa.text("0")))


def downgrade() -> None:
    op.drop_column("emulator", "last_event")
    op.drop_column("emulator", "derived_ids")
    op.drop_index("ix_event_type_page", "event")
    op.drop_table("event")
