"""The life of game sessions: what fleets, locations, computes and aliases are made of, and calls that come twice."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


# Columns are added in place. A copy of the table, as Alembic's batches make it, would take all that refers to it away.
def new_columns_of_fleet() -> list[sa.Column[object]]:
    return [
        sa.Column("description", sa.Text()),
        sa.Column("status", sa.Text(), nullable=False, server_default="ACTIVE"),
        sa.Column("build_id", sa.Text()),
        sa.Column("script_id", sa.Text()),
        sa.Column("fleet_type", sa.Text()),
        sa.Column("instance_type", sa.Text()),
        sa.Column("server_launch_path", sa.Text()),
        sa.Column("server_launch_parameters", sa.Text()),
        sa.Column("log_paths", sa.Text()),
        sa.Column("new_game_session_protection_policy", sa.Text(), nullable=False, server_default="NoProtection"),
        sa.Column("new_game_sessions_per_creator", sa.Integer()),
        sa.Column("policy_period_in_minutes", sa.Integer()),
        sa.Column("metric_group", sa.Text()),
        sa.Column("instance_role_arn", sa.Text()),
        sa.Column("instance_role_credentials_provider", sa.Text()),
        sa.Column("cost", sa.Text()),
        sa.Column("player_gateway_mode", sa.Text()),
        sa.Column("game_server_ip_protocol_supported", sa.Text()),
        sa.Column("game_session_activation_timeout_seconds", sa.Integer()),
    ]


def new_columns_of_game_session() -> list[sa.Column[object]]:
    return [
        sa.Column("id_string", sa.Text(), nullable=False, server_default=""),
        sa.Column("status_reason", sa.Text()),
        sa.Column("player_session_creation_policy", sa.Text(), nullable=False, server_default="ACCEPT_ALL"),
        sa.Column("protection_policy", sa.Text(), nullable=False, server_default="NoProtection"),
        sa.Column("game_properties", sa.Text(), nullable=False, server_default="{}"),
        sa.Column("game_session_data", sa.Text()),
        sa.Column("matchmaker_data", sa.Text()),
        sa.Column("creator_id", sa.Text()),
        sa.Column("compute_name", sa.Text()),
        sa.Column("due_time", sa.BigInteger()),
        sa.Column("due_status", sa.Text()),
        sa.Column("fingerprint", sa.Text()),
    ]


GAME_SESSION_INDEXES = {
    "ix_game_session_page": ["fleet_key", "creation_time", "key"],
    "ix_game_session_status_page": ["fleet_key", "status", "creation_time", "key"],
    "ix_game_session_location_page": ["fleet_key", "location", "creation_time", "key"],
    "ix_game_session_location_status_page": ["fleet_key", "location", "status", "creation_time", "key"],
    "ix_game_session_id_string": ["id_string"],
}
PARTIAL_INDEXES = {
    "ix_game_session_creator": (["fleet_key", "creator_id", "creation_time"], "creator_id IS NOT NULL"),
    "ix_game_session_due": (["due_time"], "due_time IS NOT NULL"),
}


def upgrade() -> None:
    op.create_table(
        "opened_region",
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("account", "region", name=op.f("pk_opened_region")),
    )
    op.create_table(
        "answered_call",
        sa.Column("invocation_id", sa.Text(), nullable=False),
        sa.Column("operation", sa.Text(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.Column("answered_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("invocation_id", name=op.f("pk_answered_call")),
    )
    op.create_index("ix_answered_call_answered_at", "answered_call", ["answered_at"])
    op.create_table(
        "location",
        sa.Column("key", KEY, nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("location_name", sa.Text(), nullable=False),
        sa.Column("creation_time", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_location")),
        sa.UniqueConstraint(
            "location_name", "account", "region", name=op.f("uq_location_location_name_account_region")
        ),
    )
    op.create_table(
        "alias",
        sa.Column("key", KEY, nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("alias_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("routing_type", sa.Text(), nullable=False),
        sa.Column("fleet_id", sa.Text(), nullable=True),
        sa.Column("message", sa.Text(), nullable=True),
        sa.Column("creation_time", sa.BigInteger(), nullable=False),
        sa.Column("last_updated_time", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_alias")),
        sa.UniqueConstraint("alias_id", "account", "region", name=op.f("uq_alias_alias_id_account_region")),
    )
    op.create_index("ix_alias_page", "alias", ["account", "region", "creation_time", "key"])
    op.create_table(
        "compute",
        sa.Column("key", KEY, nullable=False),
        sa.Column("fleet_key", KEY, nullable=False),
        sa.Column("compute_name", sa.Text(), nullable=False),
        sa.Column("location", sa.Text(), nullable=False),
        sa.Column("ip_address", sa.Text(), nullable=True),
        sa.Column("dns_name", sa.Text(), nullable=True),
        sa.Column("certificate_path", sa.Text(), nullable=True),
        sa.Column("creation_time", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["fleet_key"], ["fleet.key"], name=op.f("fk_compute_fleet_key"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_compute")),
        sa.UniqueConstraint("compute_name", "fleet_key", name=op.f("uq_compute_compute_name_fleet_key")),
    )
    op.create_index("ix_compute_page", "compute", ["fleet_key", "creation_time", "key"])
    op.create_table(
        "fleet_location",
        sa.Column("key", KEY, nullable=False),
        sa.Column("fleet_key", KEY, nullable=False),
        sa.Column("location", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["fleet_key"], ["fleet.key"], name=op.f("fk_fleet_location_fleet_key"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_fleet_location")),
        sa.UniqueConstraint("fleet_key", "location", name=op.f("uq_fleet_location_fleet_key_location")),
    )
    for column in new_columns_of_fleet():
        op.add_column("fleet", column)
    op.create_index("ix_fleet_page", "fleet", ["account", "region", "creation_time", "key"])
    for column in new_columns_of_game_session():
        op.add_column("game_session", column)
    op.drop_index("ix_game_session_fleet_key", "game_session")
    for name, columns in GAME_SESSION_INDEXES.items():
        op.create_index(name, "game_session", columns)
    for name, (columns, condition) in PARTIAL_INDEXES.items():
        op.create_index(name, "game_session", columns, sqlite_where=sa.text(condition))
    fill_in()


def fill_in() -> None:
    """What earlier rows say of what was not stored before."""
    connection = op.get_bind()
    ids = connection.execute(sa.text("SELECT key, game_session_id FROM game_session")).all()
    for key, game_session_id in ids:
        connection.execute(
            sa.text("UPDATE game_session SET id_string = :id_string WHERE key = :key"),
            {"id_string": game_session_id.rpartition("/")[2], "key": key},
        )
    connection.execute(
        sa.text(
            "INSERT INTO fleet_location (fleet_key, location)"
            " SELECT key, region FROM fleet WHERE compute_type = 'EC2'"
            " UNION SELECT fleet_key, location FROM game_session"
        )
    )
    connection.execute(
        sa.text(
            "INSERT INTO location (account, region, location_name, creation_time)"
            " SELECT account, region, location, min(creation_time) FROM fleet"
            " JOIN fleet_location ON fleet_location.fleet_key = fleet.key"
            " WHERE location LIKE 'custom-%' GROUP BY account, region, location"
        )
    )


def downgrade() -> None:
    for name in (*GAME_SESSION_INDEXES, *PARTIAL_INDEXES):
        op.drop_index(name, "game_session")
    op.create_index("ix_game_session_fleet_key", "game_session", ["fleet_key"])
    for column in new_columns_of_game_session():
        op.drop_column("game_session", column.name)
    op.drop_index("ix_fleet_page", "fleet")
    for column in new_columns_of_fleet():
        op.drop_column("fleet", column.name)
    for table in ("fleet_location", "compute", "alias", "location", "answered_call", "opened_region"):
        op.drop_table(table)
