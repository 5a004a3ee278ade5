"""The choice of a place: the worked examples, and laws over many queues and requests."""

import random
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from emulator.domain.candidates import (
    Candidate,
    Request,
    Rules,
    latencies_of,
    mean_latency,
    next_relaxation,
    policy_steps,
    ranked,
    refusal,
    worst_latency,
)
from emulator.domain.fleet import Status
from emulator.domain.queue import Criterion, LatencyPolicy

WEST, CENTRAL = "us-west-2", "eu-central-1"
START = 1_000_000


def candidate(destination: int, location: str, cost: float | None = None, status: Status = "ACTIVE") -> Candidate:
    return Candidate(destination, 20 + destination, 10 + destination, WEST, status, location, cost)


D1, D2 = candidate(0, WEST), candidate(1, CENTRAL)
P1_AND_P2 = latencies_of([("p1", WEST, 90), ("p1", CENTRAL, 30), ("p2", WEST, 40), ("p2", CENTRAL, 60)])


def chosen(rules: Rules, request: Request, seconds: float, *candidates: Candidate) -> list[Candidate]:
    """The candidates that come into question so long after the start, in their order."""
    now = START + round(seconds * 1_000)
    allowed = [each for each in candidates if refusal(each, rules, request, now) is None]
    return ranked(allowed, rules, request)


class TestWorkedExamples:
    def test_without_latencies_destinations_count(self) -> None:
        assert chosen(Rules(), Request(START), 0, D2, D1) == [D1, D2]

    def test_lowest_mean_latency_comes_first(self) -> None:
        assert [mean_latency(each.location, P1_AND_P2) for each in (D1, D2)] == [65, 45]
        assert chosen(Rules(), Request(START, P1_AND_P2), 0, D1, D2) == [D2, D1]

    def test_policy_relaxes(self) -> None:
        rules = Rules(policies=[LatencyPolicy(50, 120), LatencyPolicy(100, None)])
        request = Request(START, P1_AND_P2)
        assert chosen(rules, request, 0, D1, D2) == chosen(rules, request, 119.999, D1, D2) == []
        assert chosen(rules, request, 120, D1, D2) == [D2, D1]
        assert next_relaxation(rules.policies, request, START) == START + 120_000
        assert next_relaxation(rules.policies, request, START + 120_000) is None

    def test_destination_may_be_the_first_criterion(self) -> None:
        assert chosen(Rules(["DESTINATION"]), Request(START, P1_AND_P2), 0, D2, D1) == [D1, D2]

    def test_filter_leaves_locations_out(self) -> None:
        assert chosen(Rules(allowed_locations=[WEST]), Request(START), 0, D1, D2) == [D1]

    def test_override_comes_first_or_alone(self) -> None:
        rules = Rules(["LOCATION"], [WEST, CENTRAL])
        alone = Request(START, override=[CENTRAL], is_override_all=True)
        assert chosen(rules, alone, 0, D1, D2) == [D2]
        assert chosen(rules, alone._replace(is_override_all=False), 0, D1, D2) == [D2, D1]

    def test_three_policies_of_the_developer_guide(self) -> None:
        policies = [LatencyPolicy(200, None), LatencyPolicy(50, 120), LatencyPolicy(100, 120)]
        assert policy_steps(policies) == [(0, 50), (120_000, 100), (240_000, 200)]


class TestDetails:
    def test_latency_at_the_maximum_is_allowed(self) -> None:
        rules = Rules(policies=[LatencyPolicy(90, None)])
        assert chosen(rules, Request(START, P1_AND_P2), 0, D1) == [D1]
        assert chosen(rules._replace(policies=[LatencyPolicy(89, None)]), Request(START, P1_AND_P2), 0, D1) == []

    def test_player_without_a_value_for_a_location_is_too_far_away(self) -> None:
        request = Request(START, latencies_of([("p1", WEST, 10), ("p2", CENTRAL, 10), ("p2", WEST, 10)]))
        rules = Rules(policies=[LatencyPolicy(500, None)])
        assert chosen(rules, request, 0, D1, D2) == [D1]
        assert refusal(D2, rules, request, START) == (
            "a player tells no latency to the location, and 500 ms are allowed",
            None,
        )
        assert chosen(Rules(), request, 0, D1, D2) == [D1, D2]

    def test_policies_do_not_count_without_latencies(self) -> None:
        assert chosen(Rules(policies=[LatencyPolicy(0, None)]), Request(START), 0, D1) == [D1]

    def test_policy_without_a_duration_hides_those_after_it(self) -> None:
        policies = [LatencyPolicy(100, 60), LatencyPolicy(50, None)]
        assert policy_steps(policies) == [(0, 50)]

    def test_refusal_tells_when_it_ends(self) -> None:
        rules = Rules(policies=[LatencyPolicy(50, 5), LatencyPolicy(95, None)])
        assert refusal(D1, rules, Request(START, P1_AND_P2), START) == (
            "a player has 90 ms latency to the location, and 50 ms are allowed",
            START + 5_000,
        )

    def test_costs_count_where_all_are_known(self) -> None:
        cheap, dear, unknown = candidate(2, WEST, 0.1), candidate(1, WEST, 2.5), candidate(0, WEST)
        assert chosen(Rules(), Request(START), 0, dear, cheap) == [cheap, dear]
        assert chosen(Rules(), Request(START), 0, cheap, dear, unknown) == [unknown, dear, cheap]

    def test_fleet_that_is_not_active_is_left_out(self) -> None:
        assert chosen(Rules(), Request(START), 0, candidate(0, WEST, status="ERROR")) == []

    def test_locations_that_are_not_listed_come_by_name_behind_those_that_are(self) -> None:
        places = [candidate(0, name) for name in ("a-1", "b-1", "c-1", "d-1")]
        rules = Rules(["LOCATION"], ["c-1"])
        assert [each.location for each in chosen(rules, Request(START), 0, *places)] == ["c-1", "a-1", "b-1", "d-1"]


