"""Migrations, and the databases that the emulator refuses to touch."""

import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from alembic import command as alembic
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, NullPool, create_engine, inspect, text

from emulator.domain.clock import LATEST, Clock
from emulator.domain.fleet import Fleet
from emulator.domain.matchmaking_ticket import TicketPlayer, read_players
from emulator.store import engine
from emulator.store.engine import Database
from emulator.store.errors import DatabaseError
from emulator.store.schema import HEAD, SchemaError, migrations_folder
from emulator.store.store import Store
from emulator.store.tables import METADATA
from emulator.store.transaction import read, write
from tests.support.commands import command, one_line
from tests.support.running import PATIENCE, environment, running

NOON = 1_769_860_800_000  # 2026-01-31T12:00:00Z
FOREIGN = "CREATE TABLE invoices (id INTEGER)"


@contextmanager
def alembic_config(database_url: str) -> Iterator[tuple[Config, Connection]]:
    """Alembic's configuration for a database, and a connection to look at what it did."""
    with create_engine(database_url, poolclass=NullPool).begin() as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", migrations_folder().as_posix())
        yield config, connection


def path_of(database_url: str) -> Path:
    return Path(database_url.removeprefix("sqlite:///"))


def execute(database_url: str, *statements: str) -> None:
    """Changes a database file behind the emulator's back."""
    with closing(sqlite3.connect(path_of(database_url))) as connection, connection:
        for statement in statements:
            connection.execute(statement)


@contextmanager
def opened(database_url: str) -> Iterator[Store]:
    """What a database holds, once it is migrated."""
    with closing(Database(database_url)) as database, closing(database.connect()) as connection, read(connection) as it:
        yield it


def token_key(database: Database) -> bytes:
    with closing(database.connect()) as connection, read(connection) as store:
        return store.shared().token_key


def test_head_is_the_newest_migration() -> None:
    config = Config()
    config.set_main_option("script_location", migrations_folder().as_posix())
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_migrations_from_nothing_make_the_tables_of_the_program(database_url: str) -> None:
    with alembic_config(database_url) as (config, connection):
        alembic.upgrade(config, "head")
        assert set(inspect(connection).get_table_names()) == {*METADATA.tables, "alembic_version"}
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == HEAD


def test_migrations_leave_no_difference_to_the_tables(database_url: str) -> None:
    with alembic_config(database_url) as (config, _):
        alembic.upgrade(config, "head")
        alembic.check(config)  # raises where one is found


def test_migrations_make_every_index_as_the_tables_have_it(database_url: str) -> None:
    listed = text("SELECT name, lower(sql) FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY name")
    with alembic_config(database_url) as (config, connection):
        alembic.upgrade(config, "head")
        migrated = connection.execute(listed).all()
    with create_engine("sqlite://", poolclass=NullPool).begin() as connection:
        METADATA.create_all(connection)
        assert connection.execute(listed).all() == migrated


def facts(connection: Connection) -> dict[str, object]:
    """All that SQLite knows of each table but defaults, whatever the order of its columns."""
    tables = connection.execute(text("SELECT name, lower(sql) FROM sqlite_master WHERE type = 'table'")).all()
    looks = (
        "SELECT wr, strict FROM pragma_table_list(:name)",
        'SELECT name, type, "notnull", pk FROM pragma_table_xinfo(:name)',
        'SELECT "table", "from", "to", on_update, on_delete FROM pragma_foreign_key_list(:name)',
    )
    return {
        name: (
            *(sorted(map(str, connection.execute(text(look), {"name": name}).all())) for look in looks),
            "autoincrement" in sql,
            re.findall(r"check \((.*?)\)", sql),
        )
        for name, sql in tables
    }


def defaults(connection: Connection) -> set[tuple[str, str, str]]:
    """By table and column, what SQLite writes where nothing is given."""
    look = text(
        "SELECT t.name, c.name, trim(c.dflt_value, '''()') FROM sqlite_master t, pragma_table_xinfo(t.name) c"
        " WHERE t.type = 'table' AND c.dflt_value IS NOT NULL"
    )
    return {(table, column, value) for table, column, value in connection.execute(look)}


def test_new_database_is_what_migrations_make_of_nothing(database_url: str, tmp_path: Path) -> None:
    Database(database_url).close()
    with alembic_config(f"sqlite:///{tmp_path / 'migrated.db'}") as (config, migrated):
        alembic.upgrade(config, "head")
        with create_engine(database_url, poolclass=NullPool).connect() as made:
            assert facts(made) == facts(migrated)
            assert defaults(made) <= defaults(migrated)  # some are for the rows that a migration has found
            for look in (
                "SELECT key, clock_offset, clock_frozen_at, began_at, derived_ids, last_event FROM emulator",
                "SELECT version_num FROM alembic_version",
            ):
                assert made.execute(text(look)).all() == migrated.execute(text(look)).all()


