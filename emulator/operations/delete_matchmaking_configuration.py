"""DeleteMatchmakingConfiguration: a configuration, gone."""

from emulator.api import shapes
from emulator.context import Context
from emulator.operations.shared.matchmaking_configurations import find_configuration


def delete_matchmaking_configuration(
    input: shapes.DeleteMatchmakingConfigurationInput, context: Context
) -> shapes.DeleteMatchmakingConfigurationOutput:
    """Nothing; the configuration is gone. Its name can be given again.

    Raises: NotFoundException.
    Source: API_DeleteMatchmakingConfiguration.
    """
    context.store.delete(find_configuration(input.name, context))
    return shapes.DeleteMatchmakingConfigurationOutput()
