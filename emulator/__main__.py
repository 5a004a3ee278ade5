"""`python -m emulator`: the same as the `gamelift-emulator` command."""

from emulator.cli.main import main

main()
