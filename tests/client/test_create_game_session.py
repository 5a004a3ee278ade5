"""CreateGameSession as a stock boto3 client sees it."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from types_boto3_gamelift import GameLiftClient

from tests.support.fleets import new_anywhere_fleet, server_processes
from tests.support.game_sessions import LOCATION, READY, READY_FLEET, arn_of, create, ec2_fleet, look, refused
from tests.support.running import ACCOUNT, REGION, Running, running
from tests.support.worlds import FLEET

NOW = "2026-01-01T00:00:00Z"
INVALID = "InvalidRequestException"
MISMATCH = "IdempotentParameterMismatchException"
READY_ARN = f"arn:aws:gamelift:us-east-1:000000000000:fleet/{READY_FLEET}"
PREFIX = "arn:aws:gamelift:us-east-1::gamesession"
GSESS = "gsess-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
EVERYTHING = {
    "Name": "Matt's match",
    "MaximumPlayerSessionCount": 7,
    "GameProperties": [{"Key": "map", "Value": "ice"}, {"Key": "empty", "Value": ""}],
    "GameSessionData": '{"クラス": "🧙"}',
    "CreatorId": "matt",
}
PROPERTIES = [{"Key": f"{n:02}".ljust(32, "k"), "Value": "v" * 96} for n in range(16)]
LONGEST = {"Name": "n" * 1024, "GameSessionData": "d" * 262_144, "CreatorId": "c" * 1024, "GameProperties": PROPERTIES}
TWO_LOCATIONS = {"Locations": [{"Location": "eu-west-1"}]}
LIMITS = {"ResourceCreationLimitPolicy": {"NewGameSessionsPerCreator": 3, "PolicyPeriodInMinutes": 15}}


def refusal(client: GameLiftClient, error: str, **asked: Any) -> str:  # noqa: ANN401
    return refused(client, error, "create_game_session", **{"MaximumPlayerSessionCount": 2, **asked})


@pytest.fixture
def frozen(emulator: Running) -> Running:
    """The clock stands still."""
    emulator.freeze(NOW)
    return emulator


@pytest.fixture
def slow(tmp_path: Path) -> Iterator[Running]:
    """Simulated server processes take 301 seconds to activate a game session; the clock stands still."""
    with running(tmp_path, "--activation-seconds", "301", "--clock", NOW) as emulator:
        yield emulator


class TestAnswer:
    @pytest.mark.observed("replies of Anywhere fleets in public READMEs")
    def test_new_game_session_on_an_anywhere_fleet_has_exactly_these_members(self, frozen: Running) -> None:
        made = create(frozen.client())
        assert re.fullmatch(f"{PREFIX}/{READY_FLEET}/{LOCATION}/{GSESS}", made["GameSessionId"])
        assert made == {
            "GameSessionId": made["GameSessionId"],
            "FleetId": READY_FLEET,
            "FleetArn": READY_ARN,
            "CreationTime": datetime(2026, 1, 1, tzinfo=UTC),
            "CurrentPlayerSessionCount": 0,
            "MaximumPlayerSessionCount": 2,
            "Status": "ACTIVATING",
            "GameProperties": [],
            "IpAddress": "127.0.0.1",
            "Port": made["Port"],
            "PlayerSessionCreationPolicy": "ACCEPT_ALL",
            "Location": LOCATION,
            "ComputeName": "local",
        }

    @pytest.mark.documented("API_CreateGameSession")
    @pytest.mark.parametrize("asked", [{}, EVERYTHING, LONGEST], ids=["nothing", "everything", "longest"])
    def test_new_game_session_is_activating_and_then_active_as_asked(
        self, frozen: Running, asked: dict[str, Any]
    ) -> None:
        made = create(frozen.client(), **asked)
        assert made["Status"] == "ACTIVATING"
        assert made.items() >= asked.items()
        assert look(frozen.client(), made["GameSessionId"]) == {**made, "Status": "ACTIVE"}

    @pytest.mark.observed("ids in public issues and READMEs")
    @pytest.mark.parametrize("location", [None, "us-east-1", "eu-west-1"])
    def test_arn_names_a_location_that_is_not_the_home_region(
        self, client: GameLiftClient, location: str | None
    ) -> None:
        fleet = ec2_fleet(client, **TWO_LOCATIONS)
        made = create(client, FleetId=fleet, **{"Location": location} if location else {})
        place, domain = ("eu-west-1/", "eu-west-1.compute") if location == "eu-west-1" else ("", "compute-1")
        assert re.fullmatch(f"{PREFIX}/{fleet}/{place}{GSESS}", made["GameSessionId"])
        assert made["Location"] == (location or REGION)
        assert re.fullmatch(rf"ec2-[0-9-]+\.{re.escape(domain)}\.amazonaws\.com", made["DnsName"])


class TestFleet:
    @pytest.mark.documented("API_CreateGameSession")
    @pytest.mark.parametrize(
        "identifier",
        [{"FleetId": READY_ARN}, {"AliasId": "alias-1"}, {"AliasId": "arn:aws:gamelift:us-east-1::alias/alias-1"}],
        ids=str,
    )
    def test_fleet_is_named_by_its_arn_or_an_alias_too(self, emulator: Running, identifier: dict[str, str]) -> None:
        route = {"Type": "SIMPLE", "FleetId": READY_FLEET}
        emulator.seed({"Aliases": [{"AliasId": "alias-1", "Name": "live", "RoutingStrategy": route}]})
        shown = create(emulator.client(), Location=LOCATION, **identifier)
        assert (shown["FleetId"], shown["FleetArn"]) == (READY_FLEET, READY_ARN)

    @pytest.mark.assumed("number of identifiers")
    @pytest.mark.parametrize("given", [{}, {"FleetId": READY_FLEET, "AliasId": "alias-1"}], ids=["none", "both"])
    def test_exactly_one_of_fleet_and_alias_is_needed(self, client: GameLiftClient, given: dict[str, str]) -> None:
        assert "Exactly one of FleetId and AliasId" in refusal(client, INVALID, Location=LOCATION, **given)

    @pytest.mark.documented("API_RoutingStrategy")
    def test_terminal_alias_answers_its_message(self, client: GameLiftClient) -> None:
        alias = client.create_alias(Name="old", RoutingStrategy={"Type": "TERMINAL", "Message": "Closed."})["Alias"]
        assert refusal(client, "TerminalRoutingStrategyException", AliasId=alias["AliasId"]) == "Closed."

    @pytest.mark.assumed("unknown fleet, alias, compute or location")
    @pytest.mark.parametrize("unknown", [{"FleetId": "fleet-unknown"}, {"AliasId": "alias-unknown"}], ids=str)
    def test_unknown_fleet_or_alias_names_the_place_searched(self, emulator: Running, unknown: dict[str, str]) -> None:
        message = refusal(emulator.client("eu-west-1", "111122223333"), "NotFoundException", **unknown)
        assert "in region eu-west-1, account 111122223333" in message
        assert "exists" not in message

    @pytest.mark.assumed("unknown fleet, alias, compute or location")
    @pytest.mark.parametrize("name", [FLEET, f"arn:aws:gamelift:eu-west-1:{ACCOUNT}:fleet/{FLEET}"], ids=["id", "arn"])
    def test_fleet_of_another_region_is_said_to_be_there(self, emulator: Running, name: str) -> None:
        emulator.seed({"Fleets": [{"FleetId": FLEET, "Region": "eu-west-1"}]})
        message = refusal(emulator.client(), "NotFoundException", FleetId=name)
        assert f"exists in region eu-west-1, account {ACCOUNT}" in message

    @pytest.mark.documented("API_CreateGameSession")
    @pytest.mark.parametrize("status", ["NEW", "ACTIVATING", "ERROR", "DELETING", "TERMINATED"])
    def test_fleet_must_be_active(self, emulator: Running, status: str) -> None:
        emulator.seed({"Fleets": [{"FleetId": FLEET, "Status": status}]})
        assert status in refusal(emulator.client(), "InvalidFleetStatusException", FleetId=FLEET)

    @pytest.mark.observed("the Unity plugin, issue 254: the answer to RegisterCompute without Location")
    def test_anywhere_fleet_needs_a_location(self, client: GameLiftClient) -> None:
        message = refusal(client, INVALID, FleetId=READY_FLEET)
        assert message.startswith("Location is required for Anywhere compute type.")

    @pytest.mark.assumed("location that a fleet does not have")
    @pytest.mark.parametrize("location", ["custom-elsewhere", "us-east-1", LOCATION.upper()])
    def test_location_must_be_one_of_the_fleet(self, client: GameLiftClient, location: str) -> None:
        assert LOCATION in refusal(client, INVALID, FleetId=READY_FLEET, Location=location)


class TestRules:
    @pytest.mark.assumed("player slots of a game session")
    def test_maximum_is_at_most_200(self, client: GameLiftClient) -> None:
        assert create(client, MaximumPlayerSessionCount=200)["MaximumPlayerSessionCount"] == 200
        assert create(client, MaximumPlayerSessionCount=0)["MaximumPlayerSessionCount"] == 0
        assert "200" in refusal(client, INVALID, **READY, MaximumPlayerSessionCount=201)

    @pytest.mark.model
    def test_game_session_has_at_most_16_game_properties(self, client: GameLiftClient) -> None:
        more = [*PROPERTIES, {"Key": "one", "Value": "more"}]
        assert "length less than or equal to 16" in refusal(client, INVALID, **READY, GameProperties=more)

    @pytest.mark.assumed("game property given twice")
    def test_game_property_is_given_once(self, client: GameLiftClient) -> None:
        assert "map" in refusal(client, INVALID, **READY, GameProperties=[{"Key": "map", "Value": "ice"}] * 2)

    @pytest.mark.assumed("wording of constraint errors")
    def test_values_of_properties_are_not_told(self, client: GameLiftClient) -> None:
        many = [{"Key": f"{n}", "Value": "secret"} for n in range(17)]
        assert "secret" not in refusal(client, INVALID, **READY, GameProperties=many)

    @pytest.mark.model
    @pytest.mark.parametrize("letter", ["x", "é", "🧙"])
    def test_largest_data_is_kept(self, client: GameLiftClient, letter: str) -> None:
        made = create(client, GameSessionData=letter * 262_144)
        assert look(client, made["GameSessionId"])["GameSessionData"] == letter * 262_144


class TestToken:
    @pytest.mark.documented("API_CreateGameSession")
    @pytest.mark.parametrize("member", ["IdempotencyToken", "GameSessionId"])
    def test_repeated_token_answers_the_game_session_as_it_is_now(self, frozen: Running, member: str) -> None:
        client = frozen.client()
        asked = {**EVERYTHING, member: "match-1"}
        made = create(client, **asked)
        client.create_player_session(GameSessionId=made["GameSessionId"], PlayerId="alice")
        assert create(client, **asked) == {**made, "Status": "ACTIVE", "CurrentPlayerSessionCount": 1}
        frozen.control("POST", "/game-sessions/match-1/end")
        assert create(client, **asked)["Status"] == "TERMINATED"

    @pytest.mark.assumed("repeated idempotency token")
    @pytest.mark.parametrize("same", [{"Location": REGION}, {"GameProperties": []}, {"GameSessionId": "match-1"}])
    def test_same_parameters_may_be_said_differently(self, client: GameLiftClient, same: dict[str, Any]) -> None:
        asked = {"FleetId": ec2_fleet(client), "IdempotencyToken": "match-1"}
        assert arn_of(client, **asked) == arn_of(client, **asked, **same)

    @pytest.mark.assumed("repeated idempotency token")
    @pytest.mark.parametrize("other", [*EVERYTHING, "Location"])
    @pytest.mark.parametrize("first", ["IdempotencyToken", "GameSessionId"])
    def test_token_with_other_parameters_is_refused(self, client: GameLiftClient, other: str, first: str) -> None:
        asked = {**EVERYTHING, "FleetId": ec2_fleet(client, **TWO_LOCATIONS)}
        made = arn_of(client, **asked, **{first: "match-1"})
        changed = {"MaximumPlayerSessionCount": 8, "GameProperties": [], "Location": "eu-west-1"}.get(other, "other")
        assert made in refusal(client, MISMATCH, **{**asked, other: changed, "IdempotencyToken": "match-1"})

    @pytest.mark.assumed("repeated idempotency token")
    def test_token_and_its_deprecated_name_must_not_differ(self, client: GameLiftClient) -> None:
        assert "differ" in refusal(client, INVALID, **READY, IdempotencyToken="one", GameSessionId="two")

    @pytest.mark.documented("API_CreateGameSession, IdempotentParameterMismatchException")
    def test_token_ends_the_arn_and_counts_in_its_fleet_only(self, client: GameLiftClient) -> None:
        fleets = [ec2_fleet(client), ec2_fleet(client)]
        made = [arn_of(client, FleetId=fleet, IdempotencyToken="match-1") for fleet in fleets]
        assert made == [f"{PREFIX}/{fleet}/match-1" for fleet in fleets]

    @pytest.mark.documented("API_CreateGameSession")
    def test_token_is_in_use_until_30_days_after_the_end(self, frozen: Running) -> None:
        client = frozen.client()
        made = arn_of(client, IdempotencyToken="match-1")
        frozen.advance(86_400)
        frozen.control("POST", "/game-sessions/match-1/end")
        frozen.advance(30 * 86_400 - 0.001)
        assert create(client, IdempotencyToken="match-1")["Status"] == "TERMINATED"
        assert made in refusal(client, MISMATCH, **READY, IdempotencyToken="match-1", Name="other")

    @pytest.mark.assumed("forgotten after 30 days")
    def test_token_is_free_30_days_after_the_end(self, frozen: Running) -> None:
        client = frozen.client()
        made = arn_of(client, IdempotencyToken="match-1")
        client.create_player_session(GameSessionId=made, PlayerId="alice")
        frozen.control("POST", "/game-sessions/match-1/end")
        frozen.advance(30 * 86_400)
        again = create(client, IdempotencyToken="match-1", Name="other")
        assert (again["GameSessionId"], again["Status"]) == (made, "ACTIVATING")
        assert client.describe_player_sessions(GameSessionId=made)["PlayerSessions"] == []


class TestCreator:
    @pytest.mark.assumed("too many game sessions of a creator")
    @pytest.mark.parametrize(("policy", "allowed", "seconds"), [({}, 1, 1), (LIMITS, 3, 900)], ids=["none", "policy"])
    def test_creator_waits_until_the_period_is_over(
        self, frozen: Running, policy: dict[str, Any], allowed: int, seconds: int
    ) -> None:
        client = frozen.client(retries={"total_max_attempts": 1})
        asked = {"FleetId": ec2_fleet(client, **policy), "CreatorId": "matt"}
        assert len({arn_of(client, **asked) for _ in range(allowed)}) == allowed
        frozen.advance(seconds - 0.001)
        assert "matt" in refusal(client, "LimitExceededException", **asked)
        assert create(client, **{**asked, "CreatorId": "somebody else"})["Status"] == "ACTIVATING"
        frozen.advance(0.001)
        assert create(client, **asked)["Status"] == "ACTIVATING"

    @pytest.mark.documented("API_CreateGameSession")
    def test_creator_is_needed_with_a_policy_only(self, frozen: Running) -> None:
        client = frozen.client(retries={"total_max_attempts": 1})
        assert "CreatorId" in refusal(client, INVALID, FleetId=ec2_fleet(client, **LIMITS))
        assert len({arn_of(client) for _ in range(5)}) == 5

    @pytest.mark.assumed("clock set back")
    def test_creator_is_not_held_to_what_lies_ahead_of_the_clock(self, frozen: Running) -> None:
        client = frozen.client(retries={"total_max_attempts": 1})
        create(client, CreatorId="matt")
        frozen.freeze("2025-01-01T00:00:00Z")
        assert create(client, CreatorId="matt")["Status"] == "ACTIVATING"


class TestServerProcesses:
    @pytest.mark.observed("AWS's forum, topics 6884, 8713 and 6338")
    def test_fleet_without_a_free_process_has_no_capacity(self, tmp_path: Path) -> None:
        with running(tmp_path, "--server-processes", "connected") as emulator:
            message = refusal(emulator.client(), "FleetCapacityExceededException", **READY)
        assert message == f"Unable to reserve a process on fleet {READY_FLEET}"

    @pytest.mark.documented("API_CreatePlayerSession")
    def test_players_can_come_once_the_process_has_activated_the_game_session(self, slow: Running) -> None:
        client = slow.client()
        fleet = ec2_fleet(client, RuntimeConfiguration={"GameSessionActivationTimeoutSeconds": 600})
        player = {"GameSessionId": arn_of(client, FleetId=fleet), "PlayerId": "alice"}
        slow.advance(300.999)
        assert "ACTIVATING" in refused(client, "InvalidGameSessionStatusException", "create_player_session", **player)
        assert slow.advance(0.001)["counts"] == {"ACTIVE": 1}
        assert client.create_player_session(**player)["PlayerSession"]["Status"] == "RESERVED"

    @pytest.mark.documented("API_CreateGameSession")
    def test_game_server_may_activate_a_game_session_sooner(self, slow: Running) -> None:
        made = arn_of(slow.client())
        assert look(slow.client(), made)["Status"] == "ACTIVATING"
        slow.control("POST", f"/game-sessions/{made}/activate")
        assert slow.advance(86_400)["counts"] == {}
        assert look(slow.client(), made)["Status"] == "ACTIVE"

    @pytest.mark.assumed("activation timeout")
    @pytest.mark.parametrize(("runtime", "after"), [({"GameSessionActivationTimeoutSeconds": 20}, 20), ({}, 300)])
    def test_game_session_ends_when_its_activation_times_out(
        self, slow: Running, runtime: dict[str, int], after: int
    ) -> None:
        client = slow.client()
        made = create(client, FleetId=ec2_fleet(client, RuntimeConfiguration=runtime))
        assert slow.advance(after - 0.001)["counts"] == {}
        (change,) = slow.advance(86_400)["changes"]
        assert (change["game_session_id"], change["after"]) == (made["GameSessionId"], "TERMINATED")
        ended = look(client, made["GameSessionId"])
        assert ended["TerminationTime"] == made["CreationTime"] + timedelta(seconds=after)
        assert "StatusReason" not in ended


class TestCapacity:
    @pytest.mark.observed("AWS's forum, topics 10351 and 6884")
    def test_fleet_whose_processes_are_in_use_has_no_capacity(self, emulator: Running) -> None:
        client = emulator.client()
        fleet = ec2_fleet(client, RuntimeConfiguration=server_processes(2))
        first, _ = (create(client, FleetId=fleet)["GameSessionId"] for _ in range(2))
        text = refused(client, "FleetCapacityExceededException", "create_game_session", **asking(fleet))
        assert text == f"Unable to reserve a process on fleet {fleet}"
        emulator.control("POST", f"/game-sessions/{first}/end")
        create(client, FleetId=fleet)

    @pytest.mark.assumed("simulated capacity")
    def test_instances_of_a_location_bring_as_many_processes_each(self, client: GameLiftClient) -> None:
        fleet = ec2_fleet(client, RuntimeConfiguration=server_processes(2), Locations=[{"Location": "eu-west-1"}])
        client.update_fleet_capacity(FleetId=fleet, DesiredInstances=2, MaxSize=2)
        for location, capacity in ((None, 4), ("eu-west-1", 2)):
            place = {} if location is None else {"Location": location}
            for _ in range(capacity):
                create(client, FleetId=fleet, **place)
            refused(client, "FleetCapacityExceededException", "create_game_session", **asking(fleet), **place)

    @pytest.mark.assumed("simulated capacity")
    def test_computes_of_an_anywhere_fleet_bring_as_many_processes_each(self, client: GameLiftClient) -> None:
        fleet = new_anywhere_fleet(client, RuntimeConfiguration=server_processes(1))
        place = asking(fleet) | {"Location": LOCATION}
        for number in range(3):
            refused(client, "FleetCapacityExceededException", "create_game_session", **place)
            client.register_compute(FleetId=fleet, ComputeName=f"pc-{number}", Location=LOCATION, IpAddress="10.0.0.1")
            create(client, FleetId=fleet, Location=LOCATION)

    @pytest.mark.assumed("simulated capacity")
    def test_fewer_activate_at_once_than_processes_run(self, slow: Running) -> None:
        client = slow.client()
        runtime = server_processes(3) | {"MaxConcurrentGameSessionActivations": 1}
        fleet = ec2_fleet(client, RuntimeConfiguration=runtime)
        for _ in range(3):
            made = create(client, FleetId=fleet)["GameSessionId"]
            refused(client, "FleetCapacityExceededException", "create_game_session", **asking(fleet))
            slow.control("POST", f"/game-sessions/{made}/activate")
        refused(client, "FleetCapacityExceededException", "create_game_session", **asking(fleet))

    @pytest.mark.assumed("simulated capacity")
    def test_fleet_without_server_processes_has_as_many_as_are_asked_for(self, client: GameLiftClient) -> None:
        for fleet in (READY_FLEET, ec2_fleet(client), ec2_fleet(client, RuntimeConfiguration={})):
            place = {"Location": LOCATION} if fleet == READY_FLEET else {}
            for _ in range(60):
                create(client, FleetId=fleet, **place)

    @pytest.mark.documented("API_UpdateRuntimeConfiguration")
    def test_update_counts_for_new_game_sessions_and_ends_none(self, client: GameLiftClient) -> None:
        fleet = ec2_fleet(client, RuntimeConfiguration=server_processes(2))
        made = [create(client, FleetId=fleet)["GameSessionId"] for _ in range(2)]
        client.update_runtime_configuration(FleetId=fleet, RuntimeConfiguration=server_processes(1))
        refused(client, "FleetCapacityExceededException", "create_game_session", **asking(fleet))
        assert [look(client, each)["Status"] for each in made] == ["ACTIVE", "ACTIVE"]
        client.update_runtime_configuration(FleetId=fleet, RuntimeConfiguration=server_processes(3))
        create(client, FleetId=fleet)

    @pytest.mark.documented("API_CreateGameSession")
    def test_repeated_token_needs_no_further_process(self, client: GameLiftClient) -> None:
        fleet = ec2_fleet(client, RuntimeConfiguration=server_processes(1))
        first, again = (create(client, FleetId=fleet, IdempotencyToken="once") for _ in range(2))
        assert first["GameSessionId"] == again["GameSessionId"]


def asking(fleet: str) -> dict[str, Any]:
    return {"FleetId": fleet, "MaximumPlayerSessionCount": 2}


@pytest.mark.assumed("unknown fleet, alias, compute or location")
def test_refusal_of_an_unknown_fleet_says_what_to_do(client: GameLiftClient) -> None:
    text = refused(client, "NotFoundException", "create_game_session", **asking("fleet-123"))
    for words in ("CreateFleet", "seed", READY_FLEET, "--gamelift-local"):
        assert words in text
