"""DeleteAlias: an alias, gone."""

from emulator.api import shapes
from emulator.context import Context
from emulator.operations.shared.finding import find_alias


def delete_alias(input: shapes.DeleteAliasInput, context: Context) -> None:
    """Nothing; the alias is gone, and its fleet stays.

    Raises: NotFoundException.
    Source: API_DeleteAlias.
    """
    context.store.delete(find_alias(input.alias_id, context))
