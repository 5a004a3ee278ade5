"""The text that a game server is given of its match, to the byte."""

import pytest

from emulator.domain.matchmaker_data import match_data, read_data, write_data
from emulator.domain.matchmaking_ticket import AttributeValue, TicketPlayer
from tests.support.matchmaking import rule_set, team

ATTRIBUTES = [
    {"name": "skill", "type": "number"},
    {"name": "mode", "type": "string", "default": "duel"},
    {"name": "characters", "type": "string_list"},
    {"name": "maps", "type": "string_number_map"},
]


def test_each_type_of_attribute_has_its_form() -> None:
    values: dict[str, AttributeValue] = {
        "skill": 5.0,
        "mode": "siege",
        "characters": ["medic", "é"],
        "maps": {"x": 1.5, "y": 2.0},
    }
    players = [TicketPlayer("p", values, {"eu": 5}, "red")]
    data = match_data("m", "arn", players, rule_set(playerAttributes=ATTRIBUTES), automatic=False)
    shown = write_data(data)
    assert read_data(shown) == data
    assert data.players == 1
    assert shown == (
        '{"matchId":"m","matchmakingConfigurationArn":"arn","teams":[{"name":"red","players":[{"playerId":"p",'
        '"attributes":{"characters":{"attributeType":"STRING_LIST","valueAttribute":["medic","é"]},'
        '"maps":{"attributeType":"STRING_DOUBLE_MAP","valueAttribute":{"x":1.5,"y":2.0}},'
        '"mode":{"attributeType":"STRING","valueAttribute":"siege"},'
        '"skill":{"attributeType":"DOUBLE","valueAttribute":5.0}}}]},{"name":"blue","players":[]}],'
        '"autoBackfillMode":null,"autoBackfillTicketId":null}'
    )


def test_defaults_are_there_and_undeclared_attributes_are_not() -> None:
    players = [TicketPlayer("p", {"height": 2.0, "skill": 3}, {}, "trio_2")]
    trios = rule_set(playerAttributes=ATTRIBUTES, teams=[team("trio", quantity=2)])
    shown = write_data(match_data("m", "arn", players, trios, automatic=True))
    assert shown.endswith('"autoBackfillMode":"AUTOMATIC","autoBackfillTicketId":null}')
    assert '{"name":"trio_1","players":[]},{"name":"trio_2","players":[{"playerId":"p","attributes":{"mode":' in shown
    assert '"valueAttribute":"duel"}' in shown
    assert '"skill":{"attributeType":"DOUBLE","valueAttribute":3.0}' in shown
    assert "height" not in shown


@pytest.mark.parametrize("stored", [None, "", "x", "{}", '{"matchId": 5}', "[" * 200_000])
def test_text_that_no_match_has_written_says_nothing(stored: str | None) -> None:
    assert read_data(stored) is None
