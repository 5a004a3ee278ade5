"""FlexMatch: the rule language, and which tickets make a match. Pure: a pool, a rule set and an instant decide."""
