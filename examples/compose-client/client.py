# /// script
# requires-python = ">=3.11"
# dependencies = ["boto3>=1.44"]
# ///
"""Pages through the players of a game session, as any backend would; the environment says where and as whom."""

from collections import Counter

import boto3

GAME_SESSION = "arn:aws:gamelift:us-east-1::gamesession/fleet-a1b2c3d4-0001-4000-8000-000000000002/gsess-long-match"

players: Counter[str] = Counter()
paginator = boto3.client("gamelift").get_paginator("describe_player_sessions")
for number, page in enumerate(paginator.paginate(GameSessionId=GAME_SESSION), start=1):
    sessions = page["PlayerSessions"]
    players.update(session["Status"] for session in sessions)
    print(f"page {number}: {len(sessions)} player sessions, from {sessions[0]['PlayerId']}")
print(f"{players.total()} player sessions: {dict(players)}")
