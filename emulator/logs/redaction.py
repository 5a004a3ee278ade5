"""What a log may show of a call: the service model marks the members that are nobody's business."""

from collections.abc import Mapping

from msgspec import inspect

from emulator.api.shape import Shape
from emulator.quoting import HIDDEN


def public_members(shape: type[Shape]) -> frozenset[str]:
    """The names of the members that hold nothing that the model marks as sensitive."""
    node = inspect.type_info(shape)
    assert isinstance(node, inspect.StructType)
    return frozenset(field.encode_name for field in node.fields if not is_sensitive(field.type))


def is_sensitive(node: inspect.Type) -> bool:
    """Whether a type is marked, or anything that it is made of."""
    match node:
        case inspect.Metadata():
            return bool((node.extra or {}).get("sensitive")) or is_sensitive(node.type)
        case inspect.UnionType():
            return any(map(is_sensitive, node.types))
        case inspect.ListType():
            return is_sensitive(node.item_type)
        case inspect.DictType():
            return is_sensitive(node.key_type) or is_sensitive(node.value_type)
        case inspect.StructType():
            return any(is_sensitive(field.type) for field in node.fields)
    return False


def redacted(params: Mapping[str, object], public: frozenset[str]) -> dict[str, object]:
    """The members of a call, with the values of all but the public ones hidden: unknown members too."""
    return {name: value if name in public else HIDDEN for name, value in params.items()}
