"""Realtime scripts: where the files of one lie, and how it is shown."""

from msgspec.structs import replace

from emulator.api import shapes
from emulator.decoding import decode
from emulator.domain.script import ZIP_SIGNATURE, Script
from emulator.errors import InvalidRequestException
from emulator.operations.shared.fleet_settings import as_json
from emulator.operations.shared.storage import check_storage_location, made_up_location


def check_script_files(place: shapes.S3Location | None, zip_file: bytes | None) -> None:
    """Refuses files in two places, an incomplete place, and what is no zip file.

    Raises: InvalidRequestException. Assumed: all of it.
    """
    if place is not None and zip_file is not None:
        raise InvalidRequestException("A script has either a ZipFile or a StorageLocation, and both are given.")
    check_storage_location(place)
    if zip_file is not None and not zip_file.startswith(ZIP_SIGNATURE):
        raise InvalidRequestException(
            "ZipFile is no zip file with a file in it: its own bytes are needed, which SDKs encode by themselves."
        )


def with_files(script: Script, place: shapes.S3Location | None, zip_file: bytes | None) -> Script:
    """The script with other files, where some are given. Documented: the size of one that is uploaded (API_Script)."""
    if zip_file is not None:
        return replace(script, storage_location=None, size_on_disk=len(zip_file))
    return script if place is None else replace(script, storage_location=as_json(place), size_on_disk=0)


def show_script(script: Script) -> shapes.Script:
    """A script as AWS shows it. Documented: that one with an uploaded file has a location too (API_CreateScript)."""
    kept = script.storage_location
    place = made_up_location(script) if kept is None else decode(kept, shapes.S3Location)
    return shapes.Script(
        script_id=script.script_id,
        script_arn=script.arn,
        name=script.name,
        version=script.version,
        size_on_disk=script.size_on_disk,
        creation_time=script.creation_time / 1000,
        storage_location=place,
        node_js_version=script.node_js_version,
    )