def test_migrations_down_to_nothing_leave_nothing_behind(database_url: str) -> None:
    with alembic_config(database_url) as (config, connection):
        alembic.upgrade(config, "head")
        alembic.downgrade(config, "base")
        left = connection.scalars(text("SELECT name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'")).all()
        assert left == ["alembic_version"]  # Alembic's own
        assert connection.execute(text("SELECT * FROM alembic_version")).all() == []


def test_migrations_go_up_again_after_they_went_down(database_url: str) -> None:
    with alembic_config(database_url) as (config, _):
        alembic.upgrade(config, "head")
        alembic.downgrade(config, "base")
    with opened(database_url) as store:
        assert len(store.shared().token_key) == 32


def test_each_new_database_has_a_token_key_of_its_own() -> None:
    keys = set()
    for _ in range(3):
        with opened("sqlite://") as store:
            keys.add(store.shared().token_key)
    assert len(keys) == 3


def test_database_opened_again_keeps_what_it_had(database_url: str) -> None:
    keys = set()
    for _ in range(2):
        with opened(database_url) as store:
            keys.add(store.shared().token_key)
    assert len(keys) == 1


def spoil_revision(database_url: str) -> None:
    Database(database_url).close()
    execute(database_url, "UPDATE alembic_version SET version_num = 'f0f0'")


def spoil_by_foreign_tables(database_url: str) -> None:
    execute(database_url, FOREIGN)


def spoil_by_text(database_url: str) -> None:
    path_of(database_url).write_text("This is no database. " * 100)


def spoil_by_a_folder(database_url: str) -> None:
    path_of(database_url).mkdir()


SPOILT = pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (spoil_revision, f"revision f0f0, which this version does not know (it knows up to {HEAD})"),
        (spoil_by_foreign_tables, "it is not an emulator's database: it has other tables (invoices"),
        (spoil_by_text, "file is not a database"),
        (spoil_by_a_folder, "unable to open database file"),
    ],
)


@SPOILT
def test_database_that_is_not_ours_is_refused_in_one_line(
    spoil: Callable[[str], None], words: str, database_url: str
) -> None:
    spoil(database_url)
    with pytest.raises(DatabaseError) as refused:
        Database(database_url)
    message = str(refused.value)
    assert message.startswith(f"cannot use the database {database_url}: ")
    assert words in message
    assert "\n" not in message


@SPOILT
def test_serve_ends_with_one_line_where_the_database_is_not_ours(
    spoil: Callable[[str], None], words: str, database_url: str, tmp_path: Path
) -> None:
    spoil(database_url)
    line = one_line(command("serve", "--port", "0", "--database-url", database_url, folder=tmp_path))
    assert line.startswith(f"gamelift-emulator: cannot use the database {database_url}: ")
    assert words in line


def test_database_that_is_refused_stays_as_it_was(database_url: str) -> None:
    execute(database_url, FOREIGN)
    with pytest.raises(DatabaseError):
        Database(database_url)
    with closing(sqlite3.connect(path_of(database_url))) as connection:
        assert connection.execute("SELECT sql FROM sqlite_master").fetchall() == [(FOREIGN,)]


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("nonsense", "it is not a URL such as sqlite:///data/emulator.db"),
        ("", "it is not a URL such as sqlite:///data/emulator.db"),
        ("mysql://localhost/x", "only sqlite:///FILE and sqlite:// (nothing is kept) are supported"),
    ],
)
def test_database_url_of_another_kind_is_refused(url: str, words: str) -> None:
    with pytest.raises(DatabaseError) as refused:
        Database(url)
    assert words in str(refused.value)


