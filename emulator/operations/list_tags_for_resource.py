"""ListTagsForResource: the tags of one resource."""

from emulator.api import shapes
from emulator.context import Context
from emulator.operations.shared.tagging import find_by_arn


def list_tags_for_resource(
    input: shapes.ListTagsForResourceRequest, context: Context
) -> shapes.ListTagsForResourceResponse:
    """All tags of the resource, in the order of their keys, where AWS promises none.

    Raises: InvalidRequestException, NotFoundException.
    Source: API_ListTagsForResource.
    """
    tags = context.store.tags.find(find_by_arn(input.resource_arn, context))
    return shapes.ListTagsForResourceResponse([shapes.Tag(key, value) for key, value in tags.items()])
