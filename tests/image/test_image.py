"""What the image promises to those who run it. Everything runs with a read-only root and without capabilities."""

import json
import time

from emulator import __version__
from tests.image.engine import Container, Start, run

LONG_MATCH = "arn:aws:gamelift:us-east-1::gamesession/fleet-a1b2c3d4-0001-4000-8000-000000000002/gsess-long-match"


def long_match(container: Container) -> list[str]:
    """The player sessions of the ready-made world's largest game session, page after page."""
    pages = container.client().get_paginator("describe_player_sessions").paginate(GameSessionId=LONG_MATCH)
    return [session["PlayerSessionId"] for page in pages for session in page["PlayerSessions"]]


def test_it_answers_a_stock_paginator_at_the_published_port(seeded: Container) -> None:
    assert len(long_match(seeded)) == 1200


def test_it_runs_as_a_numeric_user_that_is_not_root(seeded: Container) -> None:
    assert seeded.inspect()["Config"]["User"] == "10001:10001"
    assert seeded.execute("id", "-u").stdout.strip() == "10001"


def test_it_writes_to_the_volume_alone(seeded: Container) -> None:
    assert "emulator.db" in seeded.execute("ls", "/data").stdout
    assert seeded.execute("touch", "/opt/emulator/new", check=False).returncode != 0


def test_it_has_no_tools_that_built_it(seeded: Container) -> None:
    modules = "('pip', 'hatchling', 'setuptools')"
    found = seeded.execute("python", "-c", f"import importlib.util as u; print([*filter(u.find_spec, {modules})])")
    assert found.stdout.strip() == "[]"
    compilers = seeded.execute("sh", "-c", "command -v cc gcc clang make", check=False)
    assert compilers.stdout == ""


def test_its_commands_find_the_emulator(seeded: Container) -> None:
    assert json.loads(seeded.execute("gamelift-emulator", "clock", "show").stdout)["frozen"] is False


def test_its_labels_say_what_it_is(engine: str, image: str) -> None:
    labels = json.loads(run(engine, "image", "inspect", image).stdout)[0]["Config"]["Labels"]
    named = {name.rpartition(".")[2]: text for name, text in labels.items() if name.startswith("org.opencontainers")}
    assert named["title"] == "gamelift-emulator"
    assert named["licenses"] == "Apache-2.0"
    assert named["version"] == __version__


def test_state_outlives_the_container_on_its_volume(start: Start) -> None:
    first = start("serve", "--seed", "/seed_data")
    first.wait_until_healthy()
    before = long_match(first)
    first.stop()
    second = start()
    second.wait_until_healthy()
    assert long_match(second) == before


def test_sigterm_ends_it_with_exit_code_0_within_seconds(start: Start) -> None:
    container = start()
    container.wait_until_healthy()
    began = time.monotonic()
    assert container.stop() == 0
    assert time.monotonic() - began < 5


def test_any_other_user_can_run_it(start: Start) -> None:
    container = start(flags=("--user=12345:12345",))
    container.wait_until_healthy()
    assert container.execute("id", "-u").stdout.strip() == "12345"
