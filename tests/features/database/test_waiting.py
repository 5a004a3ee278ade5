"""A database that somebody else keeps locked: calls wait, each for ten seconds from its own arrival."""

import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

from tests.support.running import JSON, running


def test_waiting_counts_from_the_arrival_of_each_call(tmp_path: Path, database_url: str) -> None:
    with running(tmp_path, database_url=database_url) as emulator:
        requests: list[Callable[[], int]] = [
            *[lambda: emulator.call("CreateLocation", {"LocationName": "custom-a"}).status_code] * 6,
            lambda: emulator.http.put("/_emulator/clock", json={"frozen": True}, headers=JSON).status_code,
            lambda: emulator.http.post("/_emulator/reset", headers=JSON).status_code,
            *[lambda: emulator.http.post("/_emulator/seed", json={"Fleets": []}, headers=JSON).status_code] * 10,
        ]
        with closing(sqlite3.connect(tmp_path / "emulator.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with ThreadPoolExecutor(len(requests)) as pool:
                # Each is answered within the client's 30 seconds: in line, the fourth would have waited for 40. There
                # are more seeds than threads, and a state is read meanwhile.
                asked = [pool.submit(ask) for ask in requests]
                state = emulator.http.get("/_emulator/state")
                assert not any(each.done() for each in asked)
                answers = [each.result() for each in asked]
        assert state.status_code == 200
        assert answers == [500] * 6 + [503] * 12
        assert emulator.control("GET", "/failures") == {"failures": []}
