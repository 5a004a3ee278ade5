"""The story of tests/sdks, told with the AWS CLI, whose path is the argument."""

import json
import os
import re
import subprocess
import sys
import urllib.request
from typing import Any

FLEET = "fleet-00000000-0000-0000-0000-000000000000"
PLACE = ("--fleet-id", FLEET, "--location", "custom-local")
REFUSAL = re.compile(r"An error occurred \((?P<code>\w+)\) when calling the \w+ operation: (?P<message>.*)", re.DOTALL)


def aws(*words: str) -> subprocess.CompletedProcess[str]:
    command = (sys.argv[1], "gamelift", *words, "--output", "json")
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def asked(*words: str) -> dict[str, Any]:
    """What the CLI prints, {} where it prints nothing."""
    done = aws(*words)
    if done.returncode != 0:
        sys.exit(done.stderr)
    answer: dict[str, Any] = json.loads(done.stdout or "{}")
    return answer


def refusal(*words: str) -> dict[str, str]:
    """Code and message of a refused call."""
    done = aws(*words)
    found = REFUSAL.search(done.stderr)
    if done.returncode == 0 or found is None:
        sys.exit(f"{words} was not refused: {done}")
    return {"code": found["code"], "message": found["message"].strip()}


def say(step: str, value: object) -> None:
    print(json.dumps({"step": step, "value": value}), flush=True)


def refused(name: str, *words: str) -> None:
    """Says how a call is refused with the error of that name."""
    error = refusal(*words)
    if error["code"] == name:
        say(f"error {name}", {"message": error["message"], "requestId": "not shown by the CLI"})


def millis(instant: float) -> int:
    return round(instant * 1000)


def advance(seconds: int) -> None:
    body = json.dumps({"seconds": seconds}).encode()
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(os.environ["STORY_CONTROL"] + "/clock/advance", body, headers, method="POST")
    urllib.request.urlopen(request).close()


create = ("create-game-session", *PLACE, "--maximum-player-session-count")
made = asked(*create, "120", "--game-properties", "Key=mode,Value=ranked")["GameSession"]
match = ("--game-session-id", made["GameSessionId"])
say(
    "create",
    {
        "Status": made["Status"],
        "CurrentPlayerSessionCount": made["CurrentPlayerSessionCount"],
        "MaximumPlayerSessionCount": made["MaximumPlayerSessionCount"],
        "CreationTime": millis(made["CreationTime"]),
        "GameProperties": {each["Key"]: each["Value"] for each in made["GameProperties"]},
    },
)

found = asked("describe-game-sessions", *match)["GameSessions"]
say("look", {"GameSessions": len(found), "Status": found[0]["Status"]})

names = [f"player-{n}" for n in range(119)]
for start in range(0, 119, 25):
    asked("create-player-sessions", *match, "--player-ids", *names[start : start + 25])
join = ("create-player-session", *match, "--player-id")
last = asked(*join, "last", "--player-data", "é🧙\n")["PlayerSession"]
count = asked("describe-game-sessions", *match)["GameSessions"][0]["CurrentPlayerSessionCount"]
say(
    "fill",
    {
        "PlayerSessions": count,
        "Status": last["Status"],
        "CreationTime": millis(last["CreationTime"]),
        "PlayerData": last["PlayerData"],
    },
)

# By itself the CLI joins all pages; --max-items stops it after each.
players = asked("describe-player-sessions", *match, "--page-size", "50")["PlayerSessions"]
sizes = []
onward: tuple[str, ...] = ()
while True:
    page = asked("describe-player-sessions", *match, "--page-size", "50", "--max-items", "50", *onward)
    sizes.append(len(page["PlayerSessions"]))
    if "NextToken" not in page:
        break
    onward = ("--starting-token", page["NextToken"])
say("pages", {"sizes": sizes, "distinct": len({each["PlayerId"] for each in players})})

counts = {}
for status in ("RESERVED", "ACTIVE"):
    wanted = ("--player-session-status-filter", status)
    counts[status] = len(asked("describe-player-sessions", *match, *wanted)["PlayerSessions"])
say("filter", counts)

refused("GameSessionFullException", *join, "late")
nobody = ("describe-player-sessions", "--player-session-id", "psess-nobody")
refused("NotFoundException", *nobody)
refused("InvalidRequestException", *nobody, "--player-id", "last")
strategy = "Type=TERMINAL,Message='Update, please.'"
alias = asked("create-alias", "--name", "old", "--routing-strategy", strategy)["Alias"]["AliasId"]
refused("TerminalRoutingStrategyException", "resolve-alias", "--alias-id", alias)
once = ("--idempotency-token", "once")
asked(*create, "1", *once)
refused("IdempotentParameterMismatchException", *create, "2", *once)
refused("ConflictException", "create-location", "--location-name", "custom-local")
carol = (*create, "1", "--creator-id", "carol")
asked(*carol)
refused("LimitExceededException", *carol)
broken = ("--fleet-id", os.environ["STORY_BROKEN"], "--maximum-player-session-count", "1")
refused("InvalidFleetStatusException", "create-game-session", *broken)
say("error without a class", refusal("get-instance-access", "--fleet-id", "fleet-1", "--instance-id", "i-0"))

advance(61)
(gone,) = asked("describe-player-sessions", "--player-session-id", last["PlayerSessionId"])["PlayerSessions"]
say(
    "expiry",
    {
        "Status": gone["Status"],
        "CreationTime": millis(gone["CreationTime"]),
        "TerminationTime": millis(gone["TerminationTime"]),
    },
)

answer = asked("terminate-game-session", *match, "--termination-mode", "TRIGGER_ON_PROCESS_TERMINATE")
(ended,) = asked("describe-game-sessions", *match)["GameSessions"]
say(
    "terminate",
    {
        "answer": answer["GameSession"]["Status"],
        "Status": ended["Status"],
        "StatusReason": ended["StatusReason"],
        "TerminationTime": millis(ended["TerminationTime"]),
    },
)
refused("InvalidGameSessionStatusException", *join, "late")

asked("delete-alias", "--alias-id", alias)
say("no output", True)
access = asked("get-compute-auth-token", "--fleet-id", FLEET, "--compute-name", "local")
say("whole second", millis(access["ExpirationTimestamp"]))
