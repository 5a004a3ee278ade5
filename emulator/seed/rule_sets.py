"""The MatchmakingRuleSets of seed documents."""

from emulator.domain.clock import format_instant
from emulator.domain.matchmaking.reading import check_rule_set
from emulator.domain.matchmaking_rule_set import MatchmakingRuleSet
from emulator.errors import InvalidRequestException
from emulator.seed import document
from emulator.seed.planning import Place, Planned, Planning
from emulator.seed.resources import planned_resource


class RuleSets:
    """The rule sets that the documents ask for."""

    def __init__(self, planning: Planning) -> None:
        self.planned: list[Planned[MatchmakingRuleSet]] = []
        self._planning = planning
        self._places: set[tuple[str, str, str]] = set()

    def plan(self, place: Place, entry: document.MatchmakingRuleSet) -> None:
        """Plans a rule set. Raises: SeedError."""
        planning = self._planning
        region, account = planning.home(entry.region, entry.account_id)
        try:
            check_rule_set(entry.rule_set_body)
        except InvalidRequestException as error:
            raise place.error("RuleSetBody", error.message) from None
        row = MatchmakingRuleSet(
            key=planning.new_key(MatchmakingRuleSet),
            account=account,
            region=region,
            name=entry.name,
            rule_set_body=entry.rule_set_body,
            creation_time=planning.time_or_now(place, "CreationTime", entry.creation_time),
        )
        self.planned.append(planned_resource(planning, place, entry, row))
        self._places.add((entry.name, region, account))

    def is_there(self, name: str, region: str, account: str) -> bool:
        """Whether the documents or the database have a rule set of that name."""
        if (name, region, account) in self._places:
            return True
        return self._planning.store.find(MatchmakingRuleSet, name, region, account) is not None


def rule_set_entry(stored: MatchmakingRuleSet) -> document.MatchmakingRuleSet:
    """The entry that says everything of a rule set."""
    return document.MatchmakingRuleSet(
        name=stored.name,
        region=stored.region,
        account_id=stored.account,
        rule_set_body=stored.rule_set_body,
        creation_time=format_instant(stored.creation_time),
    )
