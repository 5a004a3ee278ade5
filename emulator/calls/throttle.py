"""Calls above AWS's rates, refused as AWS refuses them: by the machine's clock, where `--throttle aws` asks for it."""

from collections import OrderedDict
from collections.abc import Callable
from time import monotonic

from emulator.domain.rate import OF_A_RESOURCE, Rate, rate_of, resource_of
from emulator.wire.call import Call, WireError

MOST_BUCKETS = 10_000
"""So many are kept; the one that was asked of longest ago goes, and has filled up meanwhile."""
Key = tuple[str, str, str, str | None]
"""Operation, region, account, and the resource that is asked for; None for the operation as a whole."""


class Throttle:
    """Token buckets: one for each operation of an account in a region, and one for each resource."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._buckets: OrderedDict[Key, tuple[float, float]] = OrderedDict()
        """How many tokens there were, and when."""

    def check(self, call: Call, region: str, account: str) -> None:
        """Takes the tokens of a call. Raises: WireError where one is missing; then none is taken."""
        now = self._clock()
        rates: dict[Key, Rate] = {(call.operation, region, account, None): rate_of(call.operation)}
        resource = resource_of(call.operation, call.params)
        if resource is not None:
            rates[call.operation, region, account, resource] = OF_A_RESOURCE
        left = {key: self._tokens(key, rate, now) for key, rate in rates.items()}
        enough = min(left.values()) >= 1
        for key, tokens in left.items():
            self._buckets[key] = (tokens - enough, now)
            self._buckets.move_to_end(key)
        while len(self._buckets) > MOST_BUCKETS:
            self._buckets.popitem(last=False)
        if not enough:
            raise WireError("ThrottlingException", "Rate exceeded")

    def _tokens(self, key: Key, rate: Rate, now: float) -> float:
        tokens, then = self._buckets.get(key, (rate.burst, now))
        return min(rate.burst, tokens + (now - then) * rate.per_second)
