"""Logs of game servers, as run-server hands them in."""

import io
from zipfile import ZipFile

from tests.support.running import Running


def hand_in_log(emulator: Running, process_id: str) -> None:
    """A zip file with a log in it, of that server process."""
    content = io.BytesIO()
    with ZipFile(content, "w") as archive:
        archive.writestr("server.log", "hello")
    path, headers = f"/_emulator/server-processes/{process_id}/log", {"Content-Type": "application/zip"}
    answer = emulator.http.put(path, content=content.getvalue(), headers=headers)
    assert answer.status_code == 200, answer.text
