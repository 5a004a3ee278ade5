"""What tests of several of the emulator's own features take."""

import pytest

from tests.support.faulty import Ask
from tests.support.running import Running


@pytest.fixture(params=["json", "cbor"])
def ask(request: pytest.FixtureRequest, emulator: Running) -> Ask:
    """A raw call, in each protocol."""
    return emulator.call if request.param == "json" else emulator.call_cbor
