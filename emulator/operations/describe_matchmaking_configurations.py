"""DescribeMatchmakingConfigurations: some configurations, those of a rule set, or page by page all of a region."""

from emulator.api import shapes
from emulator.context import Context
from emulator.domain import arn
from emulator.domain.matchmaking_configuration import MatchmakingConfiguration
from emulator.domain.matchmaking_rule_set import MatchmakingRuleSet
from emulator.operations.shared.matchmaking_configurations import show_configuration
from emulator.operations.shared.paging import cursor_of, parse_page

MOST_ON_A_PAGE = 10


def describe_matchmaking_configurations(
    input: shapes.DescribeMatchmakingConfigurationsInput, context: Context
) -> shapes.DescribeMatchmakingConfigurationsOutput:
    """The configurations that are named, each once and those left out that do not exist; or a page of all, or of those
    that use a rule set. The oldest first, where AWS promises no order.

    With Names, RuleSetName, Limit and NextToken count for nothing.
    Raises: InvalidRequestException for a bad NextToken.
    Source: API_DescribeMatchmakingConfigurations: unknown names are left out. Assumed: pages of 10 at most; a rule
    set that does not exist is used by none.
    """
    if input.names:
        named = {each.key: each for text in input.names for each in configurations_named(text, context)}
        ordered = sorted(named.values(), key=cursor_of)
        return shapes.DescribeMatchmakingConfigurationsOutput([show_configuration(each) for each in ordered])
    rule_set = arn.named(input.rule_set_name, MatchmakingRuleSet.arn_kind) if input.rule_set_name else None
    page = parse_page(input, ("DescribeMatchmakingConfigurations", rule_set and rule_set.name), context, MOST_ON_A_PAGE)
    if rule_set is not None and not rule_set.can_be_in(context.region, context.account):
        return shapes.DescribeMatchmakingConfigurationsOutput([])
    rows, token = page.cut(
        context.store.page(
            MatchmakingConfiguration,
            context.region,
            context.account,
            page.after,
            page.reach,
            rule_set_name=rule_set.name if rule_set else None,
        ),
        cursor_of,
    )
    return shapes.DescribeMatchmakingConfigurationsOutput([show_configuration(each) for each in rows], token)


def configurations_named(text: str, context: Context) -> list[MatchmakingConfiguration]:
    """The configuration of a name or ARN, if there is one here."""
    named = arn.named(text, MatchmakingConfiguration.arn_kind)
    if not named.can_be_in(context.region, context.account):
        return []
    found = context.store.find(MatchmakingConfiguration, named.name, context.region, context.account)
    return [] if found is None else [found]
