"""Realtime scripts, as records: nobody runs one."""

from typing import ClassVar, Literal

from emulator.domain.resource import Resource

NodeJsVersion = Literal["10.x", "24.x"]
NODE_JS_VERSIONS: tuple[NodeJsVersion, ...] = ("10.x", "24.x")
DEFAULT_NODE_JS_VERSION: NodeJsVersion = "10.x"

ZIP_SIGNATURE = b"PK\x03\x04"
"""How every zip file begins that has a file in it."""


class Script(Resource, frozen=True, kw_only=True):
    """A Realtime script. Its files are not kept."""

    arn_kind: ClassVar = "script"
    name_field: ClassVar = "script_id"

    script_id: str
    name: str | None = None
    version: str | None = None
    size_on_disk: int = 0
    """In bytes; 0 where the files come from a bucket of the owner's."""
    storage_location: str | None = None
    """JSON with AWS's members; None where a zip file was uploaded."""
    node_js_version: NodeJsVersion = DEFAULT_NODE_JS_VERSION
    creation_time: int
