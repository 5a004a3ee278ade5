"""A running emulator as a test sees it: `GameLift`. It asks over HTTP, so that it works for one in any process.

Nothing heavy is imported before it is needed: boto3 for a client, readers of files for the seed that is a path.
"""

import os
from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, TypedDict
from urllib.parse import quote, urlencode

from emulator import control_client
from emulator.seed.progress import unseen
from emulator.testing.advice import Advised
from emulator.testing.calls import RecordedCall, missing_call_report
from emulator.testing.clock import Clock
from emulator.testing.control import Control
from emulator.testing.events import RecordedEvents
from emulator.testing.explaining import Explaining
from emulator.testing.faults import Faults
from emulator.testing.server_processes import ServerProcesses, State

if TYPE_CHECKING:
    from types_boto3_gamelift import GameLiftClient

READY_MADE_FLEET = "fleet-00000000-0000-0000-0000-000000000000"
READY_MADE_LOCATION = "custom-local"
RUN_OUT = {"CreationTime": "-0s", "Deadline": "-0s"}
Document = Mapping[str, object]


class ClientKwargs(TypedDict):
    """What `boto3.client("gamelift", …)` needs in order to call the emulator."""

    endpoint_url: str
    region_name: str
    aws_access_key_id: str
    aws_secret_access_key: str


