"""What the tests of builds have in common."""

from typing import Any

from types_boto3_gamelift import GameLiftClient
from types_boto3_gamelift.type_defs import BuildTypeDef

UNKNOWN_BUILD = "build-ffffffff-ffff-4fff-8fff-ffffffffffff"
S3: Any = {"Bucket": "bucket", "Key": "build.zip", "RoleArn": "arn:aws:iam::000000000000:role/reader"}


def new_build(client: GameLiftClient, **members: Any) -> str:  # noqa: ANN401
    """The id of a new build."""
    asked = {"OperatingSystem": "AMAZON_LINUX_2"} | members
    return client.create_build(**asked)["Build"]["BuildId"]


def look_at_build(client: GameLiftClient, build_id: str) -> BuildTypeDef:
    return client.describe_build(BuildId=build_id)["Build"]
