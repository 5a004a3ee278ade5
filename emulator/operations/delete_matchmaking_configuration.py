"""DeleteMatchmakingConfiguration: a configuration, gone."""

from emulator.api import shapes
from emulator.context import Context
from emulator.errors import InvalidRequestException
from emulator.operations.shared.matchmaking_configurations import find_configuration


def delete_matchmaking_configuration(
    input: shapes.DeleteMatchmakingConfigurationInput, context: Context
) -> shapes.DeleteMatchmakingConfigurationOutput:
    """Nothing; the configuration is gone. Its name can be given again.

    Raises: NotFoundException; InvalidRequestException while tickets that have not ended use it.
    Source: API_DeleteMatchmakingConfiguration.
    """
    stored = find_configuration(input.name, context)
    if context.store.matchmaking.has_open_tickets(stored.key):
        raise InvalidRequestException(
            f"Matchmaking configuration {stored.name} cannot be deleted: there are tickets that use it."
        )
    context.store.delete(stored)
    return shapes.DeleteMatchmakingConfigurationOutput()
