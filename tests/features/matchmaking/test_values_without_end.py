"""Numbers that no sum can hold, and the end of the years: nothing of it stops matchmaking."""

import math

import pytest
from types_boto3_gamelift import GameLiftClient

from tests.support.configurations import new_configuration
from tests.support.fleets import NOW
from tests.support.matchmaking import SKILLS, rule_set_body, team
from tests.support.refusing import refusal
from tests.support.rule_sets import new_rule_set
from tests.support.running import Running
from tests.support.tickets import players, start_ticket, statuses

HUGE = {"skill": {"N": 1.7e308}}


@pytest.mark.parametrize("function", ["stddev", "avg", "sum", "median", "min"])
def test_average_without_end_is_not_defined(client: GameLiftClient, emulator: Running, function: str) -> None:
    emulator.freeze(NOW)
    rule = {
        "name": "Close",
        "type": "comparison",
        "measurements": [f"{function}({SKILLS})"],
        "operation": "<",
        "referenceValue": 9,
    }
    new_rule_set(client, body=rule_set_body(teams=[team("red", 1, 2), team("blue", 1, 2)], rules=[rule]))
    new_configuration(client)
    start_ticket(client, "party", Players=players("a", "b", PlayerAttributes=HUGE))
    start_ticket(client, "alone", Players=players("x", PlayerAttributes=HUGE))
    emulator.advance(2)
    assert statuses(client, "party", "alone") == ["SEARCHING", "SEARCHING"]
    explained = emulator.control("GET", "/matchmaking-tickets/party/explanation")
    assert [(rule["rule"], rule["passed"]) for rule in explained["rules"]] == [("Close", 0)]


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
@pytest.mark.parametrize("kind", ["N", "SDM"])
def test_attribute_that_is_no_number_is_refused(emulator: Running, number: float, kind: str) -> None:
    """Only CBOR has such numbers."""
    value = {kind: number if kind == "N" else {"key": number}}
    asked = {"ConfigurationName": "duels", "Players": players("a", PlayerAttributes={"skill": value})}
    refusal(emulator.call_cbor("StartMatchmaking", asked), "SerializationException")


def test_pool_is_looked_at_at_the_end_of_the_years(client: GameLiftClient, emulator: Running) -> None:
    emulator.freeze("9999-12-31T23:59:59Z")
    new_rule_set(client)
    new_configuration(client)
    start_ticket(client, "last")
    emulator.control("GET", "/state")
    emulator.advance(0.999)
    assert statuses(client, "last")[0] in ("SEARCHING", "TIMED_OUT")
    emulator.control("GET", "/state")
