"""Writes `emulator/api/` from botocore's GameLift service model: `python -m scripts.generate_api`.

Shapes are written for the operations in `emulator.operations.OPERATIONS` (name any others as arguments while
adding them), the catalogue for all operations of the service.
"""

import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import botocore
import botocore.session
from botocore import xform_name
from botocore.model import (
    ListShape,
    MapShape,
    OperationModel,
    ServiceModel,
    Shape,
    StringShape,
    StructureShape,
)

from emulator.api.shape import LARGEST_FLOAT

API = Path(__file__).parent.parent / "emulator" / "api"
HEAD = '"""{what}\n\nWritten by scripts/generate_api.py from botocore {version}; never edited.\n"""\n'
SCALARS = {
    "string": "str",
    "integer": "int",
    "long": "int",
    "double": "float",
    "float": "float",
    "boolean": "bool",
    "timestamp": "Timestamp",
    "blob": "bytes",
}
BITS = {"integer": 32, "long": 64, "float": 32}
LARGEST = {"float": LARGEST_FLOAT, "double": sys.float_info.max}
"""Neither can be without end, nor be no number, which CBOR could carry."""

# API_Compute says that a status may be none of those that the model lists.
OPEN_ENUMS = ("ComputeStatus",)


def service_model() -> ServiceModel:
    """GameLift's service model, as the installed botocore carries it."""
    return botocore.session.get_session().get_service_model("gamelift")


def reachable(shape: Shape) -> Iterator[Shape]:
    """The shapes that `shape` is made of, innermost first, and then itself; some more than once."""
    match shape:
        case StructureShape():
            for member in shape.members.values():
                yield from reachable(member)
        case ListShape():
            yield from reachable(shape.member)
        case MapShape():
            yield from reachable(shape.key)
            yield from reachable(shape.value)
    yield shape


def pascal(name: str) -> str:
    """What msgspec's `rename="pascal"` makes of a snake_case name."""
    return "".join(part.title() for part in name.split("_"))


def whole_value(pattern: str) -> str:
    """A pattern of the model as Python spells it, for which `$` also stands before a final newline."""
    return re.sub(r"\$(?=\||$)", r"\\Z", pattern)


def linear(pattern: str) -> str:
    """An equal pattern that Python can read, at a cost that grows no faster than the value: test_patterns.py."""
    pattern = pattern.replace(r"^.*\S.*\Z", r"^[^\S\n]*\S.*\Z")
    # Java spells a character beyond U+FFFF as two halves.
    pattern = pattern.replace(r"\uD800\uDC00-\uDBFF\uDFFF", r"\U00010000-\U0010FFFF")
    # Where the last of the places that begin an id does not fit, no other does: there is no going back to them.
    return re.sub(r"\.\*(:[a-z]+\\/[a-z]+-)\\S\+", r"(?>.*\1(?=\\S))\\S+", pattern)


def raw(value: object) -> str:
    """The Python source of a value, raw where it is a text that can be."""
    if not isinstance(value, str) or '"' in value:
        return repr(value)
    return f'r"{value}"'


def constraints(shape: Shape) -> str:
    """The arguments of `Meta` that say what the model demands of a value of this shape."""
    lower, upper = (
        ("ge", "le") if shape.type_name in ("integer", "long", "double", "float") else ("min_length", "max_length")
    )
    found: dict[str, object] = {}
    if shape.type_name in ("integer", "long"):
        bound = 1 << (BITS[shape.type_name] - 1)
        found = {"ge": -bound, "le": bound - 1}
    if shape.type_name in LARGEST:
        found = {"ge": -LARGEST[shape.type_name], "le": LARGEST[shape.type_name]}
    if "min" in shape.metadata:
        found[lower] = shape.metadata["min"]
    if "max" in shape.metadata:
        found[upper] = shape.metadata["max"]
    arguments = [f"{name}={value}" for name, value in found.items()]
    extra: dict[str, object] = {"bits": BITS[shape.type_name]} if shape.type_name in BITS else {}
    if "pattern" in shape.metadata:
        pattern = whole_value(shape.metadata["pattern"])
        found_linear = linear(pattern)
        arguments.append(f"pattern={raw(found_linear)}")
        if found_linear != pattern:
            extra["pattern"] = shape.metadata["pattern"]
    if shape.metadata.get("sensitive"):
        extra["sensitive"] = True
    if extra:
        arguments.append("extra={" + ", ".join(f'"{name}": {raw(value)}' for name, value in extra.items()) + "}")
    return ", ".join(arguments)


