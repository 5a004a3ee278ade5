"""A game server in one file, as `run-server` starts it: it speaks with the emulator without an SDK.

It prints what happens to it, writes a file for each of `--log`, and ends with its game session where `--short` is set.
"""

import argparse
import json
import os
import signal
import sys
import uuid
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from websockets.sync.client import ClientConnection, connect

NAMES = {"Authorization": "AUTH_TOKEN", "ComputeId": "HOST_ID", "FleetId": "FLEET_ID", "pID": "PROCESS_ID"}


def say(text: str) -> None:
    print(text, flush=True)


def ask(socket: ClientConnection, action: str, **members: object) -> None:
    """Sends a message, and waits until it is answered; what comes before the answer is not for this game server."""
    socket.send(json.dumps({"Action": action, "RequestId": str(uuid.uuid4()), **members}))
    answer: dict[str, Any] = {}
    while "RequestId" not in answer:
        answer = json.loads(socket.recv())
    if answer["StatusCode"] != 200:
        sys.exit(f"{action}: {answer}")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=1)
    parser.add_argument("--log", action="append", default=[])
    parser.add_argument("--named", action="append", default=[], help="a LogPath that is not written")
    parser.add_argument("--short", action="store_true")
    asked = parser.parse_args()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda number, _: sys.exit(f"ended by {signal.Signals(number).name}"))
    query = {name: os.environ[f"GAMELIFT_SDK_{variable}"] for name, variable in NAMES.items()}
    query |= {"sdkLanguage": "Go", "sdkVersion": "5.5.0"}
    url = os.environ["GAMELIFT_SDK_WEBSOCKET_URL"]
    with connect(f"{url}?{urlencode(query)}", compression=None, proxy=None) as socket:
        ask(socket, "ActivateServerProcess", Port=asked.port, LogPaths=[*asked.log, *asked.named])
        ask(socket, "HeartbeatServerProcess", HealthStatus=True)
        say("ready")
        while True:
            push = json.loads(socket.recv())
            say(push["Action"])
            if push["Action"] == "CreateGameSession":
                for path in asked.log:
                    Path(path).write_text(f"log of {push['GameSessionId']}\n")
                ask(socket, "ActivateGameSession", GameSessionId=push["GameSessionId"])
            if asked.short or push["Action"] == "TerminateProcess":
                ask(socket, "TerminateServerProcess")
                return


if __name__ == "__main__":
    main()
