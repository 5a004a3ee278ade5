"""The story of tests/sdks, told with boto3; AWS_PROTOCOL=cbor tells it in the other protocol."""

import json
import os
import urllib.request
from datetime import datetime

import boto3
import botocore.model

if os.environ.get("AWS_PROTOCOL") == "cbor":  # botocore prefers JSON, and has no switch of its own
    botocore.model.PRIORITY_ORDERED_SUPPORTED_PROTOCOLS = ("smithy-rpc-v2-cbor",)

FLEET = "fleet-00000000-0000-0000-0000-000000000000"
PLACE = {"FleetId": FLEET, "Location": "custom-local"}
client = boto3.client("gamelift")


def say(step: str, value: object) -> None:
    print(json.dumps({"step": step, "value": value}), flush=True)


def millis(instant: datetime) -> int:
    return round(instant.timestamp() * 1000)


def refused(name: str, operation: str, **asked: object) -> None:
    """Says how a call is refused with the modelled error of that name."""
    try:
        getattr(client, operation)(**asked)
    except getattr(client.exceptions, name) as error:
        answer = error.response
        say(
            f"error {name}",
            {"message": answer["Error"]["Message"], "requestId": answer["ResponseMetadata"]["RequestId"]},
        )


def advance(seconds: int) -> None:
    body = json.dumps({"seconds": seconds}).encode()
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(os.environ["STORY_CONTROL"] + "/clock/advance", body, headers, method="POST")
    urllib.request.urlopen(request).close()


made = client.create_game_session(
    MaximumPlayerSessionCount=120, GameProperties=[{"Key": "mode", "Value": "ranked"}], **PLACE
)["GameSession"]
match = made["GameSessionId"]
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

found = client.describe_game_sessions(GameSessionId=match)["GameSessions"]
say("look", {"GameSessions": len(found), "Status": found[0]["Status"]})

names = [f"player-{n}" for n in range(119)]
for start in range(0, 119, 25):
    client.create_player_sessions(GameSessionId=match, PlayerIds=names[start : start + 25])
last = client.create_player_session(GameSessionId=match, PlayerId="last", PlayerData="é🧙\n")["PlayerSession"]
count = client.describe_game_sessions(GameSessionId=match)["GameSessions"][0]["CurrentPlayerSessionCount"]
say(
    "fill",
    {
        "PlayerSessions": count,
        "Status": last["Status"],
        "CreationTime": millis(last["CreationTime"]),
        "PlayerData": last["PlayerData"],
    },
)

paginator = client.get_paginator("describe_player_sessions")
pages = [page["PlayerSessions"] for page in paginator.paginate(GameSessionId=match, PaginationConfig={"PageSize": 50})]
say("pages", {"sizes": list(map(len, pages)), "distinct": len({each["PlayerId"] for page in pages for each in page})})

counts = {}
for status in ("RESERVED", "ACTIVE"):
    pages = paginator.paginate(GameSessionId=match, PlayerSessionStatusFilter=status)
    counts[status] = sum(len(page["PlayerSessions"]) for page in pages)
say("filter", counts)

refused("GameSessionFullException", "create_player_session", GameSessionId=match, PlayerId="late")
refused("NotFoundException", "describe_player_sessions", PlayerSessionId="psess-nobody")
refused("InvalidRequestException", "describe_player_sessions", PlayerSessionId="psess-nobody", PlayerId="last")
strategy = {"Type": "TERMINAL", "Message": "Update, please."}
alias = client.create_alias(Name="old", RoutingStrategy=strategy)["Alias"]["AliasId"]
refused("TerminalRoutingStrategyException", "resolve_alias", AliasId=alias)
client.create_game_session(MaximumPlayerSessionCount=1, IdempotencyToken="once", **PLACE)
once = {"MaximumPlayerSessionCount": 2, "IdempotencyToken": "once", **PLACE}
refused("IdempotentParameterMismatchException", "create_game_session", **once)
refused("ConflictException", "create_location", LocationName="custom-local")
carol = {"MaximumPlayerSessionCount": 1, "CreatorId": "carol", **PLACE}
client.create_game_session(**carol)
refused("LimitExceededException", "create_game_session", **carol)
broken = {"FleetId": os.environ["STORY_BROKEN"], "MaximumPlayerSessionCount": 1}
refused("InvalidFleetStatusException", "create_game_session", **broken)
try:
    client.get_instance_access(FleetId="fleet-1", InstanceId="i-0")
except client.exceptions.ClientError as error:
    answer = error.response["Error"]
    say("error without a class", {"code": answer["Code"], "message": answer["Message"]})

advance(61)
(gone,) = client.describe_player_sessions(PlayerSessionId=last["PlayerSessionId"])["PlayerSessions"]
say(
    "expiry",
    {
        "Status": gone["Status"],
        "CreationTime": millis(gone["CreationTime"]),
        "TerminationTime": millis(gone["TerminationTime"]),
    },
)

if hasattr(client, "terminate_game_session"):
    answer = client.terminate_game_session(GameSessionId=match, TerminationMode="TRIGGER_ON_PROCESS_TERMINATE")
    (ended,) = client.describe_game_sessions(GameSessionId=match)["GameSessions"]
    say(
        "terminate",
        {
            "answer": answer["GameSession"]["Status"],
            "Status": ended["Status"],
            "StatusReason": ended["StatusReason"],
            "TerminationTime": millis(ended["TerminationTime"]),
        },
    )
    refused("InvalidGameSessionStatusException", "create_player_session", GameSessionId=match, PlayerId="late")
else:
    for step in ("terminate", "error InvalidGameSessionStatusException"):
        print(json.dumps({"step": step, "skip": "this version does not know TerminateGameSession"}))

client.delete_alias(AliasId=alias)
say("no output", True)
token = client.get_compute_auth_token(FleetId=FLEET, ComputeName="local")
say("whole second", millis(token["ExpirationTimestamp"]))
