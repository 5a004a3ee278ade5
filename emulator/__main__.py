"""Where the command line begins, as `gamelift-emulator` and as `python -m emulator`."""

import sys

from emulator.cli.quick import answer_at_once


def command_line() -> None:
    if not answer_at_once(sys.argv[1:]):
        from emulator.cli.main import main

        main()


if __name__ == "__main__":
    command_line()