def test_migration_that_fails_leaves_nothing_behind(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail_half_way(connection: Connection) -> None:
        connection.execute(text("CREATE TABLE half (id INTEGER)"))
        raise SchemaError("half-way")

    with monkeypatch.context() as patched:
        patched.setattr(engine, "migrate", fail_half_way)
        with pytest.raises(DatabaseError, match="half-way"):
            Database(database_url)
    with opened(database_url) as store:
        assert len(store.shared().token_key) == 32


@pytest.mark.parametrize("_attempt", range(3))
def test_processes_that_start_at_once_on_a_new_file_all_come_up(
    _attempt: int, database_url: str, tmp_path: Path
) -> None:
    def health(name: str) -> int:
        folder = tmp_path / name
        folder.mkdir()
        with running(folder, database_url=database_url) as emulator:
            return emulator.http.get("/_emulator/ready").status_code

    with ThreadPoolExecutor() as pool:
        assert list(pool.map(health, ["first", "second"])) == [200, 200]


OPEN = """
import sys
from emulator.store.engine import Database

Database(sys.argv[1]).close()
print("alembic" in sys.modules)
"""


def test_neither_a_new_database_nor_one_of_today_needs_alembic(database_url: str) -> None:
    imported = [
        subprocess.run(
            [sys.executable, "-c", OPEN, database_url],
            env=environment(),
            capture_output=True,
            text=True,
            check=True,
            timeout=PATIENCE,
        ).stdout.strip()
        for _ in range(2)
    ]
    assert imported == ["False", "False"]


def test_connections_to_a_file_journal_ahead(database_url: str) -> None:
    with closing(Database(database_url)) as database, closing(database.connect()) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


@pytest.mark.parametrize("in_memory", [False, True], ids=["file", "memory"])
def test_connections_all_hold_to_foreign_keys(in_memory: bool, database_url: str) -> None:
    orphan = "INSERT INTO fleet_location (key, fleet_key, location) VALUES (1, 99, 'custom-nowhere')"
    with closing(Database("sqlite://" if in_memory else database_url)) as database:
        connections = [database.connect(), database.connect()]
        for connection in connections:
            with closing(connection), pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
                connection.execute(orphan)


def test_database_in_memory_is_shared_by_its_connections_and_by_nobody_else() -> None:
    with closing(Database("sqlite://")) as ours, closing(Database("sqlite://")) as theirs:
        with closing(ours.connect()) as connection, write(connection) as store:
            store.begin_world(b"renewed", Clock(), 0)
        assert token_key(ours) == b"renewed"
        assert token_key(theirs) != b"renewed"


def test_database_file_gets_its_folder(tmp_path: Path) -> None:
    Database(f"sqlite:///{tmp_path / 'new' / 'folder' / 'emulator.db'}").close()
    assert (tmp_path / "new" / "folder" / "emulator.db").is_file()


OTHER_YEARS = (
    "INSERT INTO fleet (key, account, region, fleet_id, name, compute_type, certificate_type, creation_time)"
    " VALUES (1, '000000000000', 'us-east-1', 'fleet-a', 'a', 'EC2', 'DISABLED', -5)",
    "INSERT INTO game_session (key, fleet_key, game_session_id, id_string, location, status,"
    " maximum_player_session_count, creation_time, due_time, due_status)"
    " VALUES (1, 1, 'arn:aws:gamelift:us-east-1::gamesession/fleet-a/gsess-a', 'gsess-a', 'us-east-1', 'ACTIVATING', 4,"
    " 253402300799000, 253402300800000, 'ACTIVE')",
    "INSERT INTO fleet (key, account, region, fleet_id, name, compute_type, certificate_type, creation_time)"
    " VALUES (2, '000000000000', 'us_east_1', 'fleet-b', 'b', 'EC2', 'DISABLED', 5)",
    "INSERT INTO opened_region (account, region) VALUES ('000000000000', 'us_east_1'), ('000000000000', 'eu-west-1')",
    "INSERT INTO answered_call VALUES ('an-id-of-a-call', 'DeleteFleet', 'null', 5)",
)


@pytest.mark.parametrize("clock", [(-(10**18), "NULL"), (10**18, "NULL"), (0, -5), (0, 10**18)], ids=str)
def test_database_of_other_years_and_regions_is_brought_into_range(
    clock: tuple[object, object], database_url: str
) -> None:
    with alembic_config(database_url) as (config, connection):
        alembic.upgrade(config, "0002")
        for statement in (*OTHER_YEARS, "UPDATE emulator SET clock_offset = {}, clock_frozen_at = {}".format(*clock)):
            connection.execute(text(statement))
    with opened(database_url) as store:
        assert store.shared().clock.now(NOON) in (0, LATEST)
        assert [fleet.creation_time for fleet in store.everywhere(Fleet, "fleet-a")] == [0]
        ((session, _),) = store.game_sessions.everywhere("gsess-a", now=12)
        assert session.due_time == LATEST
        assert (store.everywhere(Fleet, "fleet-b"), store.opened_regions()) == ([], [("eu-west-1", "000000000000")])


FIRST_ROWS = (
    "INSERT INTO fleet VALUES (1, '000000000000', 'us-east-1', 'fleet-a', 'a', 'EC2', 'GENERATED', 5)",
    "INSERT INTO fleet VALUES (2, '000000000000', 'eu-west-1', 'fleet-b', 'b', 'ANYWHERE', 'DISABLED', 6)",
    "INSERT INTO game_session VALUES (1, 1, 'arn:aws:gamelift:us-east-1::gamesession/fleet-a/gsess-a', 'us-east-1',"
    " 'A', 'ACTIVE', 4, '10.0.0.1', 'a.example', 7777, 10, NULL)",
    "INSERT INTO game_session VALUES (2, 2, 'arn:aws:gamelift:eu-west-1::gamesession/fleet-b/custom-x/gsess-b',"
    " 'custom-x', NULL, 'TERMINATED', 4, NULL, NULL, NULL, 10, 20)",
    "INSERT INTO player_session VALUES (1, 1, 'psess-1', 'alice', 'ACTIVE', 11, 60011, NULL, 'data')",
)


def test_database_of_the_first_schema_keeps_its_world_and_learns_what_is_new(database_url: str) -> None:
    with alembic_config(database_url) as (config, connection):
        alembic.upgrade(config, "0001")
        for statement in FIRST_ROWS:
            connection.execute(text(statement))
    with opened(database_url) as store:
        first, second = store.everywhere(Fleet, "fleet-a") + store.everywhere(Fleet, "fleet-b")
        assert (first.certificate_type, first.status, second.compute_type) == ("GENERATED", "ACTIVE", "ANYWHERE")
        assert [store.fleets.locations(fleet.key) for fleet in (first, second)] == [["us-east-1"], ["custom-x"]]
        assert [each.location_name for each in store.locations.all("eu-west-1", "000000000000")] == ["custom-x"]
        ((session, held),) = store.game_sessions.everywhere("gsess-a", now=12)
        assert (session.name, session.id_string, session.port, held) == ("A", "gsess-a", 7777, 1)
        found = store.player_sessions.find("psess-1", "us-east-1", "000000000000", now=12)
        assert found is not None
        assert (found[0].player_data, found[1].dns_name) == ("data", "a.example")


MATCHED_ROWS = (
    "INSERT INTO placement (key, account, region, placement_id, queue_key, game_session_queue_name, status,"
    " maximum_player_session_count, game_properties, player_latencies, desired_player_sessions, priority_override,"
    " start_time, deadline, game_session_id, ip_address, port, placed_player_sessions, failed_places)"
    " VALUES (1, '000000000000', 'us-east-1', 'm', 1, 'q', 'FULFILLED', 4, '{}', '[]', '[]', 'null', 1, 2, 'arn', "
    ' \'10.0.0.1\', 7777, \'[["a", "psess-a"], ["b", "psess-b"]]\', \'[]\')',
    "INSERT INTO matchmaking_ticket (key, account, region, ticket_id, configuration_key, configuration_name, status,"
    " start_time, deadline, end_time, players, match_id, rule_counts) VALUES (1, '000000000000', 'us-east-1', 't', 1,"
    """ 'c', 'COMPLETED', 1, 2, 3, '[["b", {"x": 5.0, "y": ["z"]}, {"us-east-1": 7}, "red", true]]', 'm', '{}')""",
    "INSERT INTO matchmaking_ticket (key, account, region, ticket_id, configuration_key, configuration_name, status,"
    " start_time, deadline, end_time, players, rule_counts) VALUES (2, '000000000000', 'us-east-1', 'other', 1, 'c',"
    """ 'CANCELLED', 1, 2, 3, '[["c", {}, {}, null, null]]', '{}')""",
)


def test_tickets_that_were_completed_know_where_their_players_are(database_url: str) -> None:
    with alembic_config(database_url) as (config, connection):
        alembic.upgrade(config, "0017")
        for statement in MATCHED_ROWS:
            connection.exec_driver_sql(statement)
    with opened(database_url) as store:
        (done,) = store.matchmaking.everywhere("t")
        assert (done.game_session_id, done.ip_address, done.dns_name, done.port) == ("arn", "10.0.0.1", None, 7777)
        (player,) = read_players(done)
        assert player == TicketPlayer("b", {"x": 5.0, "y": ["z"]}, {"us-east-1": 7}, "red", True, "psess-b")
        (other,) = store.matchmaking.everywhere("other")
        assert (other.game_session_id, read_players(other)) == (None, [TicketPlayer("c", {}, {})])
