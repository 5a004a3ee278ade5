"""Where the files of builds and scripts lie: in a bucket of the caller's, or in one that is nobody's."""

from emulator.api import shapes
from emulator.domain.resource import Resource
from emulator.errors import InvalidRequestException


def check_storage_location(place: shapes.S3Location | None) -> None:
    """Refuses a place in a bucket that is incomplete.

    Raises: InvalidRequestException. Documented: what is needed (API_CreateBuild, API_CreateScript). Assumed: the error.
    """
    if place is not None and None in (place.bucket, place.key, place.role_arn):
        raise InvalidRequestException("A StorageLocation needs a Bucket, a Key and a RoleArn.")


def made_up_location(resource: Resource) -> shapes.S3Location:
    """A place in a bucket that is nobody's."""
    return shapes.S3Location(
        f"emulator-{resource.arn_kind}s-{resource.region}", f"{resource.account}/{resource.resource_name}"
    )
