"""What a server process asks of matchmaking: more players for its game session, and no more.

Read from the sources of the SDKs: Go and C++ write `AttrType` and the one value; C# writes `attrType`, all four values,
of which those that are not meant are null or zero, and `LatencyInMS`; Rust writes the value alone, a number as `D`.
"""

import uuid
from collections.abc import Mapping

from emulator.context import Context
from emulator.domain import arn
from emulator.domain.game_session import GameSession
from emulator.domain.matchmaking_configuration import MatchmakingConfiguration
from emulator.game_servers.speaking import Answer, Speaking
from emulator.quoting import quoted
from emulator.wire.server_sdk import BadMessage, members_of

VALUES = {"STRING": "S", "DOUBLE": "N", "STRING_LIST": "SL", "STRING_DOUBLE_MAP": "SDM"}
"""Which value an AttrType means."""
UNTYPED = {"s": "S", "d": "N", "n": "N", "sl": "SL", "sdm": "SDM"}


def start_match_backfill(speaking: Speaking) -> Answer:
    """The AWS operation, for the process's own game session. The id of the new ticket."""
    from emulator.api.shapes import StartMatchBackfillInput
    from emulator.dispatch.validation import reader_of
    from emulator.operations.start_match_backfill import start_match_backfill as start

    message, session = speaking.message, filled_session(speaking)
    input = {
        "TicketId": message.text("TicketId") or str(uuid.uuid4()),  # the world's ids are drawn by calls alone
        "ConfigurationName": message.needed("MatchmakingConfigurationArn"),
        "GameSessionArn": session.game_session_id,
        "Players": [player_input(each) for each in message.objects("Players")],
    }
    ticket = start(reader_of(StartMatchBackfillInput)(input), where_configured(speaking)).matchmaking_ticket
    assert ticket is not None
    return {"TicketId": ticket.ticket_id}


def stop_match_backfill(speaking: Speaking) -> Answer:
    """StopMatchmaking, of a backfill ticket of the process's own game session."""
    from emulator.api.shapes import StopMatchmakingInput
    from emulator.operations.shared.matchmaking_tickets import find_ticket
    from emulator.operations.stop_matchmaking import stop_matchmaking

    session, context = filled_session(speaking), where_configured(speaking)
    name = speaking.message.needed("TicketId")
    ticket = find_ticket(name, context)
    if ticket.backfill is None or ticket.game_session_id != session.game_session_id:
        raise BadMessage(f"Ticket {quoted(name)} does not backfill {session.game_session_id}.", 404)
    stop_matchmaking(StopMatchmakingInput(ticket.ticket_id), context)
    return {}


def filled_session(speaking: Speaking) -> GameSession:
    """The game session of the process; where the message names one, it must be that. Raises: BadMessage."""
    session, named = speaking.game_session(), speaking.message.text("GameSessionArn")
    if named not in (None, session.game_session_id):
        raise BadMessage(f"This server process hosts {session.game_session_id}, not {named}.", 404)
    return session


def where_configured(speaking: Speaking) -> Context:
    """The context, in the region of the matchmaking configuration: a queue can place game sessions in others."""
    text = speaking.message.needed("MatchmakingConfigurationArn")
    named = arn.named(text, MatchmakingConfiguration.arn_kind)
    return speaking.context.at(named.region or speaking.context.region)


def player_input(player: Mapping[str, object]) -> dict[str, object]:
    """A player as the AWS API has it."""
    attributes = player.get("playerattributes") or {}
    if not isinstance(attributes, dict):
        raise BadMessage("PlayerAttributes must be an object.")
    given = {name: attribute_input(members_of(value, "PlayerAttributes")) for name, value in attributes.items()}
    return {
        "PlayerId": player.get("playerid"),
        "Team": player.get("team"),
        "LatencyInMs": player.get("latencyinms"),
        "PlayerAttributes": {name: value for name, value in given.items() if value is not None},
    }


def attribute_input(attribute: Mapping[str, object]) -> dict[str, object] | None:
    """An attribute as the AWS API has it; None where it says that it is none. Raises: BadMessage."""
    kind = attribute.get("attrtype")
    if kind == "NONE":
        return None
    if kind is None:
        return {UNTYPED[name]: value for name, value in attribute.items() if name in UNTYPED}
    if not isinstance(kind, str) or kind not in VALUES:
        raise BadMessage(f"AttrType must be one of {', '.join(VALUES)} and NONE.")
    return {VALUES[kind]: attribute.get(VALUES[kind].lower())}
