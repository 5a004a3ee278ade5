"""What matchmaking costs: a ticket among 1,000 open ones; a settle that forms 100 matches; other calls beside 10,000
tickets that cannot match; and the search alone, beside the Go engine flexi on the same pool."""

import json
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any

import msgspec

from emulator.domain.matchmaking.dry_run import read_tickets
from emulator.domain.matchmaking.reading import check_rule_set
from emulator.domain.matchmaking.search import SearchOptions, search
from tests.bench.findings import Aim, Effort, Finding, Part, Skipped, interleaved
from tests.bench.installing import NotInstalled, go_command
from tests.bench.load import Call, Connection, aws_request, control_request, fresh_request
from tests.bench.servers import Server, emulator
from tests.bench.worlds import NOBODY

OPEN, STUCK = 1_000, 10_000
QUICK_SHARE = 20
"""A trial has that many times fewer tickets."""
CLOCK = ("--clock", "2026-01-01T00:00:00Z")
RULES = json.dumps(
    {
        "ruleLanguageVersion": "1.0",
        "playerAttributes": [{"name": "skill", "type": "number"}],
        "teams": [{"name": name, "minPlayers": 5, "maxPlayers": 5} for name in ("red", "blue")],
        "rules": [
            {
                "name": "FairTeamSkill",
                "type": "distance",
                "measurements": ["avg(teams[*].players.attributes[skill])"],
                "referenceValue": "avg(flatten(teams[*].players.attributes[skill]))",
                "maxDistance": 10,
            },
            {
                "name": "EqualTeamSizes",
                "type": "comparison",
                "measurements": ["count(teams[red].players)"],
                "referenceValue": "count(teams[blue].players)",
                "operation": "=",
            },
            {"name": "FastConnection", "type": "latency", "maxLatency": 100},
        ],
    }
)
"""5 v 5: skill, latency, team size. With the pool below nearly all tickets come into a match."""


def pool(count: int) -> list[dict[str, Any]]:
    """Tickets of one player each, the same ones every time."""
    random = Random(count)
    return [
        {
            "TicketId": f"t-{number}",
            "Players": [
                {
                    "PlayerId": f"p-{number}",
                    "PlayerAttributes": {"skill": {"N": round(random.uniform(0, 30), 3)}},
                    "LatencyInMs": {"us-east-1": random.randint(20, 90), "eu-west-1": random.randint(20, 140)},
                }
            ],
        }
        for number in range(count)
    ]


