"""Requests to the control API, for the fuzz: documents that are nearly right, and routes that are nearly there."""

import json
from collections.abc import Callable
from random import Random
from typing import Any, NamedTuple
from urllib.parse import quote

from emulator.operations import OPERATIONS
from tests.attack.values import HOSTILE_NUMBERS, HOSTILE_TEXTS, anything, as_json, text
from tests.attack.world import GAME_SESSIONS, PLAYER_SESSIONS, small_world
from tests.support.running import JSON

STRUCK = "struck by a fault"
"""Only calls with this text are struck by the faults of the fuzz, which may drop them or hold them up."""
INSTANTS = (
    "2026-01-01T00:00:00Z", "2026-01-01T00:00:00.123+02:00", "1970-01-01T00:00:00Z", "1969-12-31T23:59:59Z",
    "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999Z", "2026-02-30T00:00:00Z", "2026-01-01", "now", "-5m", "",
    "2026-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59", "２０２６-01-01T00:00:00Z",
)  # fmt: skip
PATHS = (
    "/health", "/ready", "/info", "/clock", "/state", "/faults", "/requests", "/failures", "/metrics", "/docs",
    "/openapi.json", "", "/", "/nothing", "/requests?operation=DescribeAlias", "/requests?operation=%00", "/faults/1",
    "/faults/-1", "/faults/99999999999999999999999", "/assets/../../../etc/passwd", "/assets/%2e%2e/%2e%2e/setup.py",
    "/assets/%00", "/assets/" + "a" * 5_000, "/clock/", "//clock", "/reset?seed=maybe", "/%ff", "/é",
    "/regions", "/game-sessions", "/game-sessions?before=9999999999999999999.1&limit=1", "/player-sessions?player=%00",
    "/placements?search=%ff&id=%00", "/placements/%00/explanation", "/matchmaking-tickets?before=-1.-1&status=QUEUED",
    "/matchmaking-tickets/%ff/explanation", "/changes?after=9223372036854775808", "/changes", "/advice?earlier=1",
)  # fmt: skip

LAUGHS = b"".join(b"%c: &%c [*%c, *%c]\n" % (n + 1, n + 1, n, n) for n in range(97, 121))
"""A list of lists of lists … of the same list, which holds millions of entries where somebody looks at each."""
HOSTILE_YAML = (
    b"a: &a [x, x]\n" + LAUGHS, b"Fleets: &a [*a]", b"!!python/object/apply:os.getcwd []", b"[" * 5_000, b"- " * 5_000,
    b"{a: " * 5_000, b"? {a: b}\n: c", b"Fleets: [{FleetId: 2026-01-01}]", b"Fleets: [{FleetId: !!binary x}]", b"\t",
    b"Fleets: {<<: 1}", b"%YAML 9.9\n--- x", b"--- {}\n--- {}", b"Fleets: [{FleetId: .inf}]", b"\x00", b"\xff\xfe",
    b"GameSessions: [{Port: 0x" + b"f" * 5_000 + b"}]",
    *(b"Fleets: [{FleetId: fleet-1, CreationTime: %b}]" % time for time in (
        b"9999-99-99", b"-1e400", b"1:1:1:1:1:1:1", b"0001-01-01", b"2026-01-01 00:00:00 +99:99", b"-99999999999999d",
    )),
)  # fmt: skip


class ControlRequest(NamedTuple):
    method: str
    path: str
    headers: dict[str, str]
    body: bytes


def control(random: Random) -> ControlRequest:
    """Some request to the control API; now and then with another method, type or broken body than it should have."""
    method, path, document = random.choices(*ROUTES)[0](random)
    body = b"" if document is None else document if isinstance(document, bytes) else as_json(document)
    headers = {"Content-Type": "application/yaml"} if isinstance(document, bytes) else dict(JSON)
    if random.random() < 0.1:
        body = broken(body, random)
    if random.random() < 0.05:
        method = random.choice(("GET", "HEAD", "PUT", "POST", "DELETE", "PATCH", "OPTIONS"))
        if method == "GET" and path == "/state":
            body = b""
    if random.random() < 0.05:
        headers = {"Content-Type": random.choice(("text/plain", "application/yaml", "", "application/json; charset=x"))}
    return ControlRequest(method, f"/_emulator{path}", headers, body)


def broken(body: bytes, random: Random) -> bytes:
    """A body with some of it cut out, doubled, or replaced by any bytes."""
    start, end = sorted(random.randint(0, len(body)) for _ in range(2))
    return body[:start] + random.choice((b"", body[start:end] * 2, random.randbytes(3), b"\x00")) + body[end:]


