"""RequestUploadCredentials: where the files of a build would be uploaded to."""

from emulator.api import shapes
from emulator.context import Context
from emulator.domain.build import Build
from emulator.operations.shared.builds import upload_of
from emulator.operations.shared.finding import find_resource


def request_upload_credentials(
    input: shapes.RequestUploadCredentialsInput, context: Context
) -> shapes.RequestUploadCredentialsOutput:
    """Credentials and a storage location, both made up.

    Raises: NotFoundException.
    Source: API_RequestUploadCredentials.
    Differs: the credentials open nothing, and nothing is uploaded.
    """
    build = find_resource(Build, input.build_id, context)
    return shapes.RequestUploadCredentialsOutput(*upload_of(build))
