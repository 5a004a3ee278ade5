"""Any world that can be seeded comes back from its state to the letter."""

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.running import JSON, Running

text = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20)
accounts = st.sampled_from(["000000000000", "123456789012"])
regions = st.sampled_from(["us-east-1", "eu-west-1"])
ages = st.integers(0, 40 * 86_400)


def pairs(texts: st.SearchStrategy[str]) -> st.SearchStrategy[list[dict[str, str]]]:
    """Keys with values: game properties, or tags."""
    return st.dictionaries(texts, texts, max_size=3).map(
        lambda found: [{"Key": key, "Value": value} for key, value in found.items()]
    )


properties = pairs(text)


def optional(**members: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=members)


tagged = optional(Tags=pairs(st.sampled_from(["a", "A", "b:c", "é"])))


@st.composite
def worlds(draw: st.DrawFn) -> dict[str, Any]:
    """A seed document that breaks no rule."""
    fleets, computes, aliases, game_sessions, player_sessions = [], [], [], [], []
    places = draw(st.lists(st.tuples(regions, accounts), unique=True, min_size=1, max_size=3))
    for region, account in places:
        kind = draw(st.sampled_from(["EC2", "ANYWHERE"]))
        certificate = draw(st.sampled_from(["GENERATED", "DISABLED"]))
        fleets.append(
            {"FleetId": "fleet-a", "Region": region, "AccountId": account, "ComputeType": kind}
            | {"CertificateConfiguration": {"CertificateType": certificate}}
            | draw(tagged)
            | draw(optional(Name=text, Description=text, LogPaths=st.lists(text, min_size=1, max_size=2)))
            | draw(
                optional(
                    Locations=st.just([{"Location": "custom-far"}]),
                    ResourceCreationLimitPolicy=optional(NewGameSessionsPerCreator=st.integers(0, 9)),
                    AnywhereConfiguration=st.just({"Cost": "1.5"}),
                )
            )
        )
        here = {"Region": region, "AccountId": account}
        if kind == "ANYWHERE" and draw(st.booleans()):
            computes.append(
                {"FleetId": "fleet-a", "ComputeName": "pc", "Location": "custom-home", "DnsName": "pc.example"} | here
            )
        for n in range(draw(st.integers(0, 2))):
            route = draw(
                st.sampled_from([{"Type": "SIMPLE", "FleetId": "fleet-b"}, {"Type": "TERMINAL", "Message": "no"}])
            )
            aliases.append({"AliasId": f"alias-{n}", "Name": "x", "RoutingStrategy": route} | here | draw(tagged))
        for n in range(draw(st.integers(0, 3))):
            location = draw(st.sampled_from([None, "custom-home"]))
            place = f"{location}/" if location else ""
            arn = f"arn:aws:gamelift:{region}::gamesession/fleet-a/{place}gsess-{n}"
            begun = draw(ages)
            over = draw(st.booleans())
            end = draw(st.integers(0, begun))
            game_sessions.append(
                {"GameSessionId": arn, "FleetId": "fleet-a", "AccountId": account, "CreationTime": f"-{begun}s"}
                | ({"TerminationTime": f"-{end}s"} if over else {})
                | draw(optional(Name=text, Port=st.integers(1, 60_000), IpAddress=st.just("10.0.0.1")))
                | draw(optional(GameSessionData=text, CreatorId=text, Fingerprint=text, GameProperties=properties))
            )
            for _ in range(draw(st.integers(0, 5))):
                made = draw(st.integers(end if over else 0, begun))
                status = draw(
                    st.sampled_from(["RESERVED", "COMPLETED"] if over else ["RESERVED", "ACTIVE", "COMPLETED"])
                )
                player_sessions.append(
                    {"GameSessionId": arn, "AccountId": account, "CreationTime": f"-{made}s", "Status": status}
                    | {"PlayerId": draw(text)}
                    | draw(optional(PlayerData=text))
                )
    return {
        "Fleets": fleets,
        "Computes": computes,
        "Aliases": aliases,
        "GameSessions": game_sessions,
        "PlayerSessions": player_sessions,
    }


@given(world=worlds(), frozen=st.booleans(), ahead=st.integers(0, 100_000))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_state_of_any_world_comes_back_to_the_letter(
    emulator: Running, world: dict[str, Any], frozen: bool, ahead: int
) -> None:
    emulator.reset()
    emulator.seed(world)
    emulator.control("PUT", "/clock", {"frozen": frozen})
    emulator.advance(ahead / 1000)
    before = emulator.http.get("/_emulator/state").text
    emulator.reset()
    answer = emulator.http.put("/_emulator/state", content=before, headers=JSON)
    assert answer.status_code == 200, answer.text
    assert emulator.http.get("/_emulator/state").text == before
    assert len(json.loads(before)["PlayerSessions"]) == len(world["PlayerSessions"])
