"""Events, to the byte: the order of keys, and which numbers are strings, as in AWS's samples and a captured event."""

import json

import pytest

from emulator.domain.clock import parse_instant
from emulator.domain.derived_id import derived_uuid
from emulator.domain.events import matchmaking
from emulator.domain.events.envelope import EVENT_TYPES, Detail, envelope
from emulator.domain.events.matchmaking import Endpoint, EventTicket, RuleMetrics, TicketPlayer
from emulator.domain.events.placements import PlacedPlayer, placement_ended, placement_fulfilled

QUEUE = "arn:aws:gamelift:eu-west-1:123456789012:gamesessionqueue/queue-1"
CONFIGURATION = "arn:aws:gamelift:us-west-2:123456789012:matchmakingconfiguration/config-1"
ID = "11111111-2222-4333-8444-555555555555"
START = parse_instant("2021-10-06T09:50:54.512Z")
END = parse_instant("2021-10-06T09:50:55.623Z")
PLACED = "arn:aws:gamelift:eu-west-1::gamesession/fleet-1/placement-1"

RED = EventTicket("ticket-1", START, [TicketPlayer("p1", "psess-1", "red")])
BLUE = EventTicket("ticket-2", START, [TicketPlayer("p2", None, "blue", False)])
NEW = EventTicket("ticket-1", START, [TicketPlayer("p1")])
METRICS = [RuleMetrics("EvenSkill", 3, 0)]

RED_JSON = '{"playerId":"p1","playerSessionId":"psess-1","team":"red"}'
BLUE_JSON = '{"playerId":"p2","team":"blue","accepted":false}'
NEW_TICKETS = '[{"ticketId":"ticket-1","startTime":"2021-10-06T09:50:54.512Z","players":[{"playerId":"p1"}]}]'
TICKETS = (
    f'[{{"ticketId":"ticket-1","startTime":"2021-10-06T09:50:54.512Z","players":[{RED_JSON}]}},'
    f'{{"ticketId":"ticket-2","startTime":"2021-10-06T09:50:54.512Z","players":[{BLUE_JSON}]}}]'
)
METRICS_JSON = '[{"ruleName":"EvenSkill","passedCount":3,"failedCount":0}]'
PLAYERS = f'{{"players":[{RED_JSON},{BLUE_JSON}]}}'
NEW_PLAYERS = '{"players":[{"playerId":"p1"}]}'


def written(detail: Detail, source: str = CONFIGURATION) -> str:
    """The `detail` of an event, as it is sent."""
    text = envelope(ID, source, detail, END).decode()
    return text.partition('"detail":')[2][:-1]


def fulfilled(custom_event_data: str | None = "custom", dns_name: str | None = "ec2-1.amazonaws.com") -> Detail:
    return placement_fulfilled(
        placement_id="placement-1",
        game_session_arn=PLACED,
        game_session_region="eu-west-1",
        ip_address="198.51.100.7",
        dns_name=dns_name,
        port=7780,
        placed_players=[PlacedPlayer("p1", "psess-1")],
        start_time=START,
        end_time=END,
        custom_event_data=custom_event_data,
    )


def test_envelope_of_a_queue_is_in_whole_seconds() -> None:
    detail = placement_ended(
        "PlacementTimedOut", placement_id="placement-1", start_time=START, end_time=END, custom_event_data=None
    )
    assert envelope(ID, QUEUE, detail, END).decode() == (
        f'{{"version":"0","id":"{ID}","detail-type":"GameLift Queue Placement Event","source":"aws.gamelift",'
        f'"account":"123456789012","time":"2021-10-06T09:50:55Z","region":"eu-west-1","resources":["{QUEUE}"],'
        '"detail":{"type":"PlacementTimedOut","placementId":"placement-1","startTime":"2021-10-06T09:50:54.512Z",'
        '"endTime":"2021-10-06T09:50:55.623Z"}}'
    )


def test_envelope_of_a_matchmaking_configuration_has_milliseconds() -> None:
    detail = matchmaking.matchmaking_searching(NEW, None, custom_event_data=None)
    assert (
        envelope(ID, CONFIGURATION, detail, END)
        .decode()
        .startswith(
            f'{{"version":"0","id":"{ID}","detail-type":"GameLift Matchmaking Event","source":"aws.gamelift",'
            f'"account":"123456789012","time":"2021-10-06T09:50:55.623Z","region":"us-west-2",'
            f'"resources":["{CONFIGURATION}"],"detail":{{"tickets":'
        )
    )


def test_placement_fulfilled_is_as_it_was_captured() -> None:
    assert written(fulfilled(), QUEUE) == (
        f'{{"placementId":"placement-1","port":"7780","gameSessionArn":"{PLACED}","ipAddress":"198.51.100.7",'
        '"placedPlayerSessions":[{"playerId":"p1","playerSessionId":"psess-1"}],"customEventData":"custom",'
        '"dnsName":"ec2-1.amazonaws.com","startTime":"2021-10-06T09:50:54.512Z","endTime":"2021-10-06T09:50:55.623Z",'
        '"type":"PlacementFulfilled","gameSessionRegion":"eu-west-1"}'
    )


def test_what_is_absent_is_no_key() -> None:
    whole, partial = fulfilled(), fulfilled(custom_event_data=None, dns_name=None)
    assert partial == {name: value for name, value in whole.items() if name not in ("customEventData", "dnsName")}


@pytest.mark.parametrize("event_type", ["PlacementCancelled", "PlacementTimedOut", "PlacementFailed"])
def test_placement_that_ended_tells_when(event_type: str) -> None:
    assert event_type in EVENT_TYPES
    detail = placement_ended(
        event_type,  # type: ignore[arg-type]
        placement_id="placement-1",
        start_time=START,
        end_time=END,
        custom_event_data="custom",
    )
    assert written(detail, QUEUE) == (
        f'{{"type":"{event_type}","placementId":"placement-1","startTime":"2021-10-06T09:50:54.512Z",'
        '"endTime":"2021-10-06T09:50:55.623Z","customEventData":"custom"}'
    )


