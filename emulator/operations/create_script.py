"""CreateScript: a Realtime script, of which the emulator keeps no files."""

from emulator.api import shapes
from emulator.context import Context
from emulator.domain.script import DEFAULT_NODE_JS_VERSION, NODE_JS_VERSIONS, Script
from emulator.errors import InvalidRequestException
from emulator.operations.shared.scripts import check_script_files, show_script, with_files
from emulator.operations.shared.tagging import add_tags


def create_script(input: shapes.CreateScriptInput, context: Context) -> shapes.CreateScriptOutput:
    """The new script.

    Order of checks: Node.js version, files, tags.
    Raises: InvalidRequestException; TaggingFailedException.
    Source: API_CreateScript: the two ways to give the files, the Node.js versions, their default. Assumed: the errors.
    Differs: the files are not kept, and those of a StorageLocation are not read.
    """
    if input.node_js_version not in (None, *NODE_JS_VERSIONS):
        raise InvalidRequestException(f"NodeJsVersion must be one of {', '.join(NODE_JS_VERSIONS)}.")
    if input.zip_file is None and input.storage_location is None:
        raise InvalidRequestException("A script needs either a ZipFile or a StorageLocation.")
    check_script_files(input.storage_location, input.zip_file)
    new = Script(
        key=context.store.next_key(Script),
        account=context.account,
        region=context.region,
        script_id=f"script-{context.new_uuid()}",
        name=input.name,
        version=input.version,
        node_js_version=input.node_js_version or DEFAULT_NODE_JS_VERSION,
        creation_time=context.now,
    )
    script = with_files(new, input.storage_location, input.zip_file)
    context.store.add([script])
    add_tags(script, input.tags, context)
    return shapes.CreateScriptOutput(show_script(script))
