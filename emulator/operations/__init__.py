"""Station 4: one file per operation. OPERATIONS is the table of contents and the coverage list.

An operation's file, and with it the shapes and statements that it needs, is imported when it is first called: a start
does not grow with this list.
"""

import inspect
from collections.abc import Callable, Mapping
from functools import cached_property
from importlib import import_module
from typing import Any, cast

from emulator.api.shape import Shape
from emulator.context import Context
from emulator.decoding import decoder_of

Perform = Callable[[Any, Context], Shape | None]


class Operation:
    """An operation that is answered here."""

    def __init__(self, name: str, *, writes: bool, settles: bool = False) -> None:
        self._name = name
        self.writes = writes
        """Whether it changes something: all of it or, where it refuses, nothing."""
        self.settles = settles
        """Whether something may be due at once when it is done (dispatch/settle.py)."""

    @cached_property
    def perform(self) -> Perform:
        """The function of the operation's file, which has the same name."""
        return cast("Perform", getattr(import_module(f"{__name__}.{self._name}"), self._name))

    @cached_property
    def input(self) -> type[Shape]:
        """The type of its input, ready to be read into by any thread."""
        parameters = inspect.signature(self.perform).parameters
        kind = cast("type[Shape]", next(iter(parameters.values())).annotation)
        decoder_of(kind)
        return kind

    @cached_property
    def output(self) -> type[Shape] | None:
        """The type of its output, None where it has none."""
        return cast("type[Shape] | None", inspect.signature(self.perform).return_annotation)


def reads(name: str) -> Operation:
    return Operation(name, writes=False)


def writes(name: str) -> Operation:
    return Operation(name, writes=True)


def settles(name: str) -> Operation:
    """An operation that writes, and after which something may be due at once."""
    return Operation(name, writes=True, settles=True)


