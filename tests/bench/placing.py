"""What placing a game session costs: 1,000 placements at once over 50 fleets, beside the two calls that do the same.

The fleets have just enough simulated server processes for all. So the later a placement comes, the more of the places
that its queue leads to are full; what was asked for is in the end exactly what there is.
"""

import tempfile
from collections.abc import Sequence
from functools import partial
from itertools import cycle
from pathlib import Path

import msgspec

from tests.bench import cpu
from tests.bench.findings import Aim, Effort, Finding, Part, Skipped, interleaved
from tests.bench.load import Call, Connection, ask_all, aws_request, control_request
from tests.bench.servers import Server, emulator
from tests.bench.worlds import NOBODY
from tests.support.placements import fleet_ids, queue_to_fleets

FLEETS = 50
PLAYERS = ("player-1", "player-2")
UTILIZATION = Call("GameLift.DescribeFleetUtilization", {"FleetIds": fleet_ids(FLEETS)})


def measure(cache: Path, effort: Effort) -> Part:
    placements = effort.placements
    if not cpu.KNOWN:
        return Part([Skipped("placing a game session", cpu.UNKNOWN)])
    with tempfile.TemporaryDirectory(dir=cache) as folder:
        seed = Path(folder, "fleets.json")
        seed.write_bytes(msgspec.json.encode(queue_to_fleets(FLEETS, placements // FLEETS)))
        with emulator(Path(folder, "world.db"), "--seed", str(seed), first=NOBODY) as ours:
            placed = partial(cost, ours, starts(ours.url, placements), placements)
            created = partial(cost, ours, creates(ours.url, placements), placements)
            found = interleaved("placing", effort.rounds, {"placed": placed, "created": created})
    return Part(
        [
            Finding(
                f"CPU per placement, {placements:,} over {FLEETS} fleets",
                "µs",
                found["placed"],
                "CreateGameSession, CreatePlayerSessions",
                found["created"],
                Aim("≤", 1.5),
            )
        ]
    )


def starts(url: str, count: int) -> list[bytes]:
    """The calls that start so many placements."""
    desired = [{"PlayerId": each} for each in PLAYERS]
    members = {"GameSessionQueueName": "queue", "MaximumPlayerSessionCount": 2, "DesiredPlayerSessions": desired}
    return [
        aws_request(url, Call("GameLift.StartGameSessionPlacement", members | {"PlacementId": f"placement-{number}"}))
        for number in range(count)
    ]


def creates(url: str, count: int) -> list[bytes]:
    """The calls that make the same game sessions and player sessions, each at a place where there is room."""
    sessions, players = [], []
    for number, fleet in zip(range(count), cycle(fleet_ids(FLEETS)), strict=False):
        token = f"created-{number}"
        sessions.append({"FleetId": fleet, "MaximumPlayerSessionCount": 2, "IdempotencyToken": token})
        players.append(
            {"GameSessionId": f"arn:aws:gamelift:us-east-1::gamesession/{fleet}/{token}", "PlayerIds": PLAYERS}
        )
    calls = [Call("GameLift.CreateGameSession", each) for each in sessions]
    calls += [Call("GameLift.CreatePlayerSessions", each) for each in players]
    return [aws_request(url, each) for each in calls]


def cost(server: Server, requests: Sequence[bytes], count: int) -> float:
    """Microseconds of the server's processor for each placement, or what does the same, in a world of their own.

    Raises: AssertionError where that world does not hold in the end exactly what was asked for.
    """
    with Connection(server.url) as connection:
        connection.ask(control_request(server.url, "/reset?seed=1"))
        before = cpu.cpu_seconds(server.pid)
        ask_all(server.url, requests)
        spent = cpu.cpu_seconds(server.pid) - before
        used = msgspec.json.decode(connection.ask(aws_request(server.url, UTILIZATION)))["FleetUtilization"]
    each = (count // FLEETS, len(PLAYERS) * count // FLEETS)
    assert [(use["ActiveGameSessionCount"], use["CurrentPlayerSessionCount"]) for use in used] == [each] * FLEETS
    return spent / count * 1_000_000