def definition(shape: Shape) -> str:
    """The Python source that defines `shape`."""
    match shape:
        case StructureShape():
            return structure(shape)
        case ListShape():
            base = f"list[{shape.member.name}]"
        case MapShape():
            base = f"dict[{shape.key.name}, {shape.value.name}]"
        case StringShape() if shape.enum and shape.name not in OPEN_ENUMS:
            return f"{shape.name} = Literal[{', '.join(repr(value) for value in shape.enum)}]"
        case _:
            base = SCALARS[shape.type_name]
    meta = constraints(shape)
    return f"{shape.name} = Annotated[{base}, Meta({meta})]" if meta else f"{shape.name} = {base}"


def member_type(shape: Shape) -> str:
    """The type of a member. A structure's own type cannot say that it is sensitive."""
    if isinstance(shape, StructureShape) and shape.metadata.get("sensitive"):
        return f'Annotated[{shape.name}, Meta(extra={{"sensitive": True}})]'
    return str(shape.name)


def structure(shape: StructureShape) -> str:
    """The msgspec class of a structure: required members first, then the optional ones."""
    required = [name for name in shape.members if name in shape.required_members]
    optional = [name for name in shape.members if name not in shape.required_members]
    lines = [f"class {shape.name}(Shape, frozen=True):"]
    for name in required + optional:
        attribute = xform_name(name)
        kind = member_type(shape.members[name]) + ("" if name in required else " | None")
        default = "" if name in required else " = None"
        if pascal(attribute) != name:
            default = f' = field(name="{name}")' if name in required else f' = field(default=None, name="{name}")'
        lines.append(f"    {attribute}: {kind}{default}")
    return "\n".join(lines if shape.members else [*lines, "    pass"])


def shapes_source(operations: list[OperationModel]) -> str:
    shapes: dict[str, Shape] = {}
    for operation in operations:
        for top in (operation.input_shape, operation.output_shape):
            if top is not None:
                shapes.update({shape.name: shape for shape in reachable(top)})
    shapes = {name: shape for name, shape in shapes.items() if name != "Timestamp"}
    body = "\n".join(definition(shape) for shape in shapes.values())
    used = "Meta, field" if "field(" in body else "Meta"
    imports = (
        f"from typing import Annotated, Literal\n\nfrom msgspec import {used}\n\n"
        "from emulator.api.shape import Shape, Timestamp\n"
    )
    return "\n".join([imports, body, ""])


def regions(partition: str = "aws") -> list[str]:
    """The regions of a partition in which AWS offers GameLift, as the installed botocore knows them."""
    return list(botocore.session.get_session().get_available_regions("gamelift", partition))


def regions_elsewhere() -> list[str]:
    """The same, of the other partitions, such as China's."""
    partitions = botocore.session.get_session().get_available_partitions()
    return [region for partition in partitions if partition != "aws" for region in regions(partition)]


def catalogue_source(model: ServiceModel, operations: list[OperationModel]) -> str:
    errors: Mapping[str, list[str]] = {
        operation.name: sorted(shape.name for shape in operation.error_shapes) for operation in operations
    }
    return "\n".join(
        [
            f'BOTOCORE_VERSION = "{botocore.__version__}"',
            f'TARGET_PREFIX = "{model.metadata["targetPrefix"]}"',
            f'SIGNING_NAME = "{model.signing_name}"',
            "# The regions in which AWS offers the service.",
            f"REGIONS = {tuple(sorted(regions()))!r}",
            "# The same in AWS's other partitions.",
            f"REGIONS_ELSEWHERE = {tuple(sorted(regions_elsewhere()))!r}",
            "# Every operation of the service, answered here or not.",
            f"OPERATION_NAMES = frozenset({sorted(model.operation_names)!r})",
            "# The modelled errors of each operation that is answered here.",
            f"OPERATION_ERRORS = {errors!r}",
            "",
        ]
    )


def main() -> None:
    from emulator.operations import OPERATIONS

    model = service_model()
    operations = [model.operation_model(name) for name in sorted({*OPERATIONS, *sys.argv[1:]})]
    version = botocore.__version__
    for name, what, source in (
        ("shapes", "Inputs and outputs of the operations answered here.", shapes_source(operations)),
        ("catalogue", "What the service knows by name.", catalogue_source(model, operations)),
    ):
        (API / f"{name}.py").write_text(HEAD.format(what=what, version=version) + "\n" + source)


if __name__ == "__main__":
    main()
