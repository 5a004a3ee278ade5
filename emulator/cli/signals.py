"""The signals that end a command, or are for the command that runs beside it."""

import signal
import sys
from collections.abc import Callable
from types import FrameType

FORWARDED_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGUSR1", "SIGUSR2")  # where the system has them


def install_handlers(handler: Callable[[int, FrameType | None], object]) -> None:
    """Lets `handler` have the signals, but for those that whoever began this wants ignored, as nohup does."""
    for name in FORWARDED_SIGNALS:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, handler)


def exit_at_signals() -> None:
    """Lets a signal end the process as a shell would tell it, with 128 and its number, once all has been tidied up."""
    install_handlers(lambda number, _: sys.exit(128 + number))