locations = st.sampled_from(["a-1", "b-1", "c-1", "d-1"])
criteria = st.permutations(get_args(Criterion)).flatmap(lambda all: st.integers(0, 4).map(lambda n: all[:n]))
policies = st.lists(st.builds(LatencyPolicy, st.integers(0, 200), st.none() | st.integers(0, 100)), max_size=4)
rules = st.builds(
    Rules,
    criteria,
    st.lists(locations, unique=True),
    st.lists(locations, unique=True),
    policies,
)
told = st.lists(st.tuples(st.sampled_from(["p1", "p2", "p3"]), locations, st.floats(0, 250)), max_size=8)
requests = st.builds(Request, st.just(START), told.map(latencies_of), st.lists(locations, unique=True), st.just(False))
candidates = st.lists(
    st.builds(
        candidate,
        st.integers(0, 3),
        locations,
        st.none() | st.sampled_from([0.0, 1.0, 2.5]),
        st.sampled_from(["ACTIVE", "ACTIVE", "ERROR"]),
    ),
    max_size=8,
    unique_by=lambda each: (each.destination, each.location),
)
seconds = st.floats(0, 400)


@given(candidates, rules, requests, seconds, st.randoms(use_true_random=False))
def test_answer_does_not_depend_on_the_order_in_which_candidates_come(
    some: list[Candidate], queue: Rules, request: Request, after: float, dice: random.Random
) -> None:
    shuffled = dice.sample(some, len(some))
    shuffled_rules = queue._replace(policies=dice.sample(queue.policies, len(queue.policies)))
    assert chosen(queue, request, after, *some) == chosen(shuffled_rules, request, after, *shuffled)


@given(candidates, rules, requests, seconds, seconds)
def test_time_never_takes_a_candidate_away(
    some: list[Candidate], queue: Rules, request: Request, one: float, other: float
) -> None:
    before, after = sorted([one, other])
    assert set(chosen(queue, request, before, *some)) <= set(chosen(queue, request, after, *some))


@given(candidates, rules, requests, seconds, st.integers(0, 3), st.integers(0, 100))
def test_higher_maximum_never_takes_a_candidate_away(
    some: list[Candidate], queue: Rules, request: Request, after: float, which: int, by: int
) -> None:
    ordered = sorted(queue.policies, key=lambda each: each.maximum_latency)
    relaxed = [
        each._replace(maximum_latency=each.maximum_latency + by) if n >= which else each
        for n, each in enumerate(ordered)
    ]
    assert set(chosen(queue, request, after, *some)) <= set(
        chosen(queue._replace(policies=relaxed), request, after, *some)
    )


@given(candidates, rules, requests, seconds)
def test_refusal_ends_when_it_says(some: list[Candidate], queue: Rules, request: Request, after: float) -> None:
    now = START + round(after * 1_000)
    for each in some:
        found = refusal(each, queue, request, now)
        if found is not None and found.until is not None:
            assert found.until > now
            assert refusal(each, queue, request, found.until - 1) is not None
            assert refusal(each, queue, request, found.until) is None
            upcoming, instants = now, []
            while (step := next_relaxation(queue.policies, request, upcoming)) is not None:
                instants.append(upcoming := step)
            assert found.until in instants


@given(candidates, rules, requests)
def test_override_moves_its_locations_to_the_front_and_leaves_the_rest_as_it_was(
    some: list[Candidate], queue: Rules, request: Request
) -> None:
    with_override, without = ranked(some, queue, request), ranked(some, queue, request._replace(override=()))
    rest = [each for each in without if each.location not in request.override]
    assert [each for each in with_override if each.location not in request.override] == rest
    assert with_override[len(some) - len(rest) :] == rest


@given(told)
def test_worst_latency_is_no_less_than_the_mean(some: list[tuple[str, str, float]]) -> None:
    latencies = latencies_of(some)
    for location in latencies:
        assert worst_latency(location, latencies) >= mean_latency(location, latencies) * (1 - 1e-12)
