"""A small lobby on FlexMatch: players join, say yes or no to the match that is found, and are told where to connect."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types_boto3_gamelift import GameLiftClient
    from types_boto3_gamelift.type_defs import MatchmakingTicketTypeDef

RULES = Path(__file__).with_name("rules.json")
NAME = "lobby"
"""Of the rule set, the queue and the configuration."""


@dataclass(frozen=True)
class Seat:
    """Where a player connects to, and by which player session."""

    player_session_id: str
    address: str
    port: int


class NoMatch(Exception):
    """A ticket has ended without a match; the text is how."""


def set_up(gamelift: "GameLiftClient", fleet_arn: str) -> None:
    """Makes the rule set, the queue and the configuration, as a deployment would."""
    gamelift.create_matchmaking_rule_set(Name=NAME, RuleSetBody=RULES.read_text())
    queue = gamelift.create_game_session_queue(Name=NAME, Destinations=[{"DestinationArn": fleet_arn}])
    gamelift.create_matchmaking_configuration(
        Name=NAME,
        RuleSetName=NAME,
        GameSessionQueueArns=[queue["GameSessionQueue"]["GameSessionQueueArn"]],
        FlexMatchMode="WITH_QUEUE",
        RequestTimeoutSeconds=120,
        AcceptanceRequired=True,
        AcceptanceTimeoutSeconds=20,
    )


class Lobby:
    """What the game's backend does for its players."""

    def __init__(self, gamelift: "GameLiftClient") -> None:
        self.gamelift = gamelift

    def join(self, player_id: str, skill: float) -> str:
        """The TicketId of a player who wants to play."""
        started = self.gamelift.start_matchmaking(
            ConfigurationName=NAME, Players=[{"PlayerId": player_id, "PlayerAttributes": {"skill": {"N": skill}}}]
        )
        return started["MatchmakingTicket"]["TicketId"]

    def has_proposal(self, ticket_id: str) -> bool:
        """Whether a match has been found that the player has to accept. Raises: NoMatch."""
        return self._ticket(ticket_id)["Status"] == "REQUIRES_ACCEPTANCE"

    def accept(self, ticket_id: str, player_id: str) -> None:
        self.gamelift.accept_match(TicketId=ticket_id, PlayerIds=[player_id], AcceptanceType="ACCEPT")

    def decline(self, ticket_id: str, player_id: str) -> None:
        self.gamelift.accept_match(TicketId=ticket_id, PlayerIds=[player_id], AcceptanceType="REJECT")

    def seat(self, ticket_id: str) -> Seat | None:
        """Where to connect to; None while there is no game session. Raises: NoMatch."""
        ticket = self._ticket(ticket_id)
        if ticket["Status"] != "COMPLETED":
            return None
        info = ticket["GameSessionConnectionInfo"]
        (mine,) = info["MatchedPlayerSessions"]
        return Seat(mine["PlayerSessionId"], info["IpAddress"], info["Port"])

    def _ticket(self, ticket_id: str) -> "MatchmakingTicketTypeDef":
        (ticket,) = self.gamelift.describe_matchmaking(TicketIds=[ticket_id])["TicketList"]
        if ticket["Status"] in ("CANCELLED", "TIMED_OUT", "FAILED"):
            raise NoMatch(f"{ticket_id} is {ticket['Status']}: {ticket.get('StatusMessage')}")
        return ticket
