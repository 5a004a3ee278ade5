"""UUIDs of version 4, spelt out."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from emulator.domain.uuid4 import uuid4_of


@given(st.integers(0, 2**128 - 1))
def test_it_is_the_one_that_python_makes_of_the_same_bits(bits: int) -> None:
    assert uuid4_of(bits) == str(UUID(int=bits, version=4))
