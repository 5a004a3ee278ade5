"""A place for a game server: it is started, watched, and started again when it has ended."""

import signal
from collections.abc import Mapping
from pathlib import Path
from time import monotonic
from typing import Any

from emulator.cli.children import CannotRun
from emulator.cli.launching import Launch, Run, say
from emulator.cli.server_logs import send_logs
from emulator.cli.server_stages import CONNECTED, ENDING, STARTED, Stage, event_of, stage_of
from emulator.control_client import ClientError

PATIENCE_SECONDS = 10
"""So long a game server may be at a stage before a word is said of what is missing."""
ENDING_SECONDS = 5
"""So long one that is of no more use may take to end once it was told to."""
LONGEST_PAUSE_SECONDS = 30
LAST_BYTES = 2_000
LAST_LINES = 10
State = dict[str, Any]


class GameServer:
    """A place for a game server."""

    def __init__(self, name: str, launch: Launch, folder: Path) -> None:
        self.name = name
        self.run: Run | None = None
        """The game server that runs."""
        self._launch = launch
        self._folder = folder
        self._failures = 0
        """How many have ended in turn before they were of use."""
        self._due = 0.0
        self._stage = STARTED
        self._since = 0.0
        self._is_told = False
        self._was_ready = False
        self._was_given = False
        self._told_to_end_at: float | None = None
        """When the one that runs was told to end, as it is of no more use; None where it was not, or is killed."""
        self._ended: list[Run] = []
        """Those whose logs the emulator was not given yet."""

    def start(self) -> None:
        """Starts a game server. Raises: ClientError, CannotRun, OSError."""
        self.run = self._launch.start(self._folder)
        self._was_ready = self._was_given = False
        self._told_to_end_at = None
        self._reach(STARTED, None)
        self._tell(f"started, process {self.run.child.pid}, as {self.run.process_id}")

    def _start_again(self) -> None:
        try:
            self.start()
        except (ClientError, CannotRun, OSError) as error:
            self._tell(str(error))
            self._pause()

    def look(self, processes: Mapping[str, State] | None, *, again: bool) -> None:
        """Tells what has changed, and starts one where none runs and its time has come, if it is to run `again`.

        `processes` is None where the emulator does not answer.
        """
        if processes is not None:
            self._hand_in(processes)
        if self.run is None:
            if again and monotonic() >= self._due:
                self._start_again()
            return
        if processes is not None:
            self._watch(self.run, processes.get(self.run.process_id))
        self._kill_if_it_stays(self.run)
        code = self.run.child.poll()
        if code is not None:
            self._end(self.run, code, again=again)

    def _hand_in(self, processes: Mapping[str, State]) -> None:
        """Gives the emulator the logs of those that have ended, if they had a game session that it still knows."""
        while self._ended:
            run = self._ended.pop()
            process = processes.get(run.process_id)
            if process is None or process["GameSessionId"] is None:
                continue
            try:
                send_logs(self._launch.url, self.name, run, process["LogPaths"])
            except (ClientError, OSError) as error:
                self._tell(f"its logs were not handed in: {error}")

    def _watch(self, run: Run, process: State | None) -> None:
        stage = stage_of(process)
        if self._was_ready and stage in (STARTED, CONNECTED):
            self._was_ready = False
            self._tell_to_end(run, "the emulator began a new world and does not know it any more")
        elif stage is not self._stage:
            self._reach(stage, process)
        elif stage.missing and not self._is_told and monotonic() - self._since > PATIENCE_SECONDS:
            self._is_told = True
            word = f"{stage.missing} (for {PATIENCE_SECONDS} s)"
            if stage is ENDING:
                self._tell_to_end(run, word)
            else:
                self._tell(word)

    def _tell_to_end(self, run: Run, reason: str) -> None:
        self._tell(f"{reason}: it is told to end")
        self._told_to_end_at = monotonic()
        run.child.terminate()

    def _kill_if_it_stays(self, run: Run) -> None:
        if self._told_to_end_at is not None and monotonic() - self._told_to_end_at > ENDING_SECONDS:
            self._told_to_end_at = None
            self._tell("does not end: it is killed")
            run.child.kill()

    def _reach(self, stage: Stage, process: State | None) -> None:
        self._stage, self._since, self._is_told = stage, monotonic(), False
        if process is not None:
            self._was_ready = self._was_ready or process["Status"] not in ("CONNECTED", "TERMINATED")
            self._was_given = self._was_given or process["GameSessionId"] is not None
            self._tell(event_of(stage, process))

    def _end(self, run: Run, code: int, *, again: bool) -> None:
        """Tells how a game server ended, and when the next one is due."""
        self.run = None
        self._ended.append(run)
        how = f"ended with exit code {code}" if code >= 0 else f"was ended by {signal.Signals(-code).name}"
        lived = monotonic() - run.began
        if not again or self._was_given or (self._was_ready and lived > PATIENCE_SECONDS):
            self._tell(how)
            self._failures, self._due = 0, 0.0
        else:
            early = "" if self._was_ready else ", before it was ready"
            self._tell(f"{how}, {lived:.1f} s after its start{early}. {said(run.folder)}")
            self._pause()

    def _pause(self) -> None:
        seconds = min(2**self._failures, LONGEST_PAUSE_SECONDS)
        self._failures += 1
        self._due = monotonic() + seconds
        self._tell(f"the next start is in {seconds} s")

    def _tell(self, event: str) -> None:
        say(f"{self.name}: {event}")


def said(folder: Path) -> str:
    """The last lines that a game server wrote, to stderr or else to stdout."""
    for name in ("stderr.log", "stdout.log"):
        with (folder / name).open("rb") as file:
            file.seek(max(0, file.seek(0, 2) - LAST_BYTES))
            lines = file.read().decode(errors="replace").splitlines()[-LAST_LINES:]
        if lines:
            return "\n  ".join(["It said last:", *lines])
    return "It said nothing"
