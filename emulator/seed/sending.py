"""Seed documents from this machine to a running emulator."""

from io import BytesIO
from pathlib import Path
from typing import Any

import msgspec

from emulator import control_client
from emulator.seed.document import LISTS, Document
from emulator.seed.errors import SeedError
from emulator.seed.progress import ProgressBar
from emulator.seed.reading import Source, read_path


def send(path: Path, url: str, progress_bar: ProgressBar) -> dict[str, Any]:
    """What the emulator at `url` reports of loading the documents at `path`: all of them, or none.

    Raises: SeedError, which names the file at fault; ClientError.
    """
    sources = read_path(path)
    whole = Document(
        **{name: [entry for source in sources for entry in getattr(source.document, name)] for name in LISTS.values()}
    )
    body = msgspec.json.encode(whole)
    try:
        with progress_bar(len(body)) as progress:
            return control_client.call(url, "POST", "/seed", control_client.chunks(BytesIO(body), progress), len(body))
    except control_client.ClientError as error:
        if "rule" in error.answer:
            raise at_home(sources, str(error.answer["path"]), str(error.answer["rule"])) from None
        raise


def at_home(sources: list[Source], path: str, rule: str) -> SeedError:
    """The error of the whole document, told of the file that the entry stands in."""
    name, _, rest = path.partition("[")
    position, _, member = rest.partition("]")
    left = int(position)
    for file, document in sources:
        length = len(getattr(document, LISTS[name]))
        if left < length:
            return SeedError(file, f"{name}[{left}]{member}", rule)
        left -= length
    raise AssertionError(f"the emulator names an entry that was not sent: {path}")
