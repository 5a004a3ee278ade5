"""The contract with AWS, checked mechanically against the service model of the installed botocore."""

import typing

import pytest
from botocore import xform_name
from botocore.loaders import Loader
from botocore.model import ListShape, OperationModel, Shape, StringShape, StructureShape
from msgspec import inspect

from emulator import errors
from emulator.api import catalogue, shapes
from emulator.domain import alias, fleet, game_session, player_session
from emulator.operations import OPERATIONS
from scripts.generate_api import BITS, LARGEST, OPEN_ENUMS, service_model

MODEL = service_model()
ERRORS = {shape.name: shape for shape in MODEL.error_shapes}
SUPPORTED = [MODEL.operation_model(name) for name in OPERATIONS]


def structures(shape: Shape) -> typing.Iterator[StructureShape]:
    match shape:
        case StructureShape():
            yield shape
            for member in shape.members.values():
                yield from structures(member)
        case ListShape():
            yield from structures(shape.member)


ALL_STRUCTURES = {
    structure.name: structure
    for operation in SUPPORTED
    for top in (operation.input_shape, operation.output_shape)
    if top is not None
    for structure in structures(top)
}


def facts(node: inspect.Type) -> dict[str, object]:
    """Constraints of a generated type, by the names that the model gives them."""
    found: dict[str, object] = {}
    match node:
        case inspect.Metadata():
            extra = node.extra or {}
            marks = {name: extra[name] for name in ("sensitive", "pattern") if name in extra}
            return facts(node.type) | marks
        case inspect.UnionType():
            return facts(next(each for each in node.types if not isinstance(each, inspect.NoneType)))
        case inspect.StrType() | inspect.BytesType() | inspect.ListType():
            found = {"min": node.min_length, "max": node.max_length}
            if isinstance(node, inspect.StrType) and node.pattern is not None:
                found["pattern"] = node.pattern.replace(r"\Z", "$")
        case inspect.IntType() | inspect.FloatType():
            found = {"min": node.ge, "max": node.le}
        case inspect.LiteralType():
            found = {"enum": set(node.values)}
    return {name: value for name, value in found.items() if value is not None}


def modelled_facts(shape: Shape) -> dict[str, object]:
    found = {name: shape.metadata[name] for name in ("min", "max", "pattern") if name in shape.metadata}
    if shape.type_name in ("integer", "long"):
        bound = 1 << (BITS[shape.type_name] - 1)
        found = {"min": -bound, "max": bound - 1} | found
    if shape.type_name in LARGEST:
        found = {"min": -LARGEST[shape.type_name], "max": LARGEST[shape.type_name]} | found
    if shape.metadata.get("sensitive"):
        found["sensitive"] = True
    if isinstance(shape, StringShape) and shape.enum and shape.name not in OPEN_ENUMS:
        return {"enum": set(shape.enum)}
    return found


def test_operation_names_are_those_of_the_model() -> None:
    assert sorted(MODEL.operation_names) == sorted(catalogue.OPERATION_NAMES)


def test_target_and_signing_names_are_those_of_the_model() -> None:
    assert (MODEL.metadata["targetPrefix"], MODEL.signing_name) == (catalogue.TARGET_PREFIX, catalogue.SIGNING_NAME)


def test_every_supported_operation_is_in_the_model() -> None:
    assert set(OPERATIONS) <= set(MODEL.operation_names)


@pytest.mark.parametrize("operation", SUPPORTED, ids=lambda each: each.name)
def test_operation_takes_the_modelled_input(operation: OperationModel) -> None:
    assert operation.input_shape is not None
    assert OPERATIONS[operation.name].input.__name__ == operation.input_shape.name


@pytest.mark.parametrize("operation", SUPPORTED, ids=lambda each: each.name)
def test_operation_has_the_modelled_errors(operation: OperationModel) -> None:
    assert sorted(shape.name for shape in operation.error_shapes) == catalogue.OPERATION_ERRORS[operation.name]


@pytest.mark.parametrize("structure", ALL_STRUCTURES.values(), ids=list(ALL_STRUCTURES))
def test_shape_has_the_modelled_members_and_constraints(structure: StructureShape) -> None:
    node = inspect.type_info(getattr(shapes, structure.name))
    assert isinstance(node, inspect.StructType)
    ours = {field.encode_name: (field.name, field.required, facts(field.type)) for field in node.fields}
    modelled = {
        name: (xform_name(name), name in structure.required_members, modelled_facts(member))
        for name, member in structure.members.items()
    }
    assert ours == modelled


def test_errors_are_those_of_the_model() -> None:
    ours = {each.__name__: each.fault for each in errors.GameLiftError.__subclasses__()}
    raw = Loader().load_service_model("gamelift", "service-2")["shapes"]
    assert ours == {name: raw[name].get("fault", False) for name in ERRORS}


@pytest.mark.parametrize("name", ERRORS)
def test_errors_have_a_message_and_no_status_of_their_own(name: str) -> None:
    assert (list(ERRORS[name].members), "error" in ERRORS[name].metadata) == (["Message"], False)


@pytest.mark.parametrize(
    ("name", "ours"),
    [
        ("GameSessionStatusReason", game_session.StatusReason),
        ("PlayerSessionCreationPolicy", game_session.CreationPolicy),
        ("ProtectionPolicy", fleet.ProtectionPolicy),
        ("FleetStatus", fleet.Status),
        ("ComputeType", fleet.ComputeType),
        ("CertificateType", fleet.CertificateType),
        ("RoutingStrategyType", alias.RoutingType),
    ],
)
def test_words_of_the_domain_are_those_of_the_model(name: str, ours: object) -> None:
    shape = MODEL.shape_for(name)
    assert isinstance(shape, StringShape)
    assert list(typing.get_args(ours)) == shape.enum


def test_player_session_statuses_are_those_of_the_model() -> None:
    shape = MODEL.shape_for("PlayerSessionStatus")
    assert isinstance(shape, StringShape)
    assert list(player_session.STATUSES) == shape.enum


def test_game_session_statuses_are_those_of_the_model() -> None:
    shape = MODEL.shape_for("GameSessionStatus")
    assert isinstance(shape, StringShape)
    assert list(typing.get_args(game_session.Status)) == shape.enum


PAGINATORS = Loader().load_service_model("gamelift", "paginators-1")["pagination"]
PAGED = [operation for operation in SUPPORTED if operation.name in PAGINATORS]


@pytest.mark.parametrize("operation", PAGED, ids=lambda each: each.name)
def test_operation_paginates_as_modelled(operation: OperationModel) -> None:
    assert operation.output_shape is not None
    (result,) = set(operation.output_shape.members) - {"NextToken"}
    assert PAGINATORS[operation.name] == {
        "input_token": "NextToken",
        "limit_key": "Limit",
        "output_token": "NextToken",
        "result_key": result,
    }


@pytest.mark.parametrize("operation", SUPPORTED, ids=lambda each: each.name)
def test_operation_answers_the_modelled_output(operation: OperationModel) -> None:
    answer = OPERATIONS[operation.name].output
    assert (answer and answer.__name__) == (operation.output_shape and operation.output_shape.name)
