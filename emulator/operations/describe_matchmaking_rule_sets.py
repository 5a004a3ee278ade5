"""DescribeMatchmakingRuleSets: some rule sets, or page by page all of a region."""

from emulator.api import shapes
from emulator.context import Context
from emulator.domain.matchmaking_rule_set import MatchmakingRuleSet
from emulator.errors import InvalidRequestException, NotFoundException
from emulator.operations.shared.paging import cursor_of, parse_page
from emulator.operations.shared.rule_sets import find_rule_set, show_rule_set

MOST_ON_A_PAGE = 10


def describe_matchmaking_rule_sets(
    input: shapes.DescribeMatchmakingRuleSetsInput, context: Context
) -> shapes.DescribeMatchmakingRuleSetsOutput:
    """The rule sets that are named, each once, or a page of all; the oldest first, where AWS promises no order.

    With Names, Limit and NextToken count for nothing.
    Raises: InvalidRequestException for a rule set that does not exist, and for a bad NextToken.
    Source: API_DescribeMatchmakingRuleSets. Observed: the error for one that does not exist (Terraform's AWS provider
    waits for it). Assumed: that one unknown name is enough for it; pages of 10 at most.
    """
    if input.names:
        found = {each.key: each for each in (find_described(text, context) for text in input.names)}
        ordered = sorted(found.values(), key=cursor_of)
        return shapes.DescribeMatchmakingRuleSetsOutput([show_rule_set(each) for each in ordered])
    page = parse_page(input, ("DescribeMatchmakingRuleSets",), context, MOST_ON_A_PAGE)
    rows, token = page.cut(
        context.store.page(MatchmakingRuleSet, context.region, context.account, page.after, page.reach), cursor_of
    )
    return shapes.DescribeMatchmakingRuleSetsOutput([show_rule_set(each) for each in rows], token)


def find_described(text: str, context: Context) -> MatchmakingRuleSet:
    """The rule set of a name or ARN. Raises: InvalidRequestException, whose text begins as AWS's does."""
    try:
        return find_rule_set(text, context)
    except NotFoundException as error:
        raise InvalidRequestException(f"Failed to find rule set: {error.message}") from None
