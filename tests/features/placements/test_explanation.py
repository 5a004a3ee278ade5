"""Why a placement is not placed: told place by place."""

from pathlib import Path

from emulator.testing import GameLift
from tests.support.fleets import NOW, fleet_arn, new_ec2_fleet, server_processes
from tests.support.placements import fleets_at, latencies, start
from tests.support.queues import new_queue
from tests.support.running import Running, running


def reasons(emulator: Running, placement_id: str = "p") -> list[tuple[str | None, str, str | None]]:
    explained = GameLift(emulator.url).explain_placement(placement_id)
    assert explained["placement"]["PlacementId"] == placement_id
    return [(each["location"], each["reason"], each["until"]) for each in explained["candidates"]]


def test_places_are_told_in_their_order(emulator: Running) -> None:
    emulator.freeze(NOW)
    client = emulator.client()
    policies = [
        {"MaximumIndividualPlayerLatencyMilliseconds": 50, "PolicyDurationSeconds": 120},
        {"MaximumIndividualPlayerLatencyMilliseconds": 100},
    ]
    arns = fleets_at(client, ["us-west-2", "eu-central-1"], PlayerLatencyPolicies=policies)
    told = latencies(p1={"us-west-2": 90, "eu-central-1": 30}, p2={"us-west-2": 40, "eu-central-1": 160})
    start(client, PlayerLatencies=told)
    filtered = "the queue's FilterConfiguration leaves the location out"
    assert reasons(emulator) == [
        ("us-west-2", "a player has 90 ms latency to the location, and 50 ms are allowed", "2026-01-01T00:02:00.000Z"),
        ("eu-central-1", "a player has 160 ms latency to the location, and 50 ms are allowed", None),
        ("us-east-1", filtered, None),
        ("us-east-1", filtered, None),
    ]
    assert GameLift(emulator.url).explain_placement("p")["candidates"][0]["fleetArn"] == arns[0]
    emulator.advance(120)
    assert reasons(emulator)[0] == ("us-west-2", "the placement is here", None)


def test_destinations_that_lead_nowhere_are_told(emulator: Running) -> None:
    client = emulator.client()
    alias = client.create_alias(Name="x", RoutingStrategy={"Type": "TERMINAL", "Message": "no"})["Alias"]
    gone, broken = new_ec2_fleet(client), "fleet-broken"
    emulator.seed({"Fleets": [{"FleetId": broken, "Status": "ERROR"}]})
    new_queue(client, fleet_arn(gone), alias["AliasArn"], fleet_arn(broken))
    client.delete_fleet(FleetId=gone)
    start(client)
    assert reasons(emulator) == [
        ("us-east-1", "the fleet is ERROR", None),
        (None, "the fleet does not exist, or has no locations", None),
        (None, "the alias is TERMINAL: it leads to no fleet", None),
    ]


def test_full_places_and_aliases_that_lead_nowhere_are_told(emulator: Running) -> None:
    emulator.freeze(NOW)
    client = emulator.client()
    only, gone = new_ec2_fleet(client, RuntimeConfiguration=server_processes(1)), new_ec2_fleet(client)
    alias = client.create_alias(Name="x", RoutingStrategy={"Type": "SIMPLE", "FleetId": gone})["Alias"]
    lost = client.create_alias(Name="y", RoutingStrategy={"Type": "SIMPLE", "FleetId": gone})["Alias"]
    new_queue(client, fleet_arn(only), alias["AliasArn"], lost["AliasArn"])
    client.delete_fleet(FleetId=gone)
    client.delete_alias(AliasId=lost["AliasId"])
    for each in "pq":
        start(client, each)
    lost_aliases = [
        (None, f"the alias leads to {gone}, which does not exist, or has no locations", None),
        (None, "the alias does not exist", None),
    ]
    assert reasons(emulator) == [("us-east-1", "the placement is here", None), *lost_aliases]
    assert reasons(emulator, "q") == [("us-east-1", "no server process is free", None), *lost_aliases]


def test_place_that_was_tried_in_vain_is_told(tmp_path: Path) -> None:
    with running(tmp_path, "--activation-seconds", "10", "--clock", NOW) as emulator:
        client = emulator.client()
        fleets = [new_ec2_fleet(client, RuntimeConfiguration=server_processes(1)) for _ in range(2)]
        new_queue(client, *map(fleet_arn, fleets))
        start(client)
        first, second = reasons(emulator)
        assert first == ("us-east-1", "its game session is activating", None)
        assert second[1].startswith("a server process is free")
        emulator.control("POST", "/game-sessions/p/crash")
        told = {reason for _, reason, _ in reasons(emulator)}
        assert told == {"its game session is activating", "a game session did not become ACTIVE here"}


def test_unknown_placement_is_not_found(emulator: Running) -> None:
    answer = emulator.http.get("/_emulator/placements/nobody/explanation")
    assert (answer.status_code, "nobody" in answer.text) == (404, True)


def test_placements_are_counted_by_status(emulator: Running) -> None:
    client = emulator.client()
    client.create_game_session_queue(Name="queue")
    start(client)
    assert 'gamelift_emulator_placements{status="PENDING"} 1.0' in emulator.http.get("/_emulator/metrics").text
