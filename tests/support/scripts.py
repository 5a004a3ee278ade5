"""What the tests of Realtime scripts have in common."""

import io
import zipfile
from typing import Any

from types_boto3_gamelift import GameLiftClient
from types_boto3_gamelift.type_defs import ScriptTypeDef

UNKNOWN_SCRIPT = "script-ffffffff-ffff-4fff-8fff-ffffffffffff"
S3: Any = {"Bucket": "bucket", "Key": "script.zip", "RoleArn": "arn:aws:iam::000000000000:role/reader"}
LARGEST_ZIP = 5_000_000


def zip_file(size: int | None = None) -> bytes:
    """A zip file with a script in it, of that size."""
    plain = 0 if size is None else size - len(zip_file())
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("MyScript.js", b" " * plain)
    return content.getvalue()


def new_script(client: GameLiftClient, **members: Any) -> str:  # noqa: ANN401
    """The id of a new script."""
    asked = {"ZipFile": zip_file()} | members
    return client.create_script(**asked)["Script"]["ScriptId"]


def look_at_script(client: GameLiftClient, script_id: str) -> ScriptTypeDef:
    return client.describe_script(ScriptId=script_id)["Script"]
