"""What is allowed in a rule set, and hardly meant."""

from emulator.domain.matchmaking.findings import Fields
from emulator.domain.matchmaking.rule_set import (
    BatchDistanceRule,
    CollectionRule,
    DistanceRule,
    LatencyRule,
    Rule,
    RuleSet,
)
from emulator.quoting import quoted


def warn_of_doubts(rule_set: RuleSet, fields: Fields) -> None:
    """Notes attributes that nothing uses, rules that no match can pass, and settings without effect."""
    for attribute in fields.objects("playerAttributes"):
        name = attribute.value.get("name")
        if isinstance(name, str) and name not in rule_set.needed_attributes:
            text = f"nothing uses attribute {quoted(name)}; it only goes to the game server"
            attribute.findings.warning((*attribute.path, "name"), text)
    warn_of_rules(rule_set, fields)
    algorithm = rule_set.algorithm
    doubts = []
    if algorithm.strategy == "balanced" and algorithm.backfill_priority != "normal":
        doubts.append(("backfillPriority", "with strategy balanced backfill tickets come first, whatever this says"))
    if algorithm.strategy != "balanced" and algorithm.balanced_attribute is not None:
        doubts.append(("balancedAttribute", "only strategy balanced makes use of it"))
    if algorithm.batching_preference != "sorted" and algorithm.sort_by_attributes:
        doubts.append(("sortByAttributes", "only batchingPreference sorted makes use of it"))
    for key, text in doubts:
        fields.findings.warning(("algorithm", key), text)


def warn_of_rules(rule_set: RuleSet, fields: Fields) -> None:
    """Notes the rules that are false in all stages."""
    hopeful = {rule.name for stage in rule_set.stages for rule in stage.rules if not is_hopeless(rule)}
    for rule in fields.objects("rules"):
        name = rule.value.get("name")
        known = any(each.name == name for each in rule_set.stages[0].rules)
        if known and name not in hopeful:
            rule.findings.warning(rule.path, f"no match can ever pass rule {quoted(str(name))}")


def is_hopeless(rule: Rule) -> bool:
    """Whether a rule is false for every match, as far as its limits alone tell."""
    if isinstance(rule, DistanceRule):
        return below(rule.max_distance, max(rule.min_distance or 0, 0))
    if isinstance(rule, CollectionRule):
        return below(rule.max_count, max(rule.min_count or 0, 0))
    if isinstance(rule, LatencyRule):
        return below(rule.max_latency, 0) or below(rule.max_distance, 0)
    return isinstance(rule, BatchDistanceRule) and below(rule.max_distance, 0)


def below(most: float | None, least: float) -> bool:
    return most is not None and most < least