MATCHMAKING: list[tuple[Detail, str]] = [
    (
        matchmaking.matchmaking_searching(NEW, None, custom_event_data=None),
        f'{{"tickets":{NEW_TICKETS},"estimatedWaitMillis":"NOT_AVAILABLE","type":"MatchmakingSearching",'
        f'"gameSessionInfo":{NEW_PLAYERS}}}',
    ),
    (
        matchmaking.matchmaking_searching(NEW, 12, custom_event_data="custom"),
        f'{{"tickets":{NEW_TICKETS},"estimatedWaitMillis":12,"type":"MatchmakingSearching",'
        f'"gameSessionInfo":{NEW_PLAYERS},"customEventData":"custom"}}',
    ),
    (
        matchmaking.potential_match_created(
            [RED, BLUE], METRICS, match_id=ID, acceptance_timeout=30, custom_event_data="custom"
        ),
        f'{{"tickets":{TICKETS},"acceptanceTimeout":30,"ruleEvaluationMetrics":{METRICS_JSON},'
        f'"acceptanceRequired":true,"type":"PotentialMatchCreated","gameSessionInfo":{PLAYERS},"matchId":"{ID}",'
        '"customEventData":"custom"}',
    ),
    (
        matchmaking.potential_match_created(
            [RED, BLUE], METRICS, match_id=ID, acceptance_timeout=None, custom_event_data=None
        ),
        f'{{"tickets":{TICKETS},"ruleEvaluationMetrics":{METRICS_JSON},"acceptanceRequired":false,'
        f'"type":"PotentialMatchCreated","gameSessionInfo":{PLAYERS},"matchId":"{ID}"}}',
    ),
    (
        matchmaking.accept_match([RED, BLUE], match_id=ID, custom_event_data=None),
        f'{{"tickets":{TICKETS},"type":"AcceptMatch","gameSessionInfo":{PLAYERS},"matchId":"{ID}"}}',
    ),
    (
        matchmaking.accept_match_completed([RED, BLUE], "TimedOut", match_id=ID, custom_event_data=None),
        f'{{"tickets":{TICKETS},"acceptance":"TimedOut","type":"AcceptMatchCompleted",'
        f'"gameSessionInfo":{PLAYERS},"matchId":"{ID}"}}',
    ),
    (
        matchmaking.matchmaking_succeeded(
            [RED, BLUE], Endpoint(PLACED, "198.51.100.7", "ec2-1", 7780), match_id=ID, custom_event_data=None
        ),
        f'{{"tickets":{TICKETS},"type":"MatchmakingSucceeded","gameSessionInfo":{{"gameSessionArn":"{PLACED}",'
        f'"ipAddress":"198.51.100.7","dnsName":"ec2-1","port":7780,{PLAYERS[1:]},"matchId":"{ID}"}}',
    ),
    (
        matchmaking.matchmaking_succeeded([RED, BLUE], None, match_id=ID, custom_event_data="custom"),
        f'{{"tickets":{TICKETS},"type":"MatchmakingSucceeded","gameSessionInfo":{PLAYERS},"matchId":"{ID}",'
        '"customEventData":"custom"}',
    ),
    (
        matchmaking.matchmaking_timed_out(NEW, METRICS, custom_event_data=None),
        f'{{"reason":"TimedOut","tickets":{NEW_TICKETS},"ruleEvaluationMetrics":{METRICS_JSON},'
        '"type":"MatchmakingTimedOut","message":"Removed from matchmaking due to timing out.",'
        f'"gameSessionInfo":{NEW_PLAYERS}}}',
    ),
    (
        matchmaking.matchmaking_cancelled(NEW, METRICS, custom_event_data="custom"),
        f'{{"reason":"Cancelled","tickets":{NEW_TICKETS},"ruleEvaluationMetrics":{METRICS_JSON},'
        '"type":"MatchmakingCancelled","message":"Cancelled by request.",'
        f'"gameSessionInfo":{NEW_PLAYERS},"customEventData":"custom"}}',
    ),
    (
        matchmaking.matchmaking_failed([RED, BLUE], match_id=ID, custom_event_data="custom"),
        f'{{"tickets":{TICKETS},"type":"MatchmakingFailed","reason":"UNEXPECTED_ERROR",'
        '"message":"An unexpected error was encountered during match placing.",'
        f'"gameSessionInfo":{PLAYERS},"matchId":"{ID}","customEventData":"custom"}}',
    ),
]


@pytest.mark.parametrize(("detail", "text"), MATCHMAKING, ids=[str(detail["type"]) for detail, _ in MATCHMAKING])
def test_matchmaking_event_is_as_the_samples_print_it(detail: Detail, text: str) -> None:
    assert written(detail) == text
    assert json.loads(text)["type"] in EVENT_TYPES


def test_every_type_of_event_has_a_builder() -> None:
    built = {detail["type"] for detail, _ in MATCHMAKING} | {fulfilled()["type"]}
    assert built | {"PlacementCancelled", "PlacementTimedOut", "PlacementFailed"} == {*EVENT_TYPES}


def test_derived_ids_follow_from_the_secret_the_kind_and_the_ordinal() -> None:
    first = derived_uuid("event", 1, b"secret")
    assert first == derived_uuid("event", 1, b"secret")
    others = {derived_uuid("event", 2, b"secret"), derived_uuid("match", 1, b"secret"), derived_uuid("event", 1, b"2")}
    assert len(others - {first}) == 3
    assert first[14] == "4"