class GameLift(ServerProcesses, RecordedEvents, Explaining, Advised):
    """An emulator that runs, at `url`. What it refuses is raised as `emulator.testing.ClientError`."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        self.control = Control(self.url)
        self.clock = Clock(self.control)
        self.faults = Faults(self.control)
        self._filling = Lock()
        self._filled: Counter[str] = Counter()
        """By game session, the last number that `fill` has given to a player."""

    @cached_property
    def settings(self) -> State:
        """The settings that the emulator runs with."""
        settings: State = self.control("GET", "/info")["settings"]
        return settings

    @cached_property
    def tls_url(self) -> str | None:
        """Where it is reached over TLS; None where `tls_port` was not set."""
        url: str | None = self.control("GET", "/info")["tls_url"]
        return url

    def certificate(self) -> str:
        """What a client of `tls_url` has to trust, as PEM. Raises: ClientError where TLS is off."""
        file = BytesIO()
        control_client.download(self.url, "/certificate", file)
        return file.getvalue().decode()

    def client_kwargs(self, region_name: str | None = None) -> ClientKwargs:
        """The arguments of a boto3 client, with credentials that nobody checks."""
        return {
            "endpoint_url": self.url,
            "region_name": region_name or self.settings["region"],
            "aws_access_key_id": "test",
            "aws_secret_access_key": "test",
        }

    def client(self, region_name: str | None = None, **config: Any) -> "GameLiftClient":  # noqa: ANN401 - a Config's
        """A boto3 client that neither profiles, nor proxies, nor credentials of this machine can lead astray.

        `config` are members of botocore's Config, as `retries={"total_max_attempts": 1}`.
        """
        import boto3
        import botocore.config
        import botocore.session

        nowhere = {"config_file": os.devnull, "credentials_file": os.devnull, "profile": None}
        session = botocore.session.Session(
            session_vars={name: (None, None, value, None) for name, value in nowhere.items()}
        )
        made: GameLiftClient = boto3.Session(botocore_session=session).client(
            "gamelift", config=botocore.config.Config(**{"proxies": {}, **config}), **self.client_kwargs(region_name)
        )
        return made

    # The world

    def reset(self) -> None:
        """Back to a fresh world, seeded as at the start; faults and journal are gone, the clock is as at the start."""
        self.control("POST", "/reset?seed=1" if self.settings["seed"] else "/reset")
        self._filled.clear()

    def seed(self, document: Document | str | Path) -> State:
        """What was added, by list, of a seed document: a mapping, or the path of a JSON or YAML file or of a folder.

        Raises: SeedError where a file cannot be loaded; it names the file and the place in it.
        """
        if isinstance(document, Mapping):
            added: State = self.control("POST", "/seed", document)
            return added
        from emulator.seed.sending import send

        return send(Path(document), self.url, unseen)

    def state(self) -> State:
        """The whole world and its clock, as `restore` takes it."""
        state: State = self.control("GET", "/state")
        return state

    def restore(self, state: Mapping[str, Any]) -> None:
        """The world and the clock as they were when `state` was taken."""
        self.control("PUT", "/state", state)
        self._filled = filled_in(state)

    # Game sessions and players

    def ready_game_session(self, maximum_player_session_count: int = 10, **members: object) -> str:
        """The GameSessionId of a new game session that is ACTIVE, on the ready-made fleet unless `members` say else.

        `members` are those of CreateGameSession, under AWS's names. The calls that this makes of the AWS API are among
        `calls`, and faults strike them, as they do those of anybody.
        """
        from msgspec.structs import fields

        from emulator.api.shapes import CreateGameSessionInput

        if unknown := members.keys() - {each.encode_name for each in fields(CreateGameSessionInput)}:
            raise TypeError(f"CreateGameSession has no {', '.join(sorted(unknown))}")
        ready_made = members.keys().isdisjoint(("FleetId", "AliasId"))
        place = {"FleetId": READY_MADE_FLEET, "Location": READY_MADE_LOCATION} if ready_made else {}
        input = place | {"MaximumPlayerSessionCount": maximum_player_session_count} | members
        game_session_id: str = self._aws("CreateGameSession", input)["GameSession"]["GameSessionId"]
        found = self._aws("DescribeGameSessions", {"GameSessionId": game_session_id})["GameSessions"]
        if any(each["Status"] == "ACTIVATING" for each in found):  # none where somebody resets meanwhile
            self.activate(game_session_id)
        return game_session_id

    def fill(
        self, game_session_id: str, *, reserved: int = 0, active: int = 0, completed: int = 0, timedout: int = 0
    ) -> list[str]:
        """The PlayerSessionIds of new player sessions in these statuses, in the order of the arguments.

        Their players are player-1, player-2, … of this game session. Those that are TIMEDOUT ran out at once.
        """
        statuses = {"RESERVED": reserved, "ACTIVE": active, "COMPLETED": completed, "TIMEDOUT": timedout}
        if min(statuses.values()) < 0:
            raise ValueError("nobody can fill a game session with fewer than 0 players")
        name = game_session_id.rpartition("/")[2]
        with self._filling:
            sessions = [
                {
                    "PlayerSessionId": f"psess-{name}-{number}",
                    "GameSessionId": game_session_id,
                    "PlayerId": f"player-{number}",
                    "Status": status,
                }
                | (RUN_OUT if status == "TIMEDOUT" else {})
                for number, status in enumerate(Counter(statuses).elements(), self._filled[name] + 1)
            ]
            if self.seed({"PlayerSessions": sessions})["added"].get("PlayerSessions", 0) != len(sessions):
                raise control_client.ClientError(
                    f"somebody else has filled {name}: some of these player sessions were there already"
                )
            self._filled[name] += len(sessions)
        return [each["PlayerSessionId"] for each in sessions]

    def accept(self, player_session_id: str) -> State:
        """The player session, ACTIVE: the game server has let the player in."""
        return self._act("player-sessions", player_session_id, "accept")

    def remove(self, player_session_id: str) -> State:
        """The player session, COMPLETED: the game server has let the player go."""
        return self._act("player-sessions", player_session_id, "remove")

    def activate(self, game_session_id: str) -> State:
        """The game session, ACTIVE."""
        return self._act("game-sessions", game_session_id, "activate")

    def end(self, game_session_id: str) -> State:
        """The game session, TERMINATED: its server process has ended."""
        return self._act("game-sessions", game_session_id, "end")

    def crash(self, game_session_id: str) -> State:
        """The game session, in ERROR: its server process has crashed."""
        return self._act("game-sessions", game_session_id, "crash")

    def _act(self, kind: str, name: str, act: str) -> State:
        shown: State = self.control("POST", f"/{kind}/{quote(name, safe='')}/{act}")
        return shown

    def _aws(self, operation: str, members: Mapping[str, object]) -> State:
        return control_client.aws_call(self.url, operation, members)

    # What was asked

    def calls(self, operation: str | None = None, *, source: str = "aws") -> list[RecordedCall]:
        """The last calls of the AWS API since the reset, the oldest first. Each attempt of an SDK is one of them.

        With the source `server`, the messages of server processes but for their heartbeats.
        """
        query = urlencode({"source": source} | ({"operation": operation} if operation else {}))
        return [RecordedCall.of(each) for each in self.control("GET", f"/requests?{query}")["requests"]]

    def assert_called(
        self, operation: str, *, times: int | None = None, source: str = "aws", **parameters: object
    ) -> None:
        """Raises AssertionError, showing the calls that there were, unless `operation` was called with `parameters`.

        `times` counts the calls that fit, all attempts; where it is None, one is enough.
        """
        __tracebackhide__ = True
        calls = self.calls(operation, source=source)
        fitting = [each for each in calls if all(each.has(name, value) for name, value in parameters.items())]
        if not (fitting if times is None else len(fitting) == times):
            raise AssertionError(missing_call_report(operation, times, parameters, calls, len(fitting)))

    def failures(self) -> list[str]:
        """Tracebacks of the emulator's own failures, the first hundred: there should be none."""
        failures: list[str] = control_client.call(self.url, "GET", "/failures", timeout=10)["failures"]
        return failures


def filled_in(state: Mapping[str, Any]) -> Counter[str]:
    """By game session, the last number that `fill` has given to a player of `state`."""
    filled: Counter[str] = Counter()
    for each in state.get("PlayerSessions", ()):
        name, _, number = each["PlayerSessionId"].removeprefix("psess-").rpartition("-")
        if number.isdecimal():
            filled[name] = max(filled[name], int(number))
    return filled
