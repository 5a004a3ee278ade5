"""`watch`: one line for each change of anything, as it happens.

Calls, messages of game servers and events have numbers, and are asked for from the last that was seen. All else is
looked at afresh, and told of where it looks otherwise than before: of each region the newest hundred game sessions,
placements and tickets, and of each of those game sessions the newest hundred players.
"""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any
from urllib.parse import urlencode

import click

from emulator import control_client
from emulator.cli.looking import game_session_row, last_part, placement_row, player_session_row, ticket_row
from emulator.cli.running import url_option
from emulator.quoting import one_line

Change = dict[str, Any]
WAIT_SECONDS = 25
PAUSE_SECONDS = 1
COLOURS = {"clock": "cyan", "message": "blue", "event": "magenta", "session": "green", "server": "blue", "fault": "red"}


class Watcher:
    """What has been seen of an emulator, and what of it is new."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._numbers: Change = {"number": 0, "emulator": None}
        self._last_call = 0
        self._last_event = 0
        self._rows: dict[tuple[str, str], str] = {}

    def _get(self, path: str) -> Change:
        return control_client.call(self._url, "GET", path, timeout=WAIT_SECONDS + 10)

    def changes(self) -> list[Change]:
        """What has changed since the last time, once anything has. Of the first look it is who is watched.

        Raises: ClientError.
        """
        found = self._get(f"/changes?after={self._numbers['number']}&wait={WAIT_SECONDS}")
        before, self._numbers = self._numbers, found
        afresh = found["emulator"] != before["emulator"]
        if afresh:
            self._last_call = self._last_event = 0
            self._rows = {}
        changed = [each for part, look in self._looks() if afresh or found[part] != before[part] for each in look()]
        return [{"kind": "emulator", "text": f"watching process {found['pid']}"}] if afresh else changed

    def _looks(self) -> list[tuple[str, Callable[[], Iterator[Change]]]]:
        """What to look at where a part of the emulator has changed."""
        return [
            ("clock", self._clock),
            ("journal", self._calls),
            ("world", self._regions),
            ("servers", self._servers),
            ("faults", self._faults),
            ("events", self._events),
        ]

    def _clock(self) -> Iterator[Change]:
        clock = self._get("/clock")
        yield {"kind": "clock", "text": clock["now"] + (", standing still" if clock["frozen"] else "")}

    def _calls(self) -> Iterator[Change]:
        found = [
            (call["number"], kind, call)
            for source, kind in (("aws", "call"), ("server", "message"))
            for call in self._get(f"/requests?source={source}&after={self._last_call}")["requests"]
        ]
        for number, kind, call in sorted(found, key=lambda each: each[0]):
            self._last_call = number
            refusal = (
                ""
                if call["outcome"] == "success"
                else f" {call['outcome']}: {one_line(call['message'] or 'no answer')}"
            )
            yield {"kind": kind, "text": call["operation"] + refusal, "call": call}

    def _regions(self) -> Iterator[Change]:
        for region in self._get("/regions")["regions"]:
            place = urlencode({"region": region["Region"], "account": region["AccountId"]})
            for each in self._get(f"/game-sessions?{place}")["game_sessions"]:
                name = each["GameSessionId"]
                changed = [*self._if_new("session", name, "  ".join(game_session_row(each)), each)]
                yield from changed
                if changed:
                    yield from self._players(name)
            for each in self._get(f"/placements?{place}")["placements"]:
                yield from self._if_new("placement", each["PlacementId"], "  ".join(placement_row(each)), each)
            for each in self._get(f"/matchmaking-tickets?{place}")["matchmaking_tickets"]:
                yield from self._if_new("ticket", each["TicketId"], "  ".join(ticket_row(each)), each)

    def _players(self, game_session_id: str) -> Iterator[Change]:
        """Those of a game session whose slots have changed."""
        query = urlencode({"game_session": game_session_id})
        with suppress(control_client.ClientError):  # the game session is gone meanwhile
            for each in reversed(self._get(f"/player-sessions?{query}")["player_sessions"]):
                yield from self._if_new("player", each["PlayerSessionId"], "  ".join(player_session_row(each)), each)

    def _faults(self) -> Iterator[Change]:
        for each in self._get("/faults")["faults"]:
            text = (
                f"{each['id']} of {each['operation'] or 'every call'}: matched {each['matched']}, fired {each['fired']}"
            )
            yield from self._if_new("fault", str(each["id"]), text, each)

    def _servers(self) -> Iterator[Change]:
        for each in self._get("/server-processes")["server_processes"]:
            hosting = f" hosts {last_part(each['GameSessionId'])}" if each["GameSessionId"] else ""
            connected = "" if each["Connected"] else ", no socket"
            text = f"{each['ProcessId']} {each['Status']}{connected}{hosting}"
            yield from self._if_new("server", each["ProcessId"], text, each)

    def _if_new(self, kind: str, name: str, text: str, shown: Change) -> Iterator[Change]:
        if self._rows.get((kind, name)) != text:
            self._rows[kind, name] = text
            yield {"kind": kind, "text": text, kind: shown}

    def _events(self) -> Iterator[Change]:
        page = self._get(f"/events?after={self._last_event}")
        self._last_event = page["last"]
        for each in page["events"]:
            yield {"kind": "event", "text": each["event"]["detail"]["type"], "event": each["event"]}


@click.command("watch")
@url_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object for each change.")
def watch(url: str, *, as_json: bool) -> None:
    """Print one line for each change of anything, until Ctrl-C."""
    watcher, away = Watcher(url), False
    while True:
        try:
            changes = watcher.changes()
        except control_client.ClientError as error:
            if not away:  # it is waited for
                click.echo(f"gamelift-emulator: {error}; waiting for it", err=True)
            away = True
            time.sleep(PAUSE_SECONDS)
            continue
        away = False
        for change in changes:
            kind = str(change["kind"])
            if as_json:
                click.echo(json.dumps({**change, "text": click.unstyle(change["text"])}, ensure_ascii=False))
            else:
                click.echo(f"{click.style(f'{kind:<9}', COLOURS.get(kind))} {change['text']}")
