"""UUIDs, spelt out: they are those that Python makes."""

from uuid import UUID, uuid5

from hypothesis import given
from hypothesis import strategies as st

from emulator.domain.uuids import uuid4_of, uuid5_of


@given(st.integers(0, 2**128 - 1))
def test_version_4_has_the_bits_that_it_is_given(bits: int) -> None:
    assert uuid4_of(bits) == str(UUID(int=bits, version=4))


@given(st.uuids(), st.text(st.characters(exclude_categories=["Cs"])))
def test_version_5_is_of_a_name_in_a_namespace(namespace: UUID, name: str) -> None:
    assert uuid5_of(namespace.bytes, name) == str(uuid5(namespace, name))
