"""Servers as one would write them by hand: `python -m tests.bench.handwritten KIND DATABASE GAME_SESSION PORT`.

raw is what a user could write by hand: the same rows with the sqlite3 module, encoded with orjson, no checks at all.
static sends the same bytes from memory: the ceiling of FastAPI and uvicorn. insert writes a player session in a
transaction of its own, as durable as ours, without any checks.
"""

import sqlite3
import sys
import time
import uuid

import orjson
import uvicorn
from fastapi import FastAPI, Request, Response

LIMITS = (1, 100)
PAGE = """
    SELECT p.player_session_id, p.player_id, g.game_session_id, f.fleet_id, f.region, f.account, p.creation_time,
           p.termination_time, p.status, g.ip_address, g.dns_name, g.port, p.player_data
    FROM game_session g JOIN fleet f ON f.key = g.fleet_key JOIN player_session p ON p.game_session_key = g.key
    WHERE g.game_session_id = ? ORDER BY p.creation_time, p.key LIMIT ?
"""


def page(connection: sqlite3.Connection, asked: dict[str, object]) -> bytes:
    sessions = []
    for row in connection.execute(PAGE, (asked["GameSessionId"], asked["Limit"])):
        session = {
            "PlayerSessionId": row[0],
            "PlayerId": row[1],
            "GameSessionId": row[2],
            "FleetId": row[3],
            "FleetArn": f"arn:aws:gamelift:{row[4]}:{row[5]}:fleet/{row[3]}",
            "CreationTime": row[6] / 1000,
            "Status": row[8],
            "IpAddress": row[9],
            "DnsName": row[10],
            "Port": row[11],
        }
        if row[7] is not None:
            session["TerminationTime"] = row[7] / 1000
        if row[12] is not None:
            session["PlayerData"] = row[12]
        sessions.append(session)
    return orjson.dumps({"PlayerSessions": sessions})


INSERT = "INSERT INTO player_session VALUES ((SELECT max(key) + 1 FROM player_session), ?, ?, ?, ?, ?, ?, ?, ?)"


def insert(connection: sqlite3.Connection, game_session_key: int, asked: dict[str, object]) -> bytes:
    now = time.time_ns() // 1_000_000
    player_session_id = f"psess-{uuid.uuid4()}"
    row = (game_session_key, player_session_id, asked["PlayerId"], "RESERVED", now, now + 60_000, None, None)
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(INSERT, row)
    connection.execute("COMMIT")
    session = {
        "PlayerSessionId": player_session_id,
        "PlayerId": asked["PlayerId"],
        "GameSessionId": asked["GameSessionId"],
        "CreationTime": now / 1000,
        "Status": "RESERVED",
    }
    return orjson.dumps({"PlayerSession": session})


def create(kind: str, database: str, game_session_id: str) -> FastAPI:
    app = FastAPI()
    connection = sqlite3.connect(database, isolation_level=None)
    connection.execute("PRAGMA synchronous = NORMAL")  # in the write-ahead mode in which the file is
    (key,) = connection.execute("SELECT key FROM game_session WHERE game_session_id = ?", (game_session_id,)).fetchone()
    bodies = {limit: page(connection, {"GameSessionId": game_session_id, "Limit": limit}) for limit in LIMITS}

    if kind == "raw":

        @app.post("/")
        async def raw(request: Request) -> Response:
            return Response(
                page(connection, orjson.loads(await request.body())), media_type="application/x-amz-json-1.1"
            )

    elif kind == "insert":

        @app.post("/")
        async def inserted(request: Request) -> Response:
            return Response(
                insert(connection, key, orjson.loads(await request.body())), media_type="application/x-amz-json-1.1"
            )

    else:

        @app.post("/")
        async def static(request: Request) -> Response:
            small = b'"Limit":1}' in await request.body()
            return Response(bodies[min(LIMITS) if small else max(LIMITS)], media_type="application/x-amz-json-1.1")

    return app


def main() -> None:
    kind, database, game_session_id, port = sys.argv[1:]
    config = uvicorn.Config(
        create(kind, database, game_session_id),
        port=int(port),
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_keep_alive=75,
        ws="none",
    )
    uvicorn.Server(config).run()


if __name__ == "__main__":
    main()
