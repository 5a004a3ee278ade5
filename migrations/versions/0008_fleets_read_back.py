"""Fleets keep all that CreateFleet took: runtime configuration, ports, sizes, scaling policies, events."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

TEXTS = {
    "fleet": ("runtime_configuration", "ec2_inbound_permissions", "scaling_policies"),
    "fleet_location": ("managed_capacity_configuration", "stopped_action"),
}
SIZES = {"desired_instances": "1", "min_size": "0", "max_size": "1"}
TIMEOUT = "game_session_activation_timeout_seconds"


def upgrade() -> None:
    for table, names in TEXTS.items():
        for name in names:
            op.add_column(table, sa.Column(name, sa.Text(), nullable=True))
    for name, default in SIZES.items():
        column = sa.Column(name, sa.Integer(), nullable=False, server_default=default)
        op.add_column("fleet_location", column)
    op.execute(
        "UPDATE fleet SET runtime_configuration ="
        f" json_object('GameSessionActivationTimeoutSeconds', {TIMEOUT}) WHERE {TIMEOUT} IS NOT NULL"
    )
    op.drop_column("fleet", TIMEOUT)
    op.create_table(
        "fleet_event",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("fleet_key", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("event_code", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("event_time", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["fleet_key"], ["fleet.key"], name=op.f("fk_fleet_event_fleet_key"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_fleet_event")),
        sa.UniqueConstraint("event_id", "fleet_key", name=op.f("uq_fleet_event_event_id_fleet_key")),
    )
    op.create_index("ix_fleet_event_page", "fleet_event", ["fleet_key", "event_time", "key"])


def downgrade() -> None:
    op.drop_table("fleet_event")
    op.add_column("fleet", sa.Column(TIMEOUT, sa.Integer(), nullable=True))
    op.execute(
        f"UPDATE fleet SET {TIMEOUT} = json_extract(runtime_configuration, '$.GameSessionActivationTimeoutSeconds')"
    )
    for table, names in {**TEXTS, "fleet_location": (*TEXTS["fleet_location"], *SIZES)}.items():
        for name in names:
            op.drop_column(table, name)
