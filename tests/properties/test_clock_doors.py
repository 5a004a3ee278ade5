"""Whatever a clock is set to, at whichever door: it works, or it is refused and nothing has changed."""

import json
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from emulator.domain.clock import LATEST, format_instant
from emulator.hosting.ready_made import FLEET_ID, LOCATION
from emulator.settings import SettingError, Settings
from tests.support.running import JSON, Running

EDGES = (0, 1, 59_999, 60_000, LATEST - 300_000, LATEST - 1, LATEST)
numbers = st.floats() | st.integers() | st.floats(-2e9, 3e11) | st.sampled_from([edge / 1000 for edge in EDGES])
texts = (
    st.sampled_from([format_instant(edge) for edge in EDGES])
    | st.datetimes().map(lambda named: named.isoformat())
    | st.builds("{:04}-01-01T00:00:00{}".format, st.integers(0, 10_000), st.sampled_from(["", "Z", "+14:00", "-14:00"]))
    | st.text(max_size=9)
)
doors = st.one_of(
    st.tuples(st.just(("PUT", "/clock")), st.fixed_dictionaries({"now": texts}, optional={"frozen": st.booleans()})),
    st.tuples(st.just(("POST", "/clock/advance")), st.fixed_dictionaries({"seconds": numbers})),
    st.tuples(
        st.just(("PUT", "/state")),
        st.one_of(st.fixed_dictionaries({"Offset": numbers}), st.fixed_dictionaries({"FrozenAt": texts})).map(
            lambda clock: {"Format": 2, "Clock": clock}
        ),
    ),
)


def listed(emulator: Running) -> None:
    """Makes a game session and a player session, which must be found wherever one looks for them."""
    local = {"FleetId": FLEET_ID, "Location": LOCATION, "MaximumPlayerSessionCount": 1}
    made = emulator.call("CreateGameSession", local).json()["GameSession"]["GameSessionId"]
    player = emulator.call("CreatePlayerSession", {"GameSessionId": made, "PlayerId": "alice"}).json()["PlayerSession"]
    for question in ({"GameSessionId": made}, {"PlayerId": "alice"}):
        shown = emulator.call("DescribePlayerSessions", question).json()["PlayerSessions"]
        assert player["PlayerSessionId"] in [each["PlayerSessionId"] for each in shown]
    assert made in str(emulator.call("DescribeGameSessions", {"FleetId": FLEET_ID}).json())
    assert FLEET_ID in emulator.call("ListFleets", {}).json()["FleetIds"]


def asked(emulator: Running, door: tuple[str, str], body: dict[str, Any]) -> int:
    method, path = door
    return emulator.http.request(method, f"/_emulator{path}", content=json.dumps(body), headers=JSON).status_code


@given(door=doors, start=st.sampled_from(EDGES), frozen=st.booleans())
@example((("PUT", "/state"), {"Format": 2, "Clock": {"Offset": -2.5e9}}), 1, True)
@example((("PUT", "/state"), {"Format": 2, "Clock": {"Offset": 1e306}}), 1, True)
@example((("PUT", "/state"), {"Format": 2, "Clock": {"FrozenAt": "1960-01-01"}}), 1, True)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_clock_that_is_asked_for_works_or_is_refused_and_nothing_has_changed(
    emulator: Running, door: tuple[tuple[str, str], dict[str, Any]], start: int, frozen: bool
) -> None:
    emulator.reset()
    emulator.control("PUT", "/clock", {"now": format_instant(start), "frozen": frozen})
    before = emulator.control("GET", "/state")
    status = asked(emulator, *door)
    assert status in (200, 400)
    if status == 400:
        assert emulator.control("GET", "/state") == before
    assert "1970" <= emulator.control("GET", "/clock")["now"] <= format_instant(LATEST)
    listed(emulator)
    state = emulator.control("GET", "/state")
    assert asked(emulator, ("PUT", "/state"), state) == 200
    assert emulator.control("GET", "/state") == state
    assert emulator.control("GET", "/failures")["failures"] == []


@given(text=texts)
@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_flag_takes_the_same_instants_as_the_control_api(emulator: Running, text: str) -> None:
    try:
        taken = Settings(clock=text) is not None
    except SettingError:
        taken = False
    if text not in ("system", "frozen"):
        assert asked(emulator, ("PUT", "/clock"), {"now": text, "frozen": True}) == (200 if taken else 400)
