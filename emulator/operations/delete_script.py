"""DeleteScript: a Realtime script, gone."""

from emulator.api import shapes
from emulator.context import Context
from emulator.domain.script import Script
from emulator.operations.shared.finding import find_resource


def delete_script(input: shapes.DeleteScriptInput, context: Context) -> None:
    """Nothing; the script is gone, and the fleets that run it go on.

    Raises: NotFoundException.
    Source: API_DeleteScript.
    Differs: on AWS the instances of its fleets go into an error state.
    """
    context.store.delete(find_resource(Script, input.script_id, context))
