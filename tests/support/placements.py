"""Placements as tests start them, look at them, and wait for them."""

from collections.abc import Sequence
from typing import Any

from types_boto3_gamelift import GameLiftClient
from types_boto3_gamelift.type_defs import GameSessionPlacementTypeDef

from tests.support.fleets import fleet_arn, new_ec2_fleet, server_processes
from tests.support.queues import destinations, new_queue


def start(client: GameLiftClient, placement_id: str = "p", **members: Any) -> GameSessionPlacementTypeDef:  # noqa: ANN401
    """A new placement through the queue `queue`, for four players."""
    asked: dict[str, Any] = {
        "PlacementId": placement_id,
        "GameSessionQueueName": "queue",
        "MaximumPlayerSessionCount": 4,
    } | members
    return client.start_game_session_placement(**asked)["GameSessionPlacement"]


def look_at(client: GameLiftClient, placement_id: str = "p") -> GameSessionPlacementTypeDef:
    return client.describe_game_session_placement(PlacementId=placement_id)["GameSessionPlacement"]


def status_of(client: GameLiftClient, placement_id: str = "p") -> str:
    return look_at(client, placement_id)["Status"]


def desired(*players: str) -> list[dict[str, str]]:
    return [{"PlayerId": each} for each in players]


def latencies(**players: dict[str, float]) -> list[dict[str, object]]:
    """By player, then by location."""
    return [
        {"PlayerId": player, "RegionIdentifier": location, "LatencyInMilliseconds": milliseconds}
        for player, told in players.items()
        for location, milliseconds in told.items()
    ]


def fleets_at(client: GameLiftClient, locations: Sequence[str], **members: Any) -> list[str]:  # noqa: ANN401
    """The ARNs of new EC2 fleets, and a queue that leads to them; each is in us-east-1 and at one of the locations.

    The queue's filter leaves us-east-1 out.
    """
    arns = [fleet_arn(new_ec2_fleet(client, Locations=[{"Location": each}])) for each in locations]
    new_queue(client, *arns, **{"FilterConfiguration": {"AllowedLocations": list(locations)}} | members)
    return arns


def fleet_ids(count: int) -> list[str]:
    return [f"fleet-{number}" for number in range(count)]


def queue_to_fleets(count: int, processes: int) -> dict[str, object]:
    """The seed document of so many fleets, each with so many simulated server processes, and of a queue to all."""
    fleet = {"InstanceType": "c5.large", "RuntimeConfiguration": server_processes(processes)}
    fleets = [{"FleetId": each} | fleet for each in fleet_ids(count)]
    led_to = destinations(*map(fleet_arn, fleet_ids(count)))
    return {"Fleets": fleets, "GameSessionQueues": [{"Name": "queue", "Destinations": led_to}]}
