"""POST /_emulator/matchmaking/dry-run."""

import pytest

from tests.support.matchmaking import CLOSE_BODY, ticket_document
from tests.support.running import Running


def test_matches_and_reasons_come_back_and_nothing_is_kept(emulator: Running) -> None:
    asked = {
        "RuleSetBody": CLOSE_BODY,
        "Tickets": [ticket_document("a", 1), ticket_document("b", 5), ticket_document("c", 90)],
        "At": 3,
    }
    answer = emulator.control("POST", "/matchmaking/dry-run", asked)
    assert [each["tickets"] for each in answer["matches"]] == [["a", "b"]]
    assert [each["ticket"] for each in answer["unmatched"]] == ["c"]
    assert emulator.client().describe_matchmaking_rule_sets()["RuleSets"] == []


@pytest.mark.parametrize(
    ("body", "tickets", "text"),
    [("{}", [], "ruleLanguageVersion is missing"), (CLOSE_BODY, [{"TicketId": "a", "Players": []}], "Players")],
)
def test_bad_input_is_refused(emulator: Running, body: str, tickets: list[object], text: str) -> None:
    asked = {"RuleSetBody": body, "Tickets": tickets}
    answer = emulator.http.post("/_emulator/matchmaking/dry-run", json=asked)
    assert answer.status_code == 400
    assert text in answer.text
