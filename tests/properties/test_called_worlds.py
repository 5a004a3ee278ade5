"""Any world that calls of the AWS API have made can be exported and imported."""

import json
from typing import Any

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import inspect

from emulator.api import shapes
from emulator.domain.region import ACCOUNT_PATTERN, REGION_PATTERN
from emulator.hosting.ready_made import FLEET_ID, LOCATION
from tests.support.running import JSON, Running

Members = dict[str, Any]

regions = st.sampled_from(["us-east-1", "eu-west-1", "local"]) | st.from_regex(REGION_PATTERN, fullmatch=True)
accounts = st.sampled_from(["test", "000000000000"]) | st.from_regex(ACCOUNT_PATTERN, fullmatch=True)
instants = st.sampled_from(["1970-01-01T00:00:00.000Z", "2026-01-31T12:00:00.000Z", "9999-12-31T23:59:59.999Z"])
texts = st.characters(codec="utf-8")


def values(kind: inspect.Type) -> st.SearchStrategy[Any]:
    """The values that the service model allows in a member."""
    match kind:
        case inspect.Metadata(type=inner):
            return values(inner)
        case inspect.UnionType(types=types):
            return values(next(each for each in types if not isinstance(each, inspect.NoneType)))
        case inspect.StrType(pattern=str(pattern), max_length=longest):
            return st.from_regex(pattern).filter(lambda text: 0 < len(text) <= (longest or 64))
        case inspect.StrType(min_length=least):
            return st.text(texts, min_size=least or 0, max_size=12)
        case inspect.IntType(ge=least, le=most):
            return st.integers(least, 2**31 - 1 if most is None else most)
        case inspect.BoolType():
            return st.booleans()
        case inspect.LiteralType(values=choices):
            return st.sampled_from(choices)
        case inspect.ListType(item_type=item, min_length=least):
            return st.lists(values(item), min_size=least or 0, max_size=2)
        case inspect.StructType(cls=shape):
            return members_of(shape)
    raise AssertionError(kind)


def members_of(shape: type[msgspec.Struct], **fixed: st.SearchStrategy[Any]) -> st.SearchStrategy[Members]:
    """Members of a structure; those that are `fixed`, by their names on the wire, are always there."""
    info = inspect.type_info(shape)
    assert isinstance(info, inspect.StructType)
    free = [field for field in info.fields if field.encode_name not in fixed]
    return st.fixed_dictionaries(
        {field.encode_name: values(field.type) for field in free if field.required} | fixed,
        optional={field.encode_name: values(field.type) for field in free if not field.required},
    )


here, local = st.just(FLEET_ID), st.just(LOCATION)
maxima = st.sampled_from([0, 1, 200])
game_sessions = st.fixed_dictionaries(
    {
        "CreateGameSession": members_of(
            shapes.CreateGameSessionInput, FleetId=here, Location=local, MaximumPlayerSessionCount=maxima
        ).map(lambda given: {name: given[name] for name in given.keys() - {"AliasId", "GameSessionId"}}),
        "UpdateGameSession": members_of(
            shapes.UpdateGameSessionInput, GameSessionId=st.none(), MaximumPlayerSessionCount=maxima
        ),
        "CreatePlayerSession": members_of(shapes.CreatePlayerSessionInput, GameSessionId=st.none()),
    }
)
anywhere = members_of(
    shapes.CreateFleetInput, ComputeType=st.just("ANYWHERE"), Locations=st.just([{"Location": LOCATION}])
).map(lambda given: {name: given[name] for name in given if not name.startswith(("Build", "Script", "EC2", "Fleet"))})
ec2 = members_of(
    shapes.CreateFleetInput,
    ComputeType=st.just("EC2"),
    BuildId=values(inspect.type_info(shapes.BuildIdOrArn)),
    EC2InstanceType=st.just("c5.large"),
).map(lambda given: {name: given[name] for name in given if name not in ("ScriptId", "AnywhereConfiguration")})
routes = st.just({"Type": "SIMPLE", "FleetId": FLEET_ID}) | members_of(
    shapes.RoutingStrategy, Type=st.just("TERMINAL"), Message=st.text(texts, min_size=1, max_size=9)
)
others = st.one_of(
    st.tuples(st.just("CreateFleet"), anywhere | ec2),
    st.tuples(st.just("CreateAlias"), members_of(shapes.CreateAliasInput, RoutingStrategy=routes)),
    st.tuples(st.just("CreateLocation"), members_of(shapes.CreateLocationInput)),
    st.tuples(st.just("RegisterCompute"), members_of(shapes.RegisterComputeInput, FleetId=here, Location=local)),
)


def sent(emulator: Running, operation: str, members: Members, region: str, account: str) -> Members:
    """The answer to a call for that region and account: any, but for a failure of the emulator's own."""
    credential = f"{account}/20260131/{region}/gamelift/aws4_request"
    response = emulator.call(
        operation,
        {name: value for name, value in members.items() if value is not None},
        authorization=f"AWS4-HMAC-SHA256 Credential={credential}, SignedHeaders=host, Signature=0",
        x_amz_date="20260131T120000Z",
    )
    assert response.status_code in (200, 400), response.text
    answer: Members = json.loads(response.content or b"{}")
    return answer


@given(
    places=st.lists(st.tuples(regions, accounts), min_size=1, max_size=2),
    calls=st.lists(others, max_size=3),
    life=game_sessions,
    now=instants,
    frozen=st.booleans(),
)
@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much],
)
def test_world_that_calls_have_made_comes_back_to_the_letter(
    emulator: Running,
    places: list[tuple[str, str]],
    calls: list[tuple[str, Members]],
    life: dict[str, Members],
    now: str,
    frozen: bool,
) -> None:
    emulator.reset()
    emulator.control("PUT", "/clock", {"now": now, "frozen": frozen})
    for place in places:
        sent(emulator, "ListFleets", {}, *place)  # what is refused opens no region
        for operation, members in calls:
            sent(emulator, operation, members, *place)
        made = sent(emulator, "CreateGameSession", life["CreateGameSession"], *place)
        named = {"GameSessionId": made.get("GameSession", {}).get("GameSessionId", "gsess-none")}
        for operation in ("UpdateGameSession", "CreatePlayerSession"):
            sent(emulator, operation, life[operation] | named, *place)
    before = emulator.http.get("/_emulator/state").text
    assert {(each["Region"], each["AccountId"]) for each in json.loads(before)["OpenedRegions"]} >= {
        (region, account if account != "test" else "000000000000") for region, account in places
    }
    emulator.reset()
    answer = emulator.http.put("/_emulator/state", content=before, headers=JSON)
    assert answer.status_code == 200, answer.text
    assert emulator.http.get("/_emulator/state").text == before
    assert emulator.control("GET", "/failures")["failures"] == []