Route = Callable[[Random], tuple[str, str, Any]]


def reading(random: Random) -> tuple[str, str, Any]:
    return random.choice(("GET", "GET", "GET", "HEAD", "DELETE")), random.choice(PATHS), None


def clock(random: Random) -> tuple[str, str, Any]:
    now = anything(random) if random.random() < 0.2 else random.choice(INSTANTS)
    frozen = anything(random) if random.random() < 0.2 else random.random() < 0.5
    return "PUT", "/clock", random.choice(({"now": now}, {"frozen": frozen}, {"now": now, "frozen": frozen}, now))


def advance(random: Random) -> tuple[str, str, Any]:
    seconds = (
        anything(random) if random.random() < 0.3 else random.choice((0, 0.001, 61, 86_400.5, 1e11, *HOSTILE_NUMBERS))
    )
    return "POST", "/clock/advance", {"seconds": seconds}


def fault(random: Random) -> tuple[str, str, Any]:
    """A fault that strikes only calls that bear the mark."""
    rule: dict[str, Any] = {
        "operation": random.choice((*OPERATIONS, None, "Nothing", *OPERATIONS)),
        "error": random.choice(("InternalServiceException", "ThrottlingException", "NotFoundException", None)),
        "message": random.choice((None, "asked for", *HOSTILE_TEXTS)),
        "drop": random.random() < 0.3,
        "delay_seconds": random.choice((0, 0, 0.01, 0.05)),
        "performed": random.random() < 0.5,
        "probability": random.choice((1, 0.5, 0, 2, -1)),
        "times": random.choice((None, 1, 3, 0, 2**70)),
        "seed": random.choice((0, 1, -1, 2**70)),
    }
    if random.random() < 0.3:
        rule[random.choice((*list(rule), "extra"))] = anything(random)
        rule["delay_seconds"] = 0
    if random.random() < 0.6:
        rule = {name: value for name, value in rule.items() if random.random() < 0.5}
    return "POST", "/faults", rule | {"match": {random.choice(("PlayerId", "Name")): STRUCK}}


def act(random: Random) -> tuple[str, str, Any]:
    """What a game server does, by hand."""
    if random.random() < 0.5:
        name = random.choice((*PLAYER_SESSIONS, text(random, 9)))
        return "POST", f"/player-sessions/{quote(name)}/{random.choice(('accept', 'remove', 'eat'))}", None
    name = random.choice((*GAME_SESSIONS, text(random, 9)))
    how = random.choice(("activate", "end", "crash", ""))
    return "POST", f"/game-sessions/{quote(name, safe=random.choice((':/', '')))}/{how}", None


def changed_document(random: Random, document: dict[str, Any]) -> dict[str, Any]:
    """The document with a few of its values replaced."""
    copy: dict[str, Any] = json.loads(json.dumps(document))
    for _ in range(random.choice((0, 1, 1, 2))):
        entries = copy[random.choice(list(copy))]
        if isinstance(entries, list) and entries:
            entries = random.choice(entries)
        if isinstance(entries, dict) and entries:
            entries[random.choice((*entries, "Status", "CreationTime", "TerminationTime", "Name"))] = (
                anything(random) if random.random() < 0.6 else random.choice(INSTANTS)
            )
    return copy


def seed(random: Random) -> tuple[str, str, Any]:
    return "POST", "/seed", changed_document(random, small_world())


def yaml_seed(random: Random) -> tuple[str, str, Any]:
    return "POST", "/seed", random.choice((*HOSTILE_YAML, as_json(small_world())))


def state(random: Random) -> tuple[str, str, Any]:
    offset: Any = random.choice((0, 5, -5.5, *HOSTILE_NUMBERS))
    place: Any = random.choice(({"Offset": offset}, {"FrozenAt": random.choice(INSTANTS)}, {}, anything(random)))
    whole = {"Format": random.choice((1, 2, 2, 2, 3, -1)), "Clock": place} | small_world()
    return "PUT", "/state", changed_document(random, whole)


def reset(_: Random) -> tuple[str, str, Any]:
    return "POST", "/reset", None


ROUTES: tuple[list[Route], list[int]] = (
    [reading, clock, advance, fault, act, seed, yaml_seed, state, reset],
    [30, 15, 8, 12, 20, 10, 2, 8, 1],
)
