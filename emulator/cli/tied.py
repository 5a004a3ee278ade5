"""Becomes a command that dies with the process which began it, even where that is killed. For Linux.

A small program of its own, run as `python tied.py PARENT TELL COMMAND…`: what it asks of the kernel holds on when it
becomes the command (unless that is set-user-ID). It could be asked for between fork and exec too, but not in a process
in which an emulator's thread runs: Python code there may wait for ever for a lock that another thread held.
"""

import os
import signal
import sys

PR_SET_PDEATHSIG = 1  # linux/prctl.h


def run_tied(parent: int, tell: int, command: list[str]) -> None:
    """Becomes the command; where it cannot, writes the number of the error to the file descriptor `tell`."""
    try:
        from ctypes import CDLL
    except ImportError:  # this Python was built without it: the command is not tied
        pass
    else:
        CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it was killed before the kernel was asked
            return
    for each in (signal.SIGPIPE, signal.SIGXFSZ):  # Python ignores them, and what is ignored stays so
        signal.signal(each, signal.SIG_DFL)
    os.set_inheritable(tell, False)
    try:
        os.execvp(command[0], command)
    except OSError as error:
        os.write(tell, b"%d" % (error.errno or 0))


if __name__ == "__main__":
    run_tied(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
