"""Values for members of calls: what the service model allows, what lies at its bounds, and what it forbids."""

import json
from base64 import b64encode
from collections.abc import Callable, Sequence
from random import Random

from botocore.model import ListShape, MapShape, Shape, StructureShape

from emulator.hosting.ready_made import COMPUTE, FLEET_ID, LOCATION
from tests.attack.world import ALIASES, FLEETS, GAME_SESSIONS, PLAYER_SESSIONS, PLAYERS

CHARACTERS = "aZ09-_:/. \t\n\r\x00\x07\x1b\x7f\x80\x85\xa0éß\u200b\u202e\u2028\ufeff\ufffe漢字🎮\U0010ffff\"'\\<>&%{}[]"
HOSTILE_TEXTS = (
    "", " ", "\x00", "null", "true", "-1", "1e999", "../../etc/passwd", "'; DROP TABLE fleet; --", "${jndi:x}", "%s%n",
    "a" * 1_023, "a" * 1_024, "a" * 1_025, "é" * 1_024, "🎮" * 512, "\r\nX-Injected: yes", "a-" * 2_000 + "!",
    "<script>alert(1)</script>", "arn:aws:gamelift:::", "\ud800", "a" * 40_000 + "\n", "\n" * 40_000, " " * 1_000,
    "a\udfffb",
)  # fmt: skip
HOSTILE_NUMBERS = (
    0, -1, 1, 2, 199, 200, 201, 1_023, 1_024, 1_025, 2**31 - 1, 2**31, -(2**31), -(2**31) - 1, 2**53, 2**53 + 1,
    2**63 - 1, 2**63, 2**64, -(2**64), 10**30, 0.5, -0.0, 1.0, 1e15, 1e16, 1e300, 5e-324,
)  # fmt: skip
EXPRESSIONS = (
    "maximumSessions>0", "gameSessionName='x'", "gameSessionProperties.map='a'", "hasAvailablePlayerSessions=true",
    "playerSessionCount<9999999999999999999999", "a" * 500, "maximumSessions>0 AND " * 30, "'", "=", "((((", "x='\\''",
)  # fmt: skip
KNOWN: dict[str, Sequence[str]] = {
    "FleetId": FLEETS, "FleetIdOrArn": FLEETS, "AliasId": ALIASES, "AliasIdOrArn": ALIASES,
    "PlayerId": PLAYERS, "PlayerSessionId": PLAYER_SESSIONS, "LocationStringModel": (LOCATION, "us-west-2"),
    "CustomInputLocationStringModel": (LOCATION, "custom-new"), "ComputeName": (COMPUTE, "pc"),
    "CustomLocationNameOrArnModel": (LOCATION, "custom-new"),
    "ComputeNameOrArn": (COMPUTE, "pc"), "FleetIdList": FLEETS,
}  # fmt: skip
BY_MEMBER: dict[str, Sequence[str]] = {
    "GameSessionId": GAME_SESSIONS, "FilterExpression": EXPRESSIONS, "IdempotencyToken": ("token-1", "token-2"),
    "SortExpression": ("creationTimeMillis ASC", "maximumSessions DESC", "x", "gameSessionProperties.map ASC"),
    "PlayerSessionStatusFilter": ("RESERVED", "ACTIVE", "COMPLETED", "TIMEDOUT", "reserved"),
    "StatusFilter": ("ACTIVE", "ACTIVATING", "TERMINATED", "TERMINATING", "ERROR"),
    "TerminationMode": ("TRIGGER_ON_PROCESS_TERMINATE", "FORCE_TERMINATE"), "BuildId": ("build-1",),
    "ScriptId": ("script-1",), "FleetId": (FLEET_ID, *FLEETS), "EC2InstanceType": ("c5.large",), "Cost": ("1", "0.5"),
}  # fmt: skip

UNLIKELY = ("NextToken",)
"""Members without which a call is more likely to be done."""


