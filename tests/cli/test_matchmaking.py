"""The commands that try out rule sets of FlexMatch."""

import json
from pathlib import Path

import pytest

from tests.support.commands import command, one_line
from tests.support.matchmaking import CLOSE_BODY, rule_set_body, team, ticket_document


def write(folder: Path, name: str, text: str) -> str:
    (folder / name).write_text(text, encoding="utf-8")
    return name


def test_matches_come_with_their_second_and_the_rest_with_reasons(tmp_path: Path) -> None:
    rules = write(tmp_path, "rules.json", CLOSE_BODY)
    tickets = write(
        tmp_path,
        "tickets.json",
        json.dumps([ticket_document("a", 1), ticket_document("b", 25, Age=5), ticket_document("c", 90)]),
    )
    ended = command("matchmake", rules, tickets, "--at", 12, folder=tmp_path)
    assert ended.returncode == 0, ended.stderr
    answer = json.loads(ended.stdout)
    assert answer["matches"] == [
        {
            "tickets": ["b", "a"],
            "teams": [{"name": "red", "players": ["of b"]}, {"name": "blue", "players": ["of a"]}],
            "at": 10.0,
        }
    ]
    (reason,) = answer["unmatched"]
    assert reason["ticket"] == "c"
    assert reason["missingTeams"] == [{"team": "blue", "players": 0, "minPlayers": 1}]
    assert reason["nextExpansion"] == {"at": 60.0, "target": "rules[Close].maxDistance", "value": 100}


def test_reasons_have_the_values_that_were_measured(tmp_path: Path) -> None:
    rules = write(tmp_path, "rules.json", CLOSE_BODY)
    tickets = write(
        tmp_path, "tickets.json", json.dumps({"Tickets": [ticket_document("a", 1), ticket_document("b", 25)]})
    )
    answer = json.loads(command("matchmake", rules, tickets, folder=tmp_path).stdout)
    assert answer["unmatched"][0]["rules"] == [
        {
            "rule": "Close",
            "passed": 1,
            "failed": 1,
            "example": {"tickets": ["a", "b"], "measured": "25.0", "wanted": "at most 10 from 1.0"},
        }
    ]


@pytest.mark.parametrize(
    ("rules", "tickets", "text"),
    [
        ("{}", "[]", "ruleLanguageVersion is missing"),
        (CLOSE_BODY, "[", "tickets.json"),
        (CLOSE_BODY, '[{"TicketId": "a"}]', "Players"),
        (CLOSE_BODY, json.dumps([ticket_document("a", 1), ticket_document("a", 1)]), "stands twice"),
        (
            CLOSE_BODY,
            '[{"TicketId": "a", "Players": [{"PlayerId": "p", "PlayerAttributes": {"skill": {}}}]}]',
            "exactly one",
        ),
        (
            CLOSE_BODY,
            '[{"TicketId": "a", "Players": [{"PlayerId": "p", "PlayerAttributes": {"skill": {"S": "x"}}}]}]',
            "is a string; the rule set declares a number",
        ),
    ],
    ids=["rules", "no JSON", "no players", "twice", "no value", "wrong type"],
)
def test_what_cannot_be_used_is_told_in_one_line(tmp_path: Path, rules: str, tickets: str, text: str) -> None:
    names = write(tmp_path, "rules.json", rules), write(tmp_path, "tickets.json", tickets)
    assert text in one_line(command("matchmake", *names, folder=tmp_path))


def test_errors_and_warnings_have_line_and_column(tmp_path: Path) -> None:
    body = rule_set_body(teams=[team("red", 3, 2)], playerAttributes=None).replace('"teams"', '\n"teams"') + "//x"
    ended = command("validate-rule-set", write(tmp_path, "rules.json", body), folder=tmp_path)
    assert ended.returncode == 1
    assert ended.stdout.splitlines() == [
        "rules.json:2:27: error: $.teams[0].minPlayers: minPlayers is 3, and maxPlayers only 2",
        "rules.json:2:62: warning: $: comments are no JSON; the guide says that they are not allowed",
    ]


def test_valid_rule_set_is_told_to_be_so(tmp_path: Path) -> None:
    body = rule_set_body(playerAttributes=None)
    ended = command("validate-rule-set", write(tmp_path, "rules.json", body), folder=tmp_path)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "rules.json: valid\n", "")


def test_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert "rules.json" in one_line(command("validate-rule-set", "rules.json", folder=tmp_path))
