"""Rule sets of FlexMatch as tests make them over the AWS API."""

from types_boto3_gamelift import GameLiftClient
from types_boto3_gamelift.type_defs import MatchmakingRuleSetTypeDef

from tests.support.matchmaking import rule_set_body
from tests.support.running import ACCOUNT, REGION

BODY = rule_set_body()


def rule_set_arn(name: str, region: str = REGION, account: str = ACCOUNT) -> str:
    return f"arn:aws:gamelift:{region}:{account}:matchmakingruleset/{name}"


def new_rule_set(client: GameLiftClient, name: str = "duel", body: str = BODY) -> MatchmakingRuleSetTypeDef:
    return client.create_matchmaking_rule_set(Name=name, RuleSetBody=body)["RuleSet"]
