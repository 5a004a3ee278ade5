"""Lists of what nobody can make here, such as container fleets: they are empty, and what is described is not there."""

from emulator.context import Context
from emulator.errors import GameLiftError
from emulator.operations.shared.finding import not_found
from emulator.operations.shared.paging import PageInput, parse_page
from emulator.quoting import quoted


def check_page(input: PageInput, operation: str, context: Context) -> None:
    """Refuses a NextToken: an empty list has given none. Raises: InvalidRequestException."""
    parse_page(input, (operation,), context)


def absent(kind: str, name: str, context: Context) -> GameLiftError:
    """The NotFoundException of one of a kind that cannot exist here."""
    return not_found(f"{kind} {quoted(name)}", [], context)
