"""First schema."""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    emulator = op.create_table(
        "emulator",
        sa.Column("key", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("token_key", sa.LargeBinary(), nullable=False),
        sa.Column("clock_offset", sa.BigInteger(), nullable=False),
        sa.Column("clock_frozen_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("key = 1", name=op.f("ck_emulator_only_row")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_emulator")),
    )
    op.bulk_insert(emulator, [{"key": 1, "token_key": secrets.token_bytes(32), "clock_offset": 0}])
    op.create_table(
        "fleet",
        sa.Column("key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("fleet_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("compute_type", sa.Text(), nullable=False),
        sa.Column("certificate_type", sa.Text(), nullable=False),
        sa.Column("creation_time", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_fleet")),
        sa.UniqueConstraint("fleet_id", "account", "region", name=op.f("uq_fleet_fleet_id_account_region")),
    )
    op.create_table(
        "game_session",
        sa.Column("key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("fleet_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("game_session_id", sa.Text(), nullable=False),
        sa.Column("location", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("maximum_player_session_count", sa.Integer(), nullable=False),
        sa.Column("ip_address", sa.Text(), nullable=True),
        sa.Column("dns_name", sa.Text(), nullable=True),
        sa.Column("port", sa.Integer(), nullable=True),
        sa.Column("creation_time", sa.BigInteger(), nullable=False),
        sa.Column("termination_time", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["fleet_key"], ["fleet.key"], name=op.f("fk_game_session_fleet_key"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_game_session")),
        sa.UniqueConstraint("game_session_id", "fleet_key", name=op.f("uq_game_session_game_session_id_fleet_key")),
    )
    with op.batch_alter_table("game_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_game_session_fleet_key"), ["fleet_key"], unique=False)

    op.create_table(
        "player_session",
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("game_session_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("player_session_id", sa.Text(), nullable=False),
        sa.Column("player_id", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("creation_time", sa.BigInteger(), nullable=False),
        sa.Column("deadline", sa.BigInteger(), nullable=False),
        sa.Column("termination_time", sa.BigInteger(), nullable=True),
        sa.Column("player_data", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["game_session_key"],
            ["game_session.key"],
            name=op.f("fk_player_session_game_session_key"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_player_session")),
        sa.UniqueConstraint(
            "player_session_id", "game_session_key", name=op.f("uq_player_session_player_session_id_game_session_key")
        ),
    )
    with op.batch_alter_table("player_session", schema=None) as batch_op:
        batch_op.create_index(
            "ix_player_session_deadline",
            ["deadline"],
            unique=False,
            sqlite_where=sa.text("status = 'RESERVED'"),
        )
        batch_op.create_index("ix_player_session_page", ["game_session_key", "creation_time", "key"], unique=False)
        batch_op.create_index("ix_player_session_player_page", ["player_id", "creation_time", "key"], unique=False)
        batch_op.create_index(
            "ix_player_session_reserved",
            ["game_session_key", "deadline"],
            unique=False,
            sqlite_where=sa.text("status = 'RESERVED'"),
        )
        batch_op.create_index(
            "ix_player_session_status_page", ["game_session_key", "status", "creation_time", "key"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("player_session", schema=None) as batch_op:
        batch_op.drop_index("ix_player_session_status_page")
        batch_op.drop_index(
            "ix_player_session_reserved",
            sqlite_where=sa.text("status = 'RESERVED'"),
        )
        batch_op.drop_index("ix_player_session_player_page")
        batch_op.drop_index("ix_player_session_page")
        batch_op.drop_index(
            "ix_player_session_deadline",
            sqlite_where=sa.text("status = 'RESERVED'"),
        )

    op.drop_table("player_session")
    with op.batch_alter_table("game_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_game_session_fleet_key"))

    op.drop_table("game_session")
    op.drop_table("fleet")
    op.drop_table("emulator")
