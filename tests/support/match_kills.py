"""Matches form on two emulator processes and one database, while one of them is killed: then what came of it."""

import http.client
import threading
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

from emulator.testing import GameLift
from tests.attack.connection import Connection
from tests.support.backfills import PAIRS
from tests.support.configurations import WITH_QUEUE, new_configuration
from tests.support.queues import new_queue
from tests.support.rule_sets import BODY, new_rule_set
from tests.support.running import Running, running

STARTERS = 4
MOST_TICKETS = 60
"""Acknowledged before a kill, at most."""
FLAGS = ("--matchmaking-interval-seconds", "0.02")


class Starter(threading.Thread):
    """Starts tickets of one player each, until its emulator is gone."""

    def __init__(self, emulator: Running, name: str, enough: threading.Event, until: int) -> None:
        super().__init__()
        self._url = emulator.url
        self._name = name
        self._enough = enough
        self._until = until
        self.acknowledged: list[str] = []

    def run(self) -> None:
        with Connection(self._url) as connection:
            try:
                while not self._enough.is_set():
                    ticket = f"{self._name}-{len(self.acknowledged)}"
                    started = connection.call(
                        "StartMatchmaking",
                        ConfigurationName="duels",
                        TicketId=ticket,
                        Players=[{"PlayerId": f"player-of-{ticket}"}],
                    )
                    assert started.status == 200, started
                    self.acknowledged.append(ticket)
                    if len(self.acknowledged) == self._until:
                        self._enough.set()
            except (OSError, http.client.HTTPException):
                return


def form_matches_under_kills(folder: Path, seed: int, rounds: int, *, fills: bool = False) -> list[str]:
    """What is wrong after so many kills: nothing, where all is well.

    With `fills`, a match leaves slots of its game session open, and automatic backfill lets others join it.
    """
    url = f"sqlite:///{folder / 'emulator.db'}"
    with running(folder, *FLAGS, database_url=url) as emulator:
        client, mode = emulator.client(), "AUTOMATIC" if fills else "MANUAL"
        new_rule_set(client, body=PAIRS if fills else BODY)
        new_queue(client)
        new_configuration(client, **WITH_QUEUE, RequestTimeoutSeconds=43_200, BackfillMode=mode)
    acknowledged: list[str] = []
    for number in range(rounds):
        random = Random(f"{seed} {number}")
        with running(folder, *FLAGS, database_url=url) as one, running(folder, *FLAGS, database_url=url) as two:
            acknowledged += kill_one(one, two, f"t{number}", random)
    with running(folder, *FLAGS, database_url=url) as emulator:
        emulator.advance(2)
        found = complaints(emulator, acknowledged)
        if fills and rounds > 1 and not filled(emulator):
            found.append("no game session was filled")
        return found


def kill_one(one: Running, two: Running, name: str, random: Random) -> list[str]:
    """The tickets that were acknowledged until the first of the two was killed."""
    enough = threading.Event()
    starters = [
        Starter((one, two)[place % 2], f"{name}-{place}", enough, random.randint(1, MOST_TICKETS // STARTERS))
        for place in range(STARTERS)
    ]
    for each in starters:
        each.start()
    enough.wait()
    one.process.kill()
    for each in starters:
        each.join()
    return [ticket for each in starters for ticket in each.acknowledged]


def filled(emulator: Running) -> int:
    """How many backfill tickets have brought players."""
    tickets = emulator.control("GET", "/state")["MatchmakingTickets"]
    return sum("Backfill" in each and each["Status"] == "COMPLETED" for each in tickets)


def complaints(emulator: Running, acknowledged: Sequence[str]) -> list[str]:
    """All that no kill may bring about."""
    state = emulator.control("GET", "/state")
    tickets = {each["TicketId"]: each for each in state["MatchmakingTickets"] if "Backfill" not in each}
    backfills = [each for each in state["MatchmakingTickets"] if "Backfill" in each]
    filling = {each["TicketId"] for each in backfills}
    events = [each.detail for each in GameLift(emulator.url).events()]
    created, succeeded, searching = (
        [each for each in events if each.get("type") == kind]
        for kind in ("PotentialMatchCreated", "MatchmakingSucceeded", "MatchmakingSearching")
    )
    completed = {name for name, each in tickets.items() if each["Status"] == "COMPLETED"}
    players = Counter(each["PlayerId"] for each in state["PlayerSessions"])
    fulfilled = Counter(each["placementId"] for each in events if each.get("type") == "PlacementFulfilled")
    matches = Counter(each["matchId"] for each in created)
    placed = Counter(each["matchId"] for each in created if not filling.intersection(tickets_of([each])))
    slots = {each["GameSessionId"]: each["MaximumPlayerSessionCount"] for each in state["GameSessions"]}
    held = Counter(each["GameSessionId"] for each in state["PlayerSessions"])
    asking = Counter(each["GameSessionId"] for each in backfills if "EndTime" not in each)
    found = {
        "acknowledged, and lost": set(acknowledged) - set(tickets),
        "left behind, although two could match": set(sorted(set(tickets) - completed)[1:]),
        "looked at more or less than once": unequal(tickets_of(searching, filling), Counter(tickets.keys())),
        "in more or less than one match": unequal(tickets_of(created, filling), Counter(completed)),
        "succeeded more or less than once": unequal(tickets_of(succeeded, filling), Counter(completed)),
        "matches that succeeded more or less than once": unequal(
            Counter(each["matchId"] for each in succeeded), matches
        ),
        "matches placed more or less than once": unequal(fulfilled, placed),
        "game sessions with more players than slots": {each for each, count in held.items() if count > slots[each]},
        "game sessions with two open backfill tickets": {each for each, count in asking.items() if count > 1},
        "players in more or less than one game session": unequal(
            players, Counter(f"player-of-{each}" for each in completed)
        ),
    }
    return [f"{what}: {sorted(which)[:5]}" for what, which in found.items() if which]


def tickets_of(events: Sequence[Mapping[str, Any]], but: Collection[str] = ()) -> Counter[str]:
    named = (each["ticketId"] for event in events for each in event["tickets"])
    return Counter(each for each in named if each not in but)


def unequal(some: Counter[str], others: Counter[str]) -> set[str]:
    """What is counted otherwise in the other one."""
    return {each for each in some | others if some[each] != others[each]}
