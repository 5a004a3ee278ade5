"""TagResource: a resource with more tags, or with other values of those that it has."""

from emulator.api import shapes
from emulator.context import Context
from emulator.operations.shared.tagging import add_tags, find_by_arn


def tag_resource(input: shapes.TagResourceRequest, context: Context) -> shapes.TagResourceResponse:
    """Nothing; the resource has the tags, all or none. A key that it has already gets the new value.

    Order of checks: look-up, tags.
    Raises: InvalidRequestException, NotFoundException; TaggingFailedException.
    Source: API_TagResource. Assumed: which tags are refused (`domain/tag.py`), and an ARN of nothing.
    """
    add_tags(find_by_arn(input.resource_arn, context), input.tags, context)
    return shapes.TagResourceResponse()