def text(random: Random, longest: int = 40) -> str:
    """Any characters, now and then very many."""
    length = random.choice((0, 1, 3, random.randint(0, longest), random.randint(0, longest)))
    if random.random() < 0.002:
        length = random.choice((5_000, 100_000, 1_000_000))
    return "".join(random.choices(CHARACTERS, k=min(length, 200))) * max(1, length // 200)


def nested(random: Random, levels: int) -> object:
    """Lists and mappings in each other."""
    value: object = "deep"
    for _ in range(levels):
        value = [value] if random.random() < 0.5 else {"a": value}
    return value


def anything(random: Random) -> object:
    """A value of whatever type."""
    makers: tuple[Callable[[], object], ...] = (
        lambda: None,
        lambda: random.random() < 0.5,
        lambda: random.choice(HOSTILE_NUMBERS),
        lambda: random.choice(HOSTILE_TEXTS),
        lambda: text(random),
        lambda: [anything(random) for _ in range(random.randint(0, 3))],
        lambda: {text(random, 8): anything(random) for _ in range(random.randint(0, 3))},
        lambda: nested(random, random.choice((2, 20, 60))),
        lambda: [text(random, 5)[:1_000]] * random.choice((1, 26, 1_000)),
    )
    return random.choice(makers)()


def value_of(shape: Shape, random: Random, wild: float, name: str = "") -> object:
    """A value for a shape of the service model; `wild` is the chance that it, or a part of it, is none."""
    if random.random() < wild:
        return anything(random)
    match shape:
        case StructureShape():
            return structure(shape, random, wild)
        case ListShape():
            bound = shape.metadata.get("max", 5)
            lengths = (1, 1, shape.metadata.get("min", 1), min(bound, 30))
            length = random.choice((*lengths, 0, min(bound + 1, 31)) if wild else lengths)
            return [value_of(shape.member, random, wild, name) for _ in range(length)]
        case MapShape():
            return {
                str(value_of(shape.key, random, 0)): value_of(shape.value, random, wild)
                for _ in range(random.randint(0, 3))
            }
    return scalar(shape, random, name, odd=wild > 0)


def structure(shape: StructureShape, random: Random, wild: float) -> dict[str, object]:
    """A mapping: mostly with the members that it must have, some of the others, and now and then strangers."""
    chance = random.choice((0.05, 0.1, 0.3, 0.9))
    members = {
        name: value_of(member, random, wild, name)
        for name, member in shape.members.items()
        if (name in shape.required_members and random.random() >= wild / 2)
        or random.random() < (chance if name not in UNLIKELY else chance / 10)
    }
    if random.random() < wild:
        members[random.choice(("Extra", "", "limit", "__type", text(random)))] = anything(random)
    return members


def scalar(shape: Shape, random: Random, name: str, *, odd: bool) -> object:
    """A value of the right type; `odd`: perhaps none that the model allows."""
    facts = shape.metadata
    match shape.type_name:
        case "string":
            return text_of(shape, random, name, odd=odd)
        case "integer" | "long":
            low, high = facts.get("min", 0), facts.get("max", 100)
            if odd and random.random() < 0.3:
                return random.choice((*HOSTILE_NUMBERS, low - 1, high + 1))
            return random.choice((max(low, 1), max(low, 5), low, high))
        case "double" | "float":
            return random.choice((0, 0.5, 1, 100.0, -1, 1e300))
        case "timestamp":
            return random.choice((0, 1_767_225_600, 1_767_225_600.123, -1, 2**40, 1e18, "2026-01-01T00:00:00Z"))
        case "boolean":
            return random.random() < 0.5
        case "blob":
            content = random.choice((b"", b"PK\x03\x04", random.randbytes(random.randint(0, 300))))
            return b64encode(content).decode()  # over CBOR it is taken too
    return text(random)


def text_of(shape: Shape, random: Random, name: str, *, odd: bool) -> str:
    """A text that names something, or keeps the model's lengths; `odd`: perhaps neither."""
    if odd and random.random() < 0.2:
        return random.choice(HOSTILE_TEXTS) if random.random() < 0.6 else text(random)
    known = BY_MEMBER.get(name) or KNOWN.get(shape.name) or shape.metadata.get("enum")
    if known and random.random() < 0.95:
        return str(random.choice(known))
    low, high = shape.metadata.get("min", 0), shape.metadata.get("max", 64)
    lengths = (max(low, 1), max(low, min(8, high)), min(high, 2_000))
    length = random.choice((*lengths, max(0, low - 1), min(high + 1, 2_001)) if odd else lengths)
    return "".join(random.choices("abcXYZ019-", k=length))


def as_json(value: object) -> bytes:
    """JSON, with what JSON cannot say left as Python says it (NaN, Infinity, lone surrogates escaped)."""
    return json.dumps(value).encode()
