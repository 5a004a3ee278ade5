"""What a page costs in CBOR: against the same page in JSON, and what a bare encoder of CBOR would add to it."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from time import perf_counter

import cbor2

from tests.bench.findings import Aim, Effort, Finding, Part, interleaved
from tests.bench.handwritten import LIMITS
from tests.bench.load import ask, aws_request, calls_per_second, cbor_request, describe
from tests.bench.servers import emulator
from tests.bench.worlds import GAME_SESSION, database

SHARE = 1.3
"""How much of the encoder's time the page may take beyond that of its JSON."""


def measure(cache: Path, effort: Effort) -> Part:
    limit = max(LIMITS)
    page = describe(GameSessionId=GAME_SESSION, Limit=limit)
    with emulator(database(cache, effort.small), first=page) as ours:
        requests = {"json": aws_request(ours.url, page), "cbor": cbor_request(ours.url, page)}
        tree = as_encoded(ask(ours.url, requests["cbor"]))
        asking = {
            protocol: partial(calls_per_second, ours.url, request, effort.seconds)
            for protocol, request in requests.items()
        }
        rates = interleaved("protocols", effort.rounds, asking | {"dumps": partial(dumps_per_second, tree, effort)})
    costs = {name: [1_000_000 / each for each in rates[name]] for name in rates}
    allowed = [json + SHARE * dumps for json, dumps in zip(costs["json"], costs["dumps"], strict=True)]
    what = f"page of {limit} in CBOR"
    return Part(
        [
            Finding(what, "µs", costs["cbor"], "the same in JSON", costs["json"]),
            Finding(what, "µs", costs["cbor"], f"JSON and {SHARE} × cbor2.dumps", allowed, Aim("≤", 1)),
        ]
    )


def as_encoded(body: bytes) -> Mapping[str, object]:
    """The tree of an answer with its tags, as `cbor2.dumps` would write it again."""
    tree: Mapping[str, object] = cbor2.loads(body, semantic_decoders={1: lambda value, _: cbor2.CBORTag(1, value)})
    assert cbor2.dumps(tree) == body
    return tree


def dumps_per_second(tree: Mapping[str, object], effort: Effort) -> float:
    done = 0
    started = perf_counter()
    while perf_counter() - started < effort.seconds / 5:
        cbor2.dumps(tree)
        done += 1
    return done / (perf_counter() - started)
