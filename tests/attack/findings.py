"""What an attack finds: told on the terminal, gathered by kind, and kept with what is needed to repeat it."""

import shutil
import sys
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from time import monotonic

KEPT_PER_KIND = 3
"""So many examples of one kind of finding are kept whole; the others are counted."""
TOLD_EVERY_SECONDS = 5


class Findings:
    """The findings of one run. Threads may add to it at the same time."""

    def __init__(self, folder: Path) -> None:
        """`folder` is where requests are saved; what an earlier run has left in it is removed."""
        self.folder = folder
        self._lock = threading.Lock()
        self._counts: Counter[str] = Counter()
        self._examples: dict[str, list[str]] = {}
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)

    def add(self, kind: str, text: str, repeat: str, request: bytes | None = None) -> None:
        """Adds one finding: `kind` is what it has in common with others, `repeat` how to see it again."""
        with self._lock:
            self._counts[kind] += 1
            examples = self._examples.setdefault(kind, [])
            if len(examples) >= KEPT_PER_KIND:
                return
            example = f"    {text}\n      again: {repeat}"
            if request is not None:
                file = self.folder / f"request-{list(self._counts).index(kind) + 1}-{len(examples) + 1}.http"
                file.write_bytes(request)
                example += f"\n      saved: {file}"
            examples.append(example)
        print(f"  FOUND {kind}: {text}", flush=True)

    def check(self, holds: bool, kind: str, text: str, repeat: str) -> None:
        """Adds a finding where something does not hold."""
        if not holds:
            self.add(kind, text, repeat)

    def __len__(self) -> int:
        """How many have been found, of all kinds."""
        return self._counts.total()

    def report(self) -> str:
        """All findings by kind, the most frequent first."""
        if not self._counts:
            return "Nothing was found."
        lines = [f"{len(self)} findings of {len(self._counts)} kinds:"]
        for kind, count in self._counts.most_common():
            lines += [f"  {count} x {kind}", *self._examples[kind]]
        return "\n".join(lines)


def progress(what: str, whole: int, findings: Findings) -> Callable[[int], None]:
    """Tells how far an attack is, at the terminal; every few seconds, and once at its end."""
    started = told = monotonic()

    def tell(done: int) -> None:
        nonlocal told
        now = monotonic()
        if done < whole and now - told < TOLD_EVERY_SECONDS:
            return
        told = now
        rate = done / max(now - started, 1e-3)
        print(f"{what}: {done:,} of {whole:,} ({rate:,.1f}/s), findings so far: {len(findings)}", flush=True)
        sys.stdout.flush()

    return tell
