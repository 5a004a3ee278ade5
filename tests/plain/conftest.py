"""What tests of several of the emulator's own features take."""

import pytest

from tests.plain.faulty import Ask
from tests.running import Running


@pytest.fixture(params=["json", "cbor"])
def ask(request: pytest.FixtureRequest, emulator: Running) -> Ask:
    """A raw call, in each protocol."""
    return emulator.call if request.param == "json" else emulator.call_cbor
