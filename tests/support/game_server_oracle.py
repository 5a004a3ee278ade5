"""What game servers, their clients and time do to each other, as plain as it can be said: one act after another."""

from dataclasses import dataclass, field
from typing import NamedTuple

SLOTS = 1
RESERVATION = 60_000
ACTIVATION = 300_000
TERMINATION = 300_000
"""Milliseconds, as all times are here: sums of fractions of a second would miss a deadline by less than one."""
MOST_PROCESSES = 3
LIVE = ("RESERVED", "ACTIVE")
ENDED = ("TERMINATED", "ERROR")
DONE, REFUSED = "done", "refused"
FULL, WRONG_STATUS = "GameSessionFullException", "InvalidGameSessionStatusException"
NO_PROCESS = "FleetCapacityExceededException"
Shown = dict[str, tuple[str, str | None, dict[str, str]]]
"""By process: its status, that of its game session, and those of the players."""


class Act(NamedTuple):
    """What somebody does: to which process, with which player, or for how many seconds."""

    name: str
    process: str = ""
    player: str = ""
    seconds: float = 0


@dataclass
class Player:
    """A player session; times are counted from the beginning."""

    made: int
    status: str = "RESERVED"


@dataclass
class Process:
    """A server process, and the one game session of its life."""

    status: str = "READY"
    game_session: str | None = None
    deadline: int | None = None
    """When time ends it, or has it told to end."""
    players: dict[str, Player] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)
    """What is pushed to it."""


class Oracle:
    """All processes, in the order in which they connected."""

    def __init__(self) -> None:
        self.now = 0
        self.processes: dict[str, Process] = {}

    def __repr__(self) -> str:
        """Two that say the same go on alike."""
        return f"Oracle({self.now}, {self.processes})"

    def acts(self) -> list[Act]:
        """What can be done next, wise or not."""
        found = [Act("create"), *(Act("advance", seconds=each) for each in (0.001, 30, 59.999, 60, 240, 300))]
        if len(self.processes) < MOST_PROCESSES:
            found.append(Act("connect", f"p{len(self.processes)}"))
        for name, process in self.processes.items():
            found.append(Act("end", name))
            if process.game_session is not None:
                found += [Act("activate", name), Act("terminate", name)]
                found.append(Act("reserve", name, f"player-{len(process.players)}"))
            found += [Act(name_of, name, player) for player in process.players for name_of in ("accept", "remove")]
        return found

    def do(self, act: Act) -> str:
        """The answer."""
        match act.name:
            case "create":
                return self._create()
            case "advance":
                return self._advance(act.seconds)
            case "connect":
                self.processes[act.process] = Process()
                return DONE
        process = self.processes[act.process]
        match act.name:
            case "terminate":
                return self._terminate(process)
            case "reserve":
                return self._reserve(process, act.player)
        if process.status == "TERMINATED":
            return REFUSED
        match act.name:
            case "activate":
                return self._activate(process)
            case "end":
                self._end(process)
                return DONE
        return self._move(process.players[act.player], act.name)

    def shown(self) -> Shown:
        return {
            name: (each.status, each.game_session, {player: one.status for player, one in each.players.items()})
            for name, each in self.processes.items()
        }

    def _create(self) -> str:
        for name, process in self.processes.items():
            if process.status == "READY":
                process.status, process.game_session = "ACTIVATING", "ACTIVATING"
                process.deadline = self.now + ACTIVATION
                process.told.append("CreateGameSession")
                return name
        return NO_PROCESS

    def _advance(self, seconds: float) -> str:
        self.now += round(seconds * 1_000)
        for process in self.processes.values():
            for player in process.players.values():
                if player.status == "RESERVED" and player.made + RESERVATION <= self.now:
                    player.status = "TIMEDOUT"
            if process.status == "ACTIVATING" and process.deadline is not None and process.deadline <= self.now:
                process.game_session = "TERMINATED"
                self._tell_to_end(process, process.deadline)
            if process.status == "TERMINATING" and process.deadline is not None and process.deadline <= self.now:
                self._end(process)
        return DONE

    def _tell_to_end(self, process: Process, at: int) -> None:
        process.status, process.deadline = "TERMINATING", at + TERMINATION
        process.told.append("TerminateProcess")

    def _end(self, process: Process) -> None:
        process.status = "TERMINATED"
        if process.game_session not in (None, *ENDED):
            process.game_session = "TERMINATED"
            for player in process.players.values():
                player.status = {"RESERVED": "TIMEDOUT", "ACTIVE": "COMPLETED"}.get(player.status, player.status)

    def _terminate(self, process: Process) -> str:
        if process.game_session in ENDED:
            return WRONG_STATUS
        process.game_session = "TERMINATING"
        if process.status != "TERMINATING":
            self._tell_to_end(process, self.now)
        return DONE

    def _reserve(self, process: Process, player: str) -> str:
        if process.game_session != "ACTIVE":
            return WRONG_STATUS
        if sum(each.status in LIVE for each in process.players.values()) >= SLOTS:
            return FULL
        process.players[player] = Player(self.now)
        return DONE

    def _activate(self, process: Process) -> str:
        if process.game_session not in ("ACTIVATING", "ACTIVE"):
            return REFUSED
        if process.status == "ACTIVATING":
            process.status = "ACTIVE"
        process.game_session = "ACTIVE"
        return DONE

    @staticmethod
    def _move(player: Player, act: str) -> str:
        before, after = {"accept": ("RESERVED", "ACTIVE"), "remove": ("ACTIVE", "COMPLETED")}[act]
        if player.status != before:
            return REFUSED
        player.status = after
        return DONE
