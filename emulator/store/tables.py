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
    Column("began_at", BigInteger, nullable=False),
    Column("derived_ids", BigInteger, nullable=False, server_default=text("0")),
    Column("last_event", BigInteger, nullable=False, server_default=text("0")),
    # When placements that wait are to be looked at again: a process has become free, or a destination has changed.
    Column("look_at", BigInteger),
    CheckConstraint("key = 1", name="only_row"),
)

# The regions that have been called, by account: each has been given its ready-made world.
OPENED_REGION = Table(
    "opened_region",
    METADATA,
    Column("account", Text, primary_key=True),
    Column("region", Text, primary_key=True),
)

# The processes that Server SDKs have connected. A game session that has gone leaves its process behind.
SERVER_PROCESS = Table(
    "server_process",
    METADATA,
    Column("key", Key, primary_key=True),
    Column("fleet_key", ForeignKey("fleet.key", ondelete="CASCADE"), nullable=False),
    Column("process_id", Text, nullable=False),
    Column("compute_name", Text, nullable=False),
    Column("location", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("holder", Text),
    Column("sdk_version", Text, nullable=False),
    Column("sdk_language", Text, nullable=False),
    Column("port", Integer),
    Column("log_paths", Text, nullable=False),
    Column("game_session_key", Integer, index=True),
    Column("connected_since", BigInteger, nullable=False),
    Column("last_heartbeat", BigInteger),
    Column("healthy_at", BigInteger),
    Column("deadline", BigInteger),
    Column("endpoint", Text, nullable=False),
    Column("refresh_time", BigInteger),
    UniqueConstraint("process_id", "fleet_key"),
    sqlite_autoincrement=True,  # no key comes again: it names who is told what
)
Index("ix_server_process_place", *(SERVER_PROCESS.c[name] for name in ("fleet_key", "location", "status", "key")))
Index("ix_server_process_deadline", SERVER_PROCESS.c.deadline, sqlite_where=text("deadline IS NOT NULL"))
Index("ix_server_process_refresh", SERVER_PROCESS.c.refresh_time, sqlite_where=text("refresh_time IS NOT NULL"))

# What is to be told to others, in the order in which it came about: decision 35.
OUTBOX = Table(
    "outbox",
    METADATA,
    Column("key", Key, primary_key=True),
    Column("recipient", Text, nullable=False, index=True),
    Column("message", LargeBinary, nullable=False),
    sqlite_autoincrement=True,  # no key comes again: who has been told removes no other's message
)

# The events of queues and matchmaking. Their numbers go on when the world begins anew.
EVENT = Table(
    "event",
    METADATA,
    Column("number", Key, primary_key=True, autoincrement=False),
    Column("type", Text, nullable=False),
    Column("time", BigInteger, nullable=False),
    Column("notification_target", Text),
    Column("event", LargeBinary, nullable=False),
)
Index("ix_event_type_page", EVENT.c.type, EVENT.c.number)

# To whom events are delivered: the process that does it, and the last event that is on its way or has been delivered.
EVENT_RECIPIENT = Table(
    "event_recipient",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("holder", Text),
    Column("last_event", BigInteger, nullable=False),
)

# Each attempt to deliver an event, by the machine's clock while it is due. One that is over has its result.
EVENT_DELIVERY = Table(
    "event_delivery",
    METADATA,
    Column("key", Key, primary_key=True),
    Column("event_number", ForeignKey("event.number", ondelete="CASCADE"), nullable=False, index=True),
    Column("recipient", Text, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("due_at", BigInteger, nullable=False),
    Column("time", BigInteger),
    Column("result", Text),
    sqlite_autoincrement=True,  # no key comes again: an attempt of an old world writes no result into a new one
)
Index(
    "ix_event_delivery_due",
    *(EVENT_DELIVERY.c[name] for name in ("recipient", "due_at", "key")),
    sqlite_where=text("result IS NULL"),
)

# What writing calls were answered, for as long as an SDK may send one of them again.
ANSWERED_CALL = Table(
    "answered_call",
    METADATA,
    Column("call", Text, primary_key=True),
    Column("answer", LargeBinary, nullable=False),
    Column("answered_at", BigInteger, nullable=False, index=True),
)

# The tags of resources of all kinds.
TAG = Table(
    "tag",
    METADATA,
    Column("resource_arn", Text, primary_key=True),
    Column("account", Text, primary_key=True),
    Column("tag_key", Text, primary_key=True),
    Column("tag_value", Text, nullable=False),
    sqlite_with_rowid=False,
)

LOCATION = Table(
    "location",
    METADATA,
    Column("key", Key, primary_key=True),
    Column("account", Text, nullable=False),
    Column("region", Text, nullable=False),
    Column("location_name", Text, nullable=False),
    Column("creation_time", BigInteger, nullable=False),
    UniqueConstraint("location_name", "account", "region"),
)

BUILD = Table(
    "build",
    METADATA,
    Column("key", Key, primary_key=True),
    Column("account", Text, nullable=False),
    Column("region", Text, nullable=False),
    Column("build_id", Text, nullable=False),
    Column("name", Text),
    Column("version", Text),
    Column("status", Text, nullable=False),
    Column("operating_system", Text, nullable=False),
    Column("server_sdk_version", Text),
    Column("creation_time", BigInteger, nullable=False),
    UniqueConstraint("build_id", "account", "region"),
)
Index("ix_build_page", *(BUILD.c[name] for name in ("account", "region", "creation_time", "key")))

SCRIPT = Table(
    "script",
    METADATA,
    Column("key", Key, primary_key=True),
    Column("account", Text, nullable=False),
    Column("region", Text, nullable=False),
    Column("script_id", Text, nullable=False),
    Column("name", Text),
    Column("version", Text),
    Column("size_on_disk", BigInteger, nullable=False),
    Column("storage_location", Text),
    Column("node_js_version", Text, nullable=False),
    Column("creation_time", BigInteger, nullable=False),
    UniqueConstraint("script_id", "account", "region"),
)
Index("ix_script_page", *(SCRIPT.c[name] for name in ("account", "region", "creation_time", "key")))

FLEET = Table(
    "fleet",
    METADATA,
    Column("key", Key, primary_key=True),
    Column("account", Text, nullable=False),
    Column("region", Text, nullable=False),
    Column("fleet_id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("description", Text),
    Column("compute_type", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("creation_time", BigInteger, nullable=False),
    Column("certificate_type", Text, nullable=False),
    Column("build_id", Text),
    Column("script_id", Text),
    Column("fleet_type", Text),
    Column("instance_type", Text),
    Column("server_launch_path", Text),
    Column("server_launch_parameters", Text),
    Column("log_paths", Text),
    Column("new_game_session_protection_policy", Text, nullable=False),
    Column("new_game_sessions_per_creator", Integer),
    Column("policy_period_in_minutes", Integer),
    Column("metric_group", Text),
    Column("instance_role_arn", Text),
    Column("instance_role_credentials_provider", Text),
    Column("cost", Text),
    Column("player_gateway_mode", Text),
    Column("game_server_ip_protocol_supported", Text),
    # JSON with AWS's members, as it is answered.
    Column("runtime_configuration", Text),
    Column("ec2_inbound_permissions", Text),
    Column("scaling_policies", Text),
    UniqueConstraint("fleet_id", "account", "region"),
)
Index("ix_fleet_page", *(FLEET.c[name] for name in ("account", "region", "creation_time", "key")))

# Where a fleet's game sessions can be: its home region and remote locations, or the custom locations of an Anywhere
# fleet.
FLEET_LOCATION = Table(
    "fleet_location",
    METADATA,
    Column("key", Key, primary_key=True),
    Column("fleet_key", ForeignKey("fleet.key", ondelete="CASCADE"), nullable=False),
    Column("location", Text, nullable=False),
    Column("desired_instances", Integer, nullable=False, server_default="1"),
    Column("min_size", Integer, nullable=False, server_default="0"),
    Column("max_size", Integer, nullable=False, server_default="1"),
    Column("managed_capacity_configuration", Text),
    Column("stopped_action", Text),
    UniqueConstraint("fleet_key", "location"),
)

# What was done to a fleet. What became of its game sessions stands in their own rows.
FLEET_EVENT = Table(
    "fleet_event",
    METADATA,
    Column("key", Key, primary_key=True),
    Column("fleet_key", ForeignKey("fleet.key", ondelete="CASCADE"), nullable=False),
    Column("event_id", Text, nullable=False),
    Column("event_code", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("event_time", BigInteger, nullable=False),
    UniqueConstraint("event_id", "fleet_key"),
)
Index("ix_fleet_event_page", *(FLEET_EVENT.c[name] for name in ("fleet_key", "event_time", "key")))

COMPUTE = Table(
    "compute",
    METADATA,
    Column("key", Key, primary_key=True),
    Column("fleet_key", ForeignKey("fleet.key", ondelete="CASCADE"), nullable=False),
    Column("compute_name", Text, nullable=False),
    Column("location", Text, nullable=False),
    Column("ip_address", Text),
    Column("dns_name", Text),
    Column("certificate_path", Text),
    Column("creation_time", BigInteger, nullable=False),
    UniqueConstraint("compute_name", "fleet_key"),
)
Index("ix_compute_page", *(COMPUTE.c[name] for name in ("fleet_key", "creation_time", "key")))

ALIAS = Table(
    "alias",
    METADATA,
    Column("key", Key, primary_key=True),
    Column("account", Text, nullable=False),
    Column("region", Text, nullable=False),
    Column("alias_id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("description", Text),
    Column("routing_type", Text, nullable=False),
    Column("fleet_id", Text),
    Column("message", Text),
    Column("creation_time", BigInteger, nullable=False),
    Column("last_updated_time", BigInteger, nullable=False),
    UniqueConstraint("alias_id", "account", "region"),
)
Index("ix_alias_page", *(ALIAS.c[name] for name in ("account", "region", "creation_time", "key")))

GAME_SESSION_QUEUE = Table(
    "game_session_queue",
    METADATA,
    Column("key", Key, primary_key=True),
    Column("account", Text, nullable=False),
    Column("region", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("timeout_in_seconds", Integer, nullable=False),
    Column("destinations", Text, nullable=False),
    Column("player_latency_policies", Text, nullable=False),
    Column("allowed_locations", Text, nullable=False),
    Column("priority_order", Text, nullable=False),
    Column("location_order", Text, nullable=False),
    Column("custom_event_data", Text),
    Column("notification_target", Text),
    Column("log_deliveries", Text, nullable=False),
    UniqueConstraint("account", "region", "name"),
)

MATCHMAKING_RULE_SET = Table(
    "matchmaking_rule_set",
    METADATA,
    Column("key", Key, primary_key=True),
    Column("account", Text, nullable=False),
    Column("region", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("rule_set_body", Text, nullable=False),
    Column("creation_time", BigInteger, nullable=False),
    UniqueConstraint("name", "account", "region"),
)
Index(
    "ix_matchmaking_rule_set_page",
    *(MATCHMAKING_RULE_SET.c[name] for name in ("account", "region", "creation_time", "key")),
)

MATCHMAKING_CONFIGURATION = Table(
    "matchmaking_configuration",
    METADATA,
    Column("key", Key, primary_key=True),
    Column("account", Text, nullable=False),
    Column("region", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("rule_set_name", Text, nullable=False),
    Column("description", Text),
    Column("game_session_queue_arns", Text, nullable=False),
    Column("request_timeout_seconds", Integer, nullable=False),
    Column("acceptance_timeout_seconds", Integer),
    Column("acceptance_required", Integer, nullable=False),
    Column("notification_target", Text),
    Column("additional_player_count", Integer),
    Column("custom_event_data", Text),
    Column("creation_time", BigInteger, nullable=False),
    Column("game_properties", Text),
    Column("game_session_data", Text),
    Column("backfill_mode", Text, nullable=False),
    Column("flex_match_mode", Text, nullable=False),
    Column("look_at", BigInteger),
    UniqueConstraint("name", "account", "region"),
)
Index(
    "ix_matchmaking_configuration_look_at",
    MATCHMAKING_CONFIGURATION.c.look_at,
    sqlite_where=text("look_at IS NOT NULL"),
)
Index(
    "ix_matchmaking_configuration_page",
    *(MATCHMAKING_CONFIGURATION.c[name] for name in ("account", "region", "creation_time", "key")),
)

MATCHMAKING_TICKET = Table(
    "matchmaking_ticket",
    METADATA,
    Column("key", Key, primary_key=True),
    Column("account", Text, nullable=False),
    Column("region", Text, nullable=False),
    Column("ticket_id", Text, nullable=False),
    Column("configuration_key", Integer, nullable=False),
    Column("configuration_name", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("status_reason", Text),
    Column("status_message", Text),
    Column("start_time", BigInteger, nullable=False),
    Column("deadline", BigInteger, nullable=False),
    Column("due_time", BigInteger),
    Column("end_time", BigInteger),
    Column("players", Text, nullable=False),
    Column("match_id", Text),
    Column("rule_counts", Text, nullable=False),
    Column("searched_at", BigInteger),
    Column("backfill", Text),
    Column("game_session_id", Text),
    Column("ip_address", Text),
    Column("dns_name", Text),
    Column("port", Integer),
    UniqueConstraint("ticket_id", "account", "region"),
)
# Those on which time acts next; those that have not ended, by configuration; those of a match; those that fill a game
# session; the last that ended.
Index("ix_matchmaking_ticket_due_time", MATCHMAKING_TICKET.c.due_time, sqlite_where=text("due_time IS NOT NULL"))
Index(
    "ix_matchmaking_ticket_open",
    *(MATCHMAKING_TICKET.c[name] for name in ("configuration_key", "start_time", "key")),
    sqlite_where=text("end_time IS NULL"),
)
Index("ix_matchmaking_ticket_match_id", MATCHMAKING_TICKET.c.match_id, sqlite_where=text("match_id IS NOT NULL"))
Index("ix_matchmaking_ticket_backfill", MATCHMAKING_TICKET.c.game_session_id, sqlite_where=text("backfill IS NOT NULL"))
_ENDED = text("end_time IS NOT NULL")
Index(
    "ix_matchmaking_ticket_ended",
    *(MATCHMAKING_TICKET.c[name] for name in ("configuration_key", "status", "end_time")),
    sqlite_where=_ENDED,
)

GAME_SESSION = Table(
    "game_session",
    METADATA,
    Column("key", Key, primary_key=True),
    Column("fleet_key", ForeignKey("fleet.key", ondelete="CASCADE"), nullable=False),
    Column("game_session_id", Text, nullable=False),
    Column("id_string", Text, nullable=False, index=True),
    Column("location", Text, nullable=False),
    Column("name", Text),
    Column("status", Text, nullable=False),
    Column("status_reason", Text),
    Column("maximum_player_session_count", Integer, nullable=False),
    Column("player_session_creation_policy", Text, nullable=False),
    Column("protection_policy", Text, nullable=False),
    Column("game_properties", Text, nullable=False),
    Column("game_session_data", Text),
    Column("matchmaker_data", Text),
    Column("creator_id", Text),
    Column("ip_address", Text),
    Column("dns_name", Text),
    Column("port", Integer),
    Column("compute_name", Text),
    Column("creation_time", BigInteger, nullable=False),
    Column("termination_time", BigInteger),
    Column("due_time", BigInteger),
    Column("due_status", Text),
    Column("fingerprint", Text),
    UniqueConstraint("game_session_id", "fleet_key"),
)
# A page in its order: of a fleet or of one of its locations, without and with a status.
Index("ix_game_session_page", *(GAME_SESSION.c[name] for name in ("fleet_key", "creation_time", "key")))
Index(
    "ix_game_session_status_page", *(GAME_SESSION.c[name] for name in ("fleet_key", "status", "creation_time", "key"))
)
Index(
    "ix_game_session_location_page",
    *(GAME_SESSION.c[name] for name in ("fleet_key", "location", "creation_time", "key")),
)
Index(
    "ix_game_session_location_status_page",
    *(GAME_SESSION.c[name] for name in ("fleet_key", "location", "status", "creation_time", "key")),
)
Index(
    "ix_game_session_creator",
    *(GAME_SESSION.c[name] for name in ("fleet_key", "creator_id", "creation_time")),
    sqlite_where=text("creator_id IS NOT NULL"),
)
# Those whose status changes by time alone.
Index("ix_game_session_due", GAME_SESSION.c.due_time, sqlite_where=text("due_time IS NOT NULL"))

# The zip of a game session's logs, in pieces, each of which is read at once.
GAME_SESSION_LOG = Table(
    "game_session_log",
    METADATA,
    Column("game_session_key", ForeignKey("game_session.key", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("piece", LargeBinary, nullable=False),
)

PLACEMENT = Table(
    "placement",
    METADATA,
    Column("key", Key, primary_key=True),
    Column("account", Text, nullable=False),
    Column("region", Text, nullable=False),
    Column("placement_id", Text, nullable=False),
    Column("queue_key", Integer, nullable=False),
    Column("game_session_queue_name", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("maximum_player_session_count", Integer, nullable=False),
    Column("game_properties", Text, nullable=False),
    Column("game_session_name", Text),
    Column("game_session_data", Text),
    Column("matchmaker_data", Text),
    Column("player_latencies", Text, nullable=False),
    Column("desired_player_sessions", Text, nullable=False),
    Column("priority_override", Text, nullable=False),
    Column("start_time", BigInteger, nullable=False),
    Column("deadline", BigInteger, nullable=False),
    Column("due_time", BigInteger),
    Column("end_time", BigInteger),
    Column("game_session_key", Integer),
    Column("game_session_id", Text),
    Column("game_session_region", Text),
    Column("ip_address", Text),
    Column("dns_name", Text),
    Column("port", Integer),
    Column("placed_player_sessions", Text, nullable=False),
    Column("failed_places", Text, nullable=False),
    UniqueConstraint("placement_id", "account"),  # of all regions
)
# Those on which time acts next; those that wait, in the order in which they began; those that wait for a game session.
Index("ix_placement_due_time", PLACEMENT.c.due_time, sqlite_where=text("due_time IS NOT NULL"))
_WAITS = text("due_time IS NOT NULL AND game_session_key IS NULL")
Index("ix_placement_waiting", PLACEMENT.c.start_time, PLACEMENT.c.key, sqlite_where=_WAITS)
_TRIES = text("due_time IS NOT NULL AND game_session_key IS NOT NULL")
Index("ix_placement_trying", PLACEMENT.c.game_session_key, unique=True, sqlite_where=_TRIES)

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
