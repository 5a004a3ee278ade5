"""Game sessions of matches with open slots, and tickets that are to fill them."""

import json
from typing import Any

from types_boto3_gamelift import GameLiftClient
from types_boto3_gamelift.type_defs import GameSessionTypeDef, MatchmakingTicketTypeDef, PlayerTypeDef

from tests.support.configurations import WITH_QUEUE, new_configuration
from tests.support.matchmaking import rule_set_body, team
from tests.support.queues import new_queue
from tests.support.rule_sets import new_rule_set
from tests.support.running import Running
from tests.support.tickets import look_at_ticket, start_ticket

PAIRS = rule_set_body(teams=[team("red", 1, 2), team("blue", 1, 2)])
RED_AND_BLUE: list[PlayerTypeDef] = [{"PlayerId": "a", "Team": "red"}, {"PlayerId": "b", "Team": "blue"}]


def new_pairs(client: GameLiftClient, **members: Any) -> None:  # noqa: ANN401
    """The configuration `duels`: two teams of one or two players each, placed by a queue."""
    new_rule_set(client, body=PAIRS)
    new_queue(client)
    new_configuration(client, **WITH_QUEUE | members)


def new_match(client: GameLiftClient, emulator: Running) -> str:
    """The ARN of a game session of four slots, two of which the players `a` and `b` have."""
    for each in "ab":
        start_ticket(client, each)
    emulator.advance(1)
    return look_at_ticket(client, "a")["GameSessionConnectionInfo"]["GameSessionArn"]


def start_backfill(client: GameLiftClient, ticket_id: str, arn: str | None, **members: Any) -> MatchmakingTicketTypeDef:  # noqa: ANN401
    """A ticket that is to fill a game session, by default that of `a` in red and `b` in blue."""
    asked: dict[str, Any] = {"ConfigurationName": "duels", "Players": RED_AND_BLUE} | members
    if arn is not None:
        asked["GameSessionArn"] = arn
    return client.start_match_backfill(TicketId=ticket_id, **asked)["MatchmakingTicket"]


def look_at_session(client: GameLiftClient, arn: str) -> GameSessionTypeDef:
    (session,) = client.describe_game_sessions(GameSessionId=arn)["GameSessions"]
    return session


def data_of(client: GameLiftClient, arn: str) -> dict[str, Any]:
    """The MatchmakerData of a game session."""
    data: dict[str, Any] = json.loads(look_at_session(client, arn)["MatchmakerData"])
    return data


def teams_of(client: GameLiftClient, arn: str) -> dict[str, list[str]]:
    """The players of a game session's match, by team."""
    return {each["name"]: [one["playerId"] for one in each["players"]] for each in data_of(client, arn)["teams"]}


def players_of(client: GameLiftClient, arn: str) -> dict[str, str]:
    """The players of a game session, and the statuses of their player sessions."""
    sessions = client.describe_player_sessions(GameSessionId=arn)["PlayerSessions"]
    return {each["PlayerId"]: each["Status"] for each in sessions}
