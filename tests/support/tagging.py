"""Resources of all kinds that have tags, and their tags as a client sees them."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from types_boto3_gamelift import GameLiftClient
from types_boto3_gamelift.type_defs import TagTypeDef

from emulator.hosting.ready_made import LOCATION
from tests.support.matchmaking import rule_set_body
from tests.support.scripts import zip_file

ROUTE: dict[str, Any] = {"Type": "TERMINAL", "Message": "Please update."}


class Kind(NamedTuple):
    """A kind of resource: how one is made with tags, its ARN in the answer, and how it is deleted by its name."""

    create: str
    members: Mapping[str, Any]
    shown: str
    name: str
    arn: str
    delete: str
    deleted_by: str | None = None
    """The member of the delete operation that takes the name, where it is called otherwise."""
    needs: Callable[[GameLiftClient], object] | None = None
    """What has to be made first."""

    def made(self, client: GameLiftClient, **members: Any) -> Mapping[str, str]:  # noqa: ANN401
        """A new one, as its create operation shows it."""
        if self.needs is not None:
            self.needs(client)
        call: Callable[..., Any] = getattr(client, self.create)
        shown: Mapping[str, str] = call(**self.members, **members)[self.shown]
        return shown

    def deleted(self, client: GameLiftClient, shown: Mapping[str, str]) -> None:
        getattr(client, self.delete)(**{self.deleted_by or self.name: shown[self.name]})


def make_rule_set(client: GameLiftClient) -> None:
    """The rule set of a configuration; an earlier one of its name will do."""
    if not client.describe_matchmaking_rule_sets()["RuleSets"]:
        client.create_matchmaking_rule_set(Name="of-configuration", RuleSetBody=rule_set_body())


KINDS = {
    "CreateFleet": Kind(
        "create_fleet",
        {"Name": "ec2", "BuildId": "build-1", "EC2InstanceType": "c5.large"},
        "FleetAttributes",
        "FleetId",
        "FleetArn",
        "delete_fleet",
    ),
    "CreateAlias": Kind(
        "create_alias", {"Name": "live", "RoutingStrategy": ROUTE}, "Alias", "AliasId", "AliasArn", "delete_alias"
    ),
    "CreateBuild": Kind(
        "create_build", {"OperatingSystem": "WINDOWS_2022"}, "Build", "BuildId", "BuildArn", "delete_build"
    ),
    "CreateScript": Kind("create_script", {"ZipFile": zip_file()}, "Script", "ScriptId", "ScriptArn", "delete_script"),
    "CreateLocation": Kind(
        "create_location",
        {"LocationName": f"{LOCATION}-2"},
        "Location",
        "LocationName",
        "LocationArn",
        "delete_location",
    ),
    "CreateGameSessionQueue": Kind(
        "create_game_session_queue",
        {"Name": "queue"},
        "GameSessionQueue",
        "Name",
        "GameSessionQueueArn",
        "delete_game_session_queue",
    ),
    "CreateMatchmakingRuleSet": Kind(
        "create_matchmaking_rule_set",
        {"Name": "duel", "RuleSetBody": rule_set_body()},
        "RuleSet",
        "RuleSetName",
        "RuleSetArn",
        "delete_matchmaking_rule_set",
        "Name",
    ),
    "CreateMatchmakingConfiguration": Kind(
        "create_matchmaking_configuration",
        {
            "Name": "ranked",
            "RuleSetName": "of-configuration",
            "AcceptanceRequired": False,
            "RequestTimeoutSeconds": 60,
            "FlexMatchMode": "STANDALONE",
        },
        "Configuration",
        "Name",
        "ConfigurationArn",
        "delete_matchmaking_configuration",
        needs=make_rule_set,
    ),
}


def tag_list(tags: Mapping[str, str]) -> list[TagTypeDef]:
    return [{"Key": key, "Value": value} for key, value in tags.items()]


def tags_of(client: GameLiftClient, arn: str) -> dict[str, str]:
    return {tag["Key"]: tag["Value"] for tag in client.list_tags_for_resource(ResourceARN=arn)["Tags"]}
