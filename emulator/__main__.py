"""`python -m emulator`: the same as the `gamelift-emulator` command."""

from emulator.cli import main

main()
