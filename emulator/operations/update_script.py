"""UpdateScript: a Realtime script with another name, version or files."""

from msgspec.structs import replace

from emulator.api import shapes
from emulator.context import Context
from emulator.domain.script import Script
from emulator.operations.shared.finding import find_resource
from emulator.operations.shared.scripts import check_script_files, show_script, with_files


def update_script(input: shapes.UpdateScriptInput, context: Context) -> shapes.UpdateScriptOutput:
    """The script with what is given changed.

    Order of checks: look-up, files.
    Raises: NotFoundException, InvalidRequestException.
    Source: API_UpdateScript. Assumed: the errors.
    Differs: the files are not kept, and those of a StorageLocation are not read.
    """
    script = find_resource(Script, input.script_id, context)
    check_script_files(input.storage_location, input.zip_file)
    named = replace(script, name=input.name or script.name, version=input.version or script.version)
    changed = with_files(named, input.storage_location, input.zip_file)
    context.store.update(changed)
    return shapes.UpdateScriptOutput(show_script(changed))
