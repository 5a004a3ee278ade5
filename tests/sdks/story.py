"""The story that every client tells, step by step, and what each step is to say.

A client finds the usual AWS variables in its environment, STORY_CONTROL (the URL of the control API), and STORY_BROKEN
(the id of a fleet that is in ERROR). Instants are milliseconds since the epoch. The clock stands at START.

- create: CreateGameSession on the ready-made fleet, 120 slots, game property mode=ranked.
- look: DescribeGameSessions by its id.
- fill: 119 players by CreatePlayerSessions, up to 25 at a time, one by CreatePlayerSession with DATA as PlayerData; how
  that one looks, and how many there are in all.
- pages: DescribePlayerSessions by the SDK's own paginator, 50 a page: the sizes, and how many players are distinct.
- filter: how many player sessions a paginator finds with each status filter.
- error <name>: a call that provokes a modelled error, caught by the SDK's own class for it: its text and request id.
- error without a class: GetInstanceAccess, which is not here: code and text.
- expiry: `POST <STORY_CONTROL>/clock/advance {"seconds": 61}`, then DescribePlayerSessions by the id of a reservation.
- terminate: TerminateGameSession, TRIGGER_ON_PROCESS_TERMINATE: the status that it answers; then what Describe says.
- no output: DeleteAlias of the alias made for TerminalRoutingStrategyException.
- whole second: the ExpirationTimestamp of GetComputeAuthToken, for the compute `local` of the ready-made fleet.
"""

from typing import Any

START = 1_767_225_600_123  # 2026-01-01T00:00:00.123Z
DATA = "é🧙\n"
GOODBYE = "Update, please."
# How each is provoked: another player once all slots are taken; DescribePlayerSessions of psess-nobody; of a PlayerId
# and a PlayerSessionId at once; CreatePlayerSession in the game session once it is terminated; ResolveAlias of a
# TERMINAL alias whose message is GOODBYE; CreateGameSession with the token `once` for 1 and then for 2 players;
# CreateLocation of custom-local; two of CreateGameSession with the CreatorId `carol`; CreateGameSession on
# STORY_BROKEN.
ERRORS = (
    "GameSessionFullException",
    "NotFoundException",
    "InvalidRequestException",
    "InvalidGameSessionStatusException",
    "TerminalRoutingStrategyException",
    "IdempotentParameterMismatchException",
    "ConflictException",
    "LimitExceededException",
    "InvalidFleetStatusException",
)
EXPECTED: dict[str, Any] = {
    "create": {
        "Status": "ACTIVATING",
        "CurrentPlayerSessionCount": 0,
        "MaximumPlayerSessionCount": 120,
        "CreationTime": START,
        "GameProperties": {"mode": "ranked"},
    },
    "look": {"GameSessions": 1, "Status": "ACTIVE"},
    "fill": {"PlayerSessions": 120, "Status": "RESERVED", "CreationTime": START, "PlayerData": DATA},
    "pages": {"sizes": [50, 50, 20], "distinct": 120},
    "filter": {"RESERVED": 120, "ACTIVE": 0},
    "expiry": {"Status": "TIMEDOUT", "CreationTime": START, "TerminationTime": START + 60_000},
    "terminate": {
        "answer": "TERMINATING",
        "Status": "TERMINATED",
        "StatusReason": "TRIGGERED_ON_PROCESS_TERMINATE",
        "TerminationTime": START + 61_000,
    },
    "no output": True,
    "whole second": (START + 61_000) // 1000 * 1000 + 3 * 60 * 60 * 1000,
}
STEPS = (*EXPECTED, *(f"error {name}" for name in ERRORS), "error without a class")


def complaint(step: str, value: Any) -> str | None:  # noqa: ANN401 - whatever JSON a client printed
    """What is wrong with what a client said in a step, None where nothing is."""
    if step in EXPECTED:
        return None if value == EXPECTED[step] else f"expected {EXPECTED[step]}, not {value}"
    if not str(value.get("message", "")).strip():
        return f"the error has no text: {value}"
    if step == "error without a class":
        code = value["code"].rpartition("#")[2]  # Go gives the whole shape id of an error that its model does not have
        return None if code == "UnsupportedOperationException" else f"the error has another code: {value}"
    if step == "error TerminalRoutingStrategyException" and value["message"] != GOODBYE:
        return f"the text is not {GOODBYE!r}: {value}"
    return None if value.get("requestId") else f"the error has no request id: {value}"
