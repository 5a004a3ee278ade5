"""Station 4: one file per operation. OPERATIONS is the table of contents and the coverage list."""

import inspect
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from emulator.api.shapes import Shape
from emulator.context import Context
from emulator.operations.create_alias import create_alias
from emulator.operations.create_fleet import create_fleet
from emulator.operations.create_game_session import create_game_session
from emulator.operations.create_location import create_location
from emulator.operations.create_player_session import create_player_session
from emulator.operations.create_player_sessions import create_player_sessions
from emulator.operations.delete_alias import delete_alias
from emulator.operations.delete_fleet import delete_fleet
from emulator.operations.delete_location import delete_location
from emulator.operations.deregister_compute import deregister_compute
from emulator.operations.describe_alias import describe_alias
from emulator.operations.describe_compute import describe_compute
from emulator.operations.describe_fleet_attributes import describe_fleet_attributes
from emulator.operations.describe_fleet_utilization import describe_fleet_utilization
from emulator.operations.describe_game_session_details import describe_game_session_details
from emulator.operations.describe_game_sessions import describe_game_sessions
from emulator.operations.describe_player_sessions import describe_player_sessions
from emulator.operations.get_compute_auth_token import get_compute_auth_token
from emulator.operations.get_game_session_log_url import get_game_session_log_url
from emulator.operations.list_aliases import list_aliases
from emulator.operations.list_compute import list_compute
from emulator.operations.list_fleets import list_fleets
from emulator.operations.list_locations import list_locations
from emulator.operations.register_compute import register_compute
from emulator.operations.resolve_alias import resolve_alias
from emulator.operations.search_game_sessions import search_game_sessions
from emulator.operations.terminate_game_session import terminate_game_session
from emulator.operations.update_alias import update_alias
from emulator.operations.update_fleet_attributes import update_fleet_attributes
from emulator.operations.update_game_session import update_game_session

Perform = Callable[[Any, Context], Shape | None]


class Operation(NamedTuple):
    """An operation that is answered here: the types of its input and output, what it does, and whether it writes."""

    input: type[Shape]
    output: type[Shape] | None
    perform: Perform
    writes: bool


def reads(perform: Perform) -> Operation:
    """An operation that changes nothing."""
    return operation(perform, writes=False)


def writes(perform: Perform) -> Operation:
    """An operation that changes something: all of it or, where it refuses, nothing."""
    return operation(perform, writes=True)


def operation(perform: Perform, *, writes: bool) -> Operation:
    signature = inspect.signature(perform)
    asked = next(iter(signature.parameters.values())).annotation
    return Operation(asked, signature.return_annotation, perform, writes)


OPERATIONS: Mapping[str, Operation] = {
    "DescribePlayerSessions": reads(describe_player_sessions),
    "CreatePlayerSession": writes(create_player_session),
    "CreatePlayerSessions": writes(create_player_sessions),
    "CreateGameSession": writes(create_game_session),
    "DescribeGameSessions": reads(describe_game_sessions),
    "DescribeGameSessionDetails": reads(describe_game_session_details),
    "SearchGameSessions": reads(search_game_sessions),
    "UpdateGameSession": writes(update_game_session),
    "TerminateGameSession": writes(terminate_game_session),
    "GetGameSessionLogUrl": reads(get_game_session_log_url),
    "CreateFleet": writes(create_fleet),
    "ListFleets": reads(list_fleets),
    "DescribeFleetAttributes": reads(describe_fleet_attributes),
    "DescribeFleetUtilization": reads(describe_fleet_utilization),
    "UpdateFleetAttributes": writes(update_fleet_attributes),
    "DeleteFleet": writes(delete_fleet),
    "CreateLocation": writes(create_location),
    "ListLocations": reads(list_locations),
    "DeleteLocation": writes(delete_location),
    "RegisterCompute": writes(register_compute),
    "DescribeCompute": reads(describe_compute),
    "ListCompute": reads(list_compute),
    "DeregisterCompute": writes(deregister_compute),
    "GetComputeAuthToken": reads(get_compute_auth_token),
    "CreateAlias": writes(create_alias),
    "DescribeAlias": reads(describe_alias),
    "ListAliases": reads(list_aliases),
    "UpdateAlias": writes(update_alias),
    "DeleteAlias": writes(delete_alias),
    "ResolveAlias": reads(resolve_alias),
}
