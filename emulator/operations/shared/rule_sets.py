"""Rule sets of FlexMatch: found, and shown."""

from emulator.api import shapes
from emulator.context import Context
from emulator.domain.matchmaking_rule_set import MatchmakingRuleSet
from emulator.operations.shared.finding import find_resource
from emulator.operations.shared.showing import seconds
from emulator.quoting import shortened


def find_rule_set(text: str, context: Context) -> MatchmakingRuleSet:
    """The rule set of a name or ARN. Raises: NotFoundException."""
    return find_resource(MatchmakingRuleSet, text, context, what=f"Matchmaking rule set {shortened(text)}")


def show_rule_set(stored: MatchmakingRuleSet) -> shapes.MatchmakingRuleSet:
    """A rule set as AWS shows it: its body to the letter."""
    return shapes.MatchmakingRuleSet(
        rule_set_name=stored.name,
        rule_set_arn=stored.arn,
        rule_set_body=stored.rule_set_body,
        creation_time=seconds(stored.creation_time),
    )
