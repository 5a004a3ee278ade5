"""What is to be told to others after a commit; the instant at which the world began."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "outbox",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("message", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_outbox")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outbox_recipient", "outbox", ["recipient"])
    op.add_column("emulator", sa.Column("began_at", sa.BigInteger(), nullable=False, server_default="0"))
    # A world began no later than what is in it.
    op.get_bind().execute(sa.text("UPDATE emulator SET began_at = (SELECT coalesce(min(creation_time), 0) FROM fleet)"))


def downgrade() -> None:
    op.drop_column("emulator", "began_at")
    op.drop_index("ix_outbox_recipient", "outbox")
    op.drop_table("outbox")
