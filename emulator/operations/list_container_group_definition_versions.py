"""ListContainerGroupDefinitionVersions: the versions of a container group definition, which cannot exist here."""

from emulator.api import shapes
from emulator.context import Context
from emulator.operations.shared.inventories import absent


def list_container_group_definition_versions(
    input: shapes.ListContainerGroupDefinitionVersionsInput, context: Context
) -> shapes.ListContainerGroupDefinitionVersionsOutput:
    """Nothing: there is none to describe.

    Raises: NotFoundException.
    Source: API_ListContainerGroupDefinitionVersions.
    Differs: container group definitions are not here, and none can be made.
    """
    raise absent("Container group definition", input.name, context)
