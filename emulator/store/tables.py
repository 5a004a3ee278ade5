"""The tables. Column names are the snake_case of AWS's members; instants are milliseconds since the epoch.

A change here needs a migration (`make migration m="…"`) and a new HEAD in `emulator/store/schema.py`.
"""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
# On SQLite only an INTEGER primary key is the row's own number.
Key = BigInteger().with_variant(Integer, "sqlite")

# What all processes on one database share, in its only row.
EMULATOR = Table(
    "emulator",
    METADATA,
    Column("key", Integer, primary_key=True, autoincrement=False),
    Column("token_key", LargeBinary, nullable=False),
    Column("clock_offset", BigInteger, nullable=False),
    Column("clock_frozen_at", BigInteger),
    CheckConstraint("key = 1", name="only_row"),
)

FLEET = Table(
    "fleet",
    METADATA,
    Column("key", Key, primary_key=True),
    Column("account", Text, nullable=False),
    Column("region", Text, nullable=False),
    Column("fleet_id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("compute_type", Text, nullable=False),
    Column("certificate_type", Text, nullable=False),
    Column("creation_time", BigInteger, nullable=False),
    UniqueConstraint("fleet_id", "account", "region"),
)

GAME_SESSION = Table(
    "game_session",
    METADATA,
    Column("key", Key, primary_key=True),
    Column("fleet_key", ForeignKey("fleet.key", ondelete="CASCADE"), nullable=False, index=True),
    Column("game_session_id", Text, nullable=False),
    Column("location", Text, nullable=False),
    Column("name", Text),
    Column("status", Text, nullable=False),
    Column("maximum_player_session_count", Integer, nullable=False),
    Column("ip_address", Text),
    Column("dns_name", Text),
    Column("port", Integer),
    Column("creation_time", BigInteger, nullable=False),
    Column("termination_time", BigInteger),
    UniqueConstraint("game_session_id", "fleet_key"),
)

PLAYER_SESSION = Table(
    "player_session",
    METADATA,
    # The order of insertion. Not SQLite's row number, by which its planner cannot seek in the indexes of pages.
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("game_session_key", ForeignKey("game_session.key", ondelete="CASCADE"), nullable=False),
    Column("player_session_id", Text, nullable=False),
    Column("player_id", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("creation_time", BigInteger, nullable=False),
    Column("deadline", BigInteger, nullable=False),
    Column("termination_time", BigInteger),
    Column("player_data", Text),
    UniqueConstraint("player_session_id", "game_session_key"),
)
# A page in its order: without and with a status, and by player.
Index(
    "ix_player_session_page",
    *(PLAYER_SESSION.c[name] for name in ("game_session_key", "creation_time", "key")),
)
Index(
    "ix_player_session_status_page",
    *(PLAYER_SESSION.c[name] for name in ("game_session_key", "status", "creation_time", "key")),
)
Index(
    "ix_player_session_player_page",
    *(PLAYER_SESSION.c[name] for name in ("player_id", "creation_time", "key")),
)
# The reservations that still hold a slot, and those that time out next: only rows stored as RESERVED.
_RESERVED = text("status = 'RESERVED'")
Index(
    "ix_player_session_reserved",
    PLAYER_SESSION.c.game_session_key,
    PLAYER_SESSION.c.deadline,
    sqlite_where=_RESERVED,
)
Index("ix_player_session_deadline", PLAYER_SESSION.c.deadline, sqlite_where=_RESERVED)
