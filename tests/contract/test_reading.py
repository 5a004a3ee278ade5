"""Inputs are read in two ways, by msgspec and by our own readers: what the first takes, the second reads alike."""

from collections.abc import Callable, Mapping
from random import Random

import msgspec
import pytest

from emulator.dispatch.validation import reader_of
from emulator.operations import OPERATIONS
from emulator.wire import cbor, json11
from emulator.wire.call import WireError
from tests.attack.making import as_cbor
from tests.attack.values import as_json, structure
from tests.support.linting import operation_of

CALLS = 300


def read_or_none(read: Callable[[bytes], Mapping[str, object]], body: bytes) -> Mapping[str, object] | None:
    try:
        return read(body)
    except WireError:
        return None


@pytest.mark.parametrize("operation", OPERATIONS)
def test_what_msgspec_takes_is_read_alike_by_our_readers(operation: str) -> None:
    shape = OPERATIONS[operation].input
    model = operation_of(operation)
    assert model is not None
    assert model.input_shape is not None
    taken = 0
    for number in range(CALLS):
        random = Random(f"{operation} {number}")
        members = structure(model.input_shape, random, random.choice((0, 0.05, 0.3)))
        bodies = ((json11.read_object, as_json(members)), (cbor.read_body_map, as_cbor(members, random)))
        for params in (read_or_none(read, body) for read, body in bodies):
            try:
                found = msgspec.convert(params, shape)
            except msgspec.ValidationError:
                continue
            assert params is not None
            assert reader_of(shape)(params) == found
            taken += 1
    assert taken > CALLS / 10