def measure(cache: Path, effort: Effort) -> Part:
    share = 1 if effort.install else QUICK_SHARE
    with tempfile.TemporaryDirectory(dir=cache) as folder:
        rows = [*served(Path(folder), effort, OPEN // share), beside_stuck(Path(folder), effort, STUCK // share)]
    return Part([*rows, beside_flexi(cache, effort, pool(OPEN // share))])


def served(folder: Path, effort: Effort, count: int) -> Iterator[Finding]:
    """StartMatchmaking while so many tickets are open, and the settle that forms all their matches."""
    starts, settles = [], []
    for number in range(effort.rounds):
        with matchmaker(folder / f"served-{number}.db") as (server, connection):
            taken = [connection.milliseconds(start(server.url, each)) for each in pool(count)]
            starts.append(sorted(taken[-100:])[len(taken[-100:]) // 2])
            settles.append(connection.milliseconds(control_request(server.url, "/clock/advance", b'{"seconds":1}')))
    yield Finding(f"StartMatchmaking among {count:,} open tickets", "ms", starts, "", [], Aim("≤", 15, "ms"))
    what = f"a settle that forms {count // 10:,} matches of 5 v 5"
    yield Finding(what, "ms", settles, "", [], Aim("≤", 500, "ms"))


@contextmanager
def matchmaker(file: Path) -> Iterator[tuple[Server, Connection]]:
    """An emulator whose clock stands still, with a configuration `c` that is STANDALONE."""
    with emulator(file, *CLOCK, "--log-level", "warning", first=NOBODY) as server, Connection(server.url) as connection:
        connection.ask(fresh(server.url, "CreateMatchmakingRuleSet", {"Name": "r", "RuleSetBody": RULES}))
        made = {"Name": "c", "RuleSetName": "r", "RequestTimeoutSeconds": 43_200, "AcceptanceRequired": False}
        connection.ask(fresh(server.url, "CreateMatchmakingConfiguration", {**made, "FlexMatchMode": "STANDALONE"}))
        yield server, connection


def fresh(url: str, operation: str, body: Mapping[str, object]) -> bytes:
    return fresh_request(url, Call(f"GameLift.{operation}", body))


def start(url: str, ticket: Mapping[str, object]) -> bytes:
    return fresh(url, "StartMatchmaking", {**ticket, "ConfigurationName": "c"})


def beside_stuck(folder: Path, effort: Effort, count: int) -> Finding:
    """DescribePlayerSessions beside tickets that cannot match, since their players tell no latency."""
    stuck = [
        {"TicketId": f"s-{number}", "ConfigurationName": "c", "Players": [{"PlayerId": f"s-{number}"}]}
        for number in range(count)
    ]
    calls = 200 if effort.install else 20
    with matchmaker(folder / "stuck.db") as (server, connection), matchmaker(folder / "none.db") as (other, alone):
        connection.ask(control_request(server.url, "/seed", msgspec.json.encode({"MatchmakingTickets": stuck})))
        for url, each in ((server.url, connection), (other.url, alone)):
            each.ask(control_request(url, "/clock/advance", b'{"seconds":2}'))
            each.ask(control_request(url, "/clock/advance", b'{"seconds":0}'))
        found = interleaved(
            "matchmaking",
            effort.rounds,
            {
                "with": lambda: (
                    sum(connection.milliseconds(aws_request(server.url, NOBODY)) for _ in range(calls)) / calls
                ),
                "without": lambda: (
                    sum(alone.milliseconds(aws_request(other.url, NOBODY)) for _ in range(calls)) / calls
                ),
            },
        )
    what = f"DescribePlayerSessions beside {count:,} tickets that cannot match"
    return Finding(what, "ms", found["with"], "without", found["without"], Aim("≤", 1.1))


def beside_flexi(cache: Path, effort: Effort, tickets: list[dict[str, Any]]) -> Finding | Skipped:
    """The search alone, of the whole pool at once. flexi is compiled, fills greedily, and does not backtrack.

    It reads expressions of its own form, `teams[red].players.skill`. The rule that counts players is left out for both:
    flexi judges it at each ticket, so that it makes no match at all.
    """
    try:
        program = go_command("flexi", cache, install=effort.install)  # which asks flexi
    except NotInstalled as error:
        return Skipped("the search alone ÷ flexi v0.0.1", str(error))
    document = json.loads(RULES)
    document["rules"] = [rule for rule in document["rules"] if rule["name"] != "EqualTeamSizes"]
    body = json.dumps(document)
    rules = check_rule_set(body)
    ours = []
    for _ in range(effort.rounds):
        read = read_tickets(tickets, rules)
        begun = perf_counter()
        matches = len(search(read, rules, read[0].start_time + 1_000, SearchOptions()).matches)
        ours.append((perf_counter() - begun) * 1_000)
    asked = json.dumps(
        {"rules": body.replace(".attributes[skill]", ".skill"), "tickets": tickets, "rounds": effort.rounds}
    )
    theirs = json.loads(subprocess.run([program], input=asked, capture_output=True, text=True, check=True).stdout)
    what = f"the search alone: {matches} matches of {len(tickets):,} tickets"
    return Finding(what, "ms", ours, f"flexi v0.0.1 in Go: {theirs['matches']} matches", theirs["milliseconds"])
