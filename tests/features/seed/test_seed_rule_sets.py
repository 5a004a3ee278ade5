"""Rule sets of FlexMatch in seed documents and in the state."""

from typing import Any

import pytest

from tests.support.rule_sets import BODY
from tests.support.running import Running

ARN = "arn:aws:gamelift:us-east-1:000000000000:matchmakingruleset/duel"
DUEL = {"Name": "duel", "RuleSetBody": f"// to the letter\n{BODY}"}


def test_rule_set_is_seeded(emulator: Running) -> None:
    assert emulator.seed({"MatchmakingRuleSets": [DUEL]})["added"]["MatchmakingRuleSets"] == 1
    (shown,) = emulator.client().describe_matchmaking_rule_sets()["RuleSets"]
    assert shown["RuleSetBody"] == DUEL["RuleSetBody"]
    assert emulator.seed({"MatchmakingRuleSets": [DUEL]})["unchanged"]["MatchmakingRuleSets"] == 1
    other = {"Name": "duel", "RuleSetBody": BODY}
    assert emulator.seed({"MatchmakingRuleSets": [other]})["different"]["MatchmakingRuleSets"] == [ARN]


def test_state_brings_rule_sets_back(emulator: Running) -> None:
    far = DUEL | {"Region": "eu-west-1", "AccountId": "1" * 12, "CreationTime": "2026-01-01T00:00:00Z"}
    emulator.seed({"MatchmakingRuleSets": [DUEL, far]})
    state = emulator.control("GET", "/state")
    emulator.reset()
    emulator.control("PUT", "/state", state)
    assert emulator.control("GET", "/state")["MatchmakingRuleSets"] == state["MatchmakingRuleSets"]


@pytest.mark.parametrize(
    ("entries", "text"),
    [
        ([DUEL, DUEL], "stands twice"),
        ([{"Name": "duel", "RuleSetBody": "{}"}], "teams is missing"),
        ([{"Name": "", "RuleSetBody": BODY}], "Name"),
    ],
    ids=str,
)
def test_document_that_breaks_a_rule_is_refused(emulator: Running, entries: Any, text: str) -> None:  # noqa: ANN401
    answer = emulator.http.post("/_emulator/seed", json={"MatchmakingRuleSets": entries})
    assert answer.status_code == 400
    assert text in answer.text
