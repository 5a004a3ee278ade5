"""What a client knows after a crash: what was acknowledged, and the one call that was on its way."""

import uuid
from dataclasses import dataclass, field
from random import Random
from typing import Any

from emulator.hosting.ready_made import FLEET_ID, LOCATION
from tests.attack.connection import Answer, Connection

LIVE = ("RESERVED", "ACTIVE")
SLOTS = 12


@dataclass
class Game:
    """A game session in the oracle, with the status of each of its player sessions."""

    game_session_id: str
    name: str
    players: dict[str, str] = field(default_factory=dict)


@dataclass
class SharedGame:
    """A game session in which all clients of a round want slots: more than it has."""

    game_session_id: str
    players: set[str] = field(default_factory=set)
    """The player sessions that were acknowledged."""

    def differences(self, connection: Connection, pending: int) -> list[str]:
        """What differs from what was acknowledged; `pending` calls may be done or not."""
        answer = connection.call("DescribePlayerSessions", GameSessionId=self.game_session_id)
        stored = {each["PlayerSessionId"] for each in answer.value()["PlayerSessions"] if each["Status"] in LIVE}
        texts = [f"player session {each} of many clients is lost" for each in self.players - stored]
        if len(stored) > SLOTS:
            texts.append(f"{len(stored)} of {SLOTS} slots are given")
        if len(stored - self.players) > pending:
            texts.append(f"{len(stored - self.players)} player sessions of many clients that nobody was told of")
        return texts


@dataclass
class Act:
    """A call: what a client wants, under one invocation id in all attempts."""

    kind: str
    game: Game | None
    members: dict[str, Any]
    invocation_id: str = field(default_factory=lambda: str(uuid.uuid4()))

    @property
    def wants_shared(self) -> bool:
        """Whether it is for a slot of the game session that is shared."""
        return self.kind == "CreatePlayerSession" and self.game is None

    def send(self, connection: Connection, attempt: int) -> Answer:
        if self.kind in ("accept", "remove"):
            return connection.control("POST", f"/player-sessions/{self.members['PlayerSessionId']}/{self.kind}")
        return connection.call(self.kind, self.invocation_id, attempt, **self.members)


class Client:
    """One client with game sessions of its own, so that it knows exactly what must be there."""

    def __init__(self, random: Random, shared: SharedGame) -> None:
        self.shared = shared
        self.games: list[Game] = []
        self.pending: Act | None = None
        """The call that has not been answered."""
        self.refused: list[str] = []
        self._random = random
        self._made = 0

    def write(self, connection: Connection) -> None:
        """Makes one call. Raises: OSError or HTTPException, `pending` being what was on its way."""
        self.pending = self._next_act()
        self.note(self.pending, self.pending.send(connection, attempt=1))
        self.pending = None

    def _next_act(self) -> Act:
        random = self._random
        self._made += 1
        if not self.games or random.random() < 0.1:
            members = {"FleetId": FLEET_ID, "Location": LOCATION, "MaximumPlayerSessionCount": SLOTS, "Name": "new"}
            return Act("CreateGameSession", None, members)
        if random.random() < 0.1:
            members = {"GameSessionId": self.shared.game_session_id, "PlayerId": "one of many"}
            return Act("CreatePlayerSession", None, members)
        game = random.choice(self.games)
        here = {"GameSessionId": game.game_session_id}
        acts = [Act("UpdateGameSession", game, here | {"Name": f"name {self._made}"})]
        taken = sum(status in LIVE for status in game.players.values())
        if taken < SLOTS:
            acts.append(Act("CreatePlayerSession", game, here | {"PlayerId": f"p-{self._made}"}))
        if taken + 3 <= SLOTS:
            ids = [f"p-{self._made}-{n}" for n in range(3)]
            acts.append(Act("CreatePlayerSessions", game, here | {"PlayerIds": ids}))
        for event, before in (("accept", "RESERVED"), ("remove", "ACTIVE")):
            fitting = [each for each, status in game.players.items() if status == before]
            if fitting:
                acts.append(Act(event, game, {"PlayerSessionId": random.choice(fitting)}))
        return random.choice(acts)

    def note(self, act: Act, answer: Answer) -> None:
        """Remembers what was acknowledged."""
        if act.wants_shared and answer.code == "GameSessionFullException":
            return
        if answer.status != 200:
            self.refused.append(f"{act.kind} was refused: {answer.status} {answer.body[:200]!r}")
            return
        value = answer.value()
        if act.kind == "CreateGameSession":
            self.games.append(Game(value["GameSession"]["GameSessionId"], "new"))
            return
        if act.wants_shared:
            self.shared.players.add(value["PlayerSession"]["PlayerSessionId"])
            return
        assert act.game is not None
        if act.kind == "UpdateGameSession":
            act.game.name = act.members["Name"]
        elif act.kind in ("accept", "remove"):
            act.game.players[act.members["PlayerSessionId"]] = "ACTIVE" if act.kind == "accept" else "COMPLETED"
        else:
            made = value.get("PlayerSessions") or [value["PlayerSession"]]
            act.game.players |= {each["PlayerSessionId"]: "RESERVED" for each in made}

    def differences(self, connection: Connection) -> list[str]:
        """What differs from all that was acknowledged; the call that is pending may be done whole, or not at all."""
        return [text for game in self.games for text in self._differences(game, connection)]

    def _differences(self, game: Game, connection: Connection) -> list[str]:
        pending = self.pending if self.pending is not None and self.pending.game is game else None
        found = connection.call("DescribeGameSessions", GameSessionId=game.game_session_id).value()["GameSessions"]
        if not found:
            return [f"game session {game.game_session_id} is lost"]
        texts = []
        if found[0]["Name"] not in (game.name, pending.members.get("Name") if pending else None):
            texts.append(f"{game.game_session_id} is named {found[0]['Name']!r}, not {game.name!r}")
        answer = connection.call("DescribePlayerSessions", GameSessionId=game.game_session_id)
        stored = {each["PlayerSessionId"]: each["Status"] for each in answer.value()["PlayerSessions"]}
        taken = sum(status in LIVE for status in stored.values())
        if taken > SLOTS or taken != found[0]["CurrentPlayerSessionCount"]:
            texts.append(f"{taken} of {SLOTS} slots are taken, {found[0]['CurrentPlayerSessionCount']} are counted")
        allowed = dict(game.players)
        if pending is not None and pending.kind in ("accept", "remove"):
            after = "ACTIVE" if pending.kind == "accept" else "COMPLETED"
            allowed[pending.members["PlayerSessionId"]] += f" or {after}"
        texts += [
            f"player session {each} is {stored.get(each, 'lost')}, not {status}"
            for each, status in allowed.items()
            if stored.get(each, "lost") not in status
        ]
        more = len(set(stored) - set(game.players))
        whole = {"CreatePlayerSession": 1, "CreatePlayerSessions": 3}.get(pending.kind if pending else "", 0)
        if more not in (0, whole):
            texts.append(f"{more} player sessions that nobody was told of")
        return texts

    def retry(self, connection: Connection) -> None:
        """Sends the pending call once more, as an SDK does. From now on the oracle knows everything."""
        act, self.pending = self.pending, None
        if act is None:
            return
        answer = act.send(connection, attempt=2)
        if act.kind in ("accept", "remove") and answer.status == 409:  # it was done before the crash
            answer = Answer(200, {}, b"{}")
        self.note(act, answer)