OPERATIONS: Mapping[str, Operation] = {
    "DescribePlayerSessions": reads("describe_player_sessions"),
    "CreatePlayerSession": writes("create_player_session"),
    "CreatePlayerSessions": writes("create_player_sessions"),
    "CreateGameSession": writes("create_game_session"),
    "DescribeGameSessions": reads("describe_game_sessions"),
    "DescribeGameSessionDetails": reads("describe_game_session_details"),
    "SearchGameSessions": reads("search_game_sessions"),
    "UpdateGameSession": settles("update_game_session"),
    "TerminateGameSession": settles("terminate_game_session"),
    "GetGameSessionLogUrl": reads("get_game_session_log_url"),
    "CreateFleet": writes("create_fleet"),
    "ListFleets": reads("list_fleets"),
    "DescribeFleetAttributes": reads("describe_fleet_attributes"),
    "DescribeFleetUtilization": reads("describe_fleet_utilization"),
    "UpdateFleetAttributes": writes("update_fleet_attributes"),
    "DeleteFleet": settles("delete_fleet"),
    "DescribeRuntimeConfiguration": reads("describe_runtime_configuration"),
    "UpdateRuntimeConfiguration": settles("update_runtime_configuration"),
    "DescribeFleetPortSettings": reads("describe_fleet_port_settings"),
    "UpdateFleetPortSettings": writes("update_fleet_port_settings"),
    "CreateFleetLocations": settles("create_fleet_locations"),
    "DescribeFleetLocationAttributes": reads("describe_fleet_location_attributes"),
    "DescribeFleetLocationUtilization": reads("describe_fleet_location_utilization"),
    "DeleteFleetLocations": settles("delete_fleet_locations"),
    "DescribeFleetCapacity": reads("describe_fleet_capacity"),
    "DescribeFleetLocationCapacity": reads("describe_fleet_location_capacity"),
    "UpdateFleetCapacity": settles("update_fleet_capacity"),
    "DescribeFleetEvents": reads("describe_fleet_events"),
    "StartFleetActions": writes("start_fleet_actions"),
    "StopFleetActions": writes("stop_fleet_actions"),
    "PutScalingPolicy": writes("put_scaling_policy"),
    "DescribeScalingPolicies": reads("describe_scaling_policies"),
    "DeleteScalingPolicy": writes("delete_scaling_policy"),
    "DescribeEC2InstanceLimits": reads("describe_ec2_instance_limits"),
    "DescribeInstances": reads("describe_instances"),
    "CreateLocation": writes("create_location"),
    "ListLocations": reads("list_locations"),
    "DeleteLocation": writes("delete_location"),
    "RegisterCompute": settles("register_compute"),
    "DescribeCompute": reads("describe_compute"),
    "ListCompute": reads("list_compute"),
    "DeregisterCompute": writes("deregister_compute"),
    "GetComputeAuthToken": reads("get_compute_auth_token"),
    "CreateAlias": writes("create_alias"),
    "DescribeAlias": reads("describe_alias"),
    "ListAliases": reads("list_aliases"),
    "UpdateAlias": settles("update_alias"),
    "DeleteAlias": writes("delete_alias"),
    "ResolveAlias": reads("resolve_alias"),
    "CreateGameSessionQueue": writes("create_game_session_queue"),
    "DescribeGameSessionQueues": reads("describe_game_session_queues"),
    "UpdateGameSessionQueue": settles("update_game_session_queue"),
    "DeleteGameSessionQueue": writes("delete_game_session_queue"),
    "CreateBuild": writes("create_build"),
    "DescribeBuild": reads("describe_build"),
    "ListBuilds": reads("list_builds"),
    "UpdateBuild": writes("update_build"),
    "DeleteBuild": writes("delete_build"),
    "RequestUploadCredentials": reads("request_upload_credentials"),
    "CreateScript": writes("create_script"),
    "DescribeScript": reads("describe_script"),
    "ListScripts": reads("list_scripts"),
    "UpdateScript": writes("update_script"),
    "DeleteScript": writes("delete_script"),
    "ValidateMatchmakingRuleSet": reads("validate_matchmaking_rule_set"),
    "CreateMatchmakingRuleSet": writes("create_matchmaking_rule_set"),
    "DescribeMatchmakingRuleSets": reads("describe_matchmaking_rule_sets"),
    "DeleteMatchmakingRuleSet": writes("delete_matchmaking_rule_set"),
    "CreateMatchmakingConfiguration": writes("create_matchmaking_configuration"),
    "DescribeMatchmakingConfigurations": reads("describe_matchmaking_configurations"),
    "UpdateMatchmakingConfiguration": writes("update_matchmaking_configuration"),
    "DeleteMatchmakingConfiguration": writes("delete_matchmaking_configuration"),
    "ListContainerFleets": reads("list_container_fleets"),
    "DescribeContainerFleet": reads("describe_container_fleet"),
    "ListContainerGroupDefinitions": reads("list_container_group_definitions"),
    "DescribeContainerGroupDefinition": reads("describe_container_group_definition"),
    "ListContainerGroupDefinitionVersions": reads("list_container_group_definition_versions"),
    "DescribeContainerGroupPortMappings": reads("describe_container_group_port_mappings"),
    "ListFleetDeployments": reads("list_fleet_deployments"),
    "DescribeFleetDeployment": reads("describe_fleet_deployment"),
    "DescribeVpcPeeringConnections": reads("describe_vpc_peering_connections"),
    "DescribeVpcPeeringAuthorizations": reads("describe_vpc_peering_authorizations"),
    "ListGameServerGroups": reads("list_game_server_groups"),
    "DescribeGameServerGroup": reads("describe_game_server_group"),
    "DescribeGameServerInstances": reads("describe_game_server_instances"),
    "ListGameServers": reads("list_game_servers"),
    "DescribeGameServer": reads("describe_game_server"),
    "StartMatchBackfill": settles("start_match_backfill"),
    "StartMatchmaking": settles("start_matchmaking"),
    "DescribeMatchmaking": reads("describe_matchmaking"),
    "StopMatchmaking": settles("stop_matchmaking"),
    "AcceptMatch": settles("accept_match"),
    "TagResource": writes("tag_resource"),
    "UntagResource": writes("untag_resource"),
    "ListTagsForResource": reads("list_tags_for_resource"),
    "StartGameSessionPlacement": writes("start_game_session_placement"),
    "DescribeGameSessionPlacement": reads("describe_game_session_placement"),
    "StopGameSessionPlacement": writes("stop_game_session_placement"),
}
