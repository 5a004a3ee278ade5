"""UntagResource: a resource with fewer tags."""

from emulator.api import shapes
from emulator.context import Context
from emulator.operations.shared.tagging import find_by_arn


def untag_resource(input: shapes.UntagResourceRequest, context: Context) -> shapes.UntagResourceResponse:
    """Nothing; the resource has the tags of these keys no longer, if it had them.

    Raises: InvalidRequestException, NotFoundException.
    Source: API_UntagResource.
    """
    context.store.tags.remove(find_by_arn(input.resource_arn, context), input.tag_keys)
    return shapes.UntagResourceResponse()
