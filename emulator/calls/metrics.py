"""What has been asked of the AWS API: counted as calls come, told to Prometheus when it asks."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from itertools import accumulate
from typing import TYPE_CHECKING

from emulator.api.catalogue import OPERATION_NAMES

if TYPE_CHECKING:  # imported when metrics are first asked for
    from prometheus_client.metrics_core import Metric

BOUNDS_SECONDS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)


class Calls:
    """Calls by operation and outcome, and how long they took."""

    def __init__(self) -> None:
        self.outcomes: dict[tuple[str, str], int] = {}
        self.messages: dict[tuple[str, str], int] = {}
        self.durations: dict[str, list[int]] = {}
        """By operation, how many calls lie below each of the bounds, and above the last."""
        self.seconds: dict[str, float] = {}

    def record_message(self, action: str, outcome: str) -> None:
        """Counts a message of a server process; `outcome` is the status that it was answered with, or `dropped`."""
        self.messages[action, outcome] = self.messages.get((action, outcome), 0) + 1

    def record(self, operation: str, outcome: str, seconds: float) -> None:
        """Counts a call; `outcome` is SUCCESS or the error's code."""
        if operation not in OPERATION_NAMES:
            operation = "unknown"
        self.outcomes[operation, outcome] = self.outcomes.get((operation, outcome), 0) + 1
        self.seconds[operation] = self.seconds.get(operation, 0.0) + seconds
        counts = self.durations.setdefault(operation, [0] * (len(BOUNDS_SECONDS) + 1))
        counts[bisect_left(BOUNDS_SECONDS, seconds)] += 1


class Collector:
    """The metrics of an emulator, as prometheus_client collects them."""

    def __init__(self, calls: Calls, statuses: Mapping[str, Mapping[str, int]]) -> None:
        self.calls = calls
        self.statuses = statuses

    def collect(self) -> Iterator["Metric"]:
        from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily

        outcomes = CounterMetricFamily(
            "gamelift_emulator_calls", "Calls of the AWS API.", labels=["operation", "outcome"]
        )
        for labels, count in self.calls.outcomes.items():
            outcomes.add_metric(labels, count)
        yield outcomes
        messages = CounterMetricFamily(
            "gamelift_emulator_messages", "Messages of server processes.", labels=["action", "status"]
        )
        for labels, count in self.calls.messages.items():
            messages.add_metric(labels, count)
        yield messages
        durations = HistogramMetricFamily(
            "gamelift_emulator_call_seconds", "How long calls of the AWS API took.", labels=["operation"]
        )
        for operation, counts in self.calls.durations.items():
            bounds = [*map(str, BOUNDS_SECONDS), "+Inf"]
            buckets = list(zip(bounds, accumulate(counts), strict=True))
            durations.add_metric([operation], buckets, self.calls.seconds[operation])
        yield durations
        for what, counts_by_status in self.statuses.items():
            name = what.replace("_", " ").capitalize()
            gauge = GaugeMetricFamily(
                f"gamelift_emulator_{what}", f"{name} that are remembered, by status.", labels=["status"]
            )
            for status, count in counts_by_status.items():
                gauge.add_metric([status], count)
            yield gauge


def render(calls: Calls, statuses: Mapping[str, Mapping[str, int]]) -> tuple[bytes, str]:
    """The metrics in Prometheus's text format, and its content type.

    `statuses` are how many things of a kind have which status.
    """
    from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest

    registry = CollectorRegistry(auto_describe=False)
    registry.register(Collector(calls, statuses))
    return generate_latest(registry), CONTENT_TYPE_LATEST
