"""Into which team a ticket goes.

Documented for large matches, assumed for small ones: first into a team that lacks players, else into any; among them
the one with most open slots comes first. Equal ones come in the rule set's order. Teams that no rule tells apart are
tried once while they are empty.
"""

from collections.abc import Iterator, Sequence

from emulator.domain.matchmaking.candidate import Candidate, Contender, Placing
from emulator.domain.matchmaking.judging import StageJudges


def placings(
    contender: Contender, candidate: Candidate, judges: StageJudges, kinds: Sequence[int]
) -> Iterator[Placing]:
    """The ways in which a contender can come into a candidate, the best one first.

    Of the empty teams of one of the `kinds`, only the first is tried.
    """
    if contender.ticket.is_backfill:
        placing = placing_of_backfill(contender, candidate, judges)
        if placing is not None:
            yield placing
        return
    (party,) = contender.parties
    tried = set()
    for number in by_need(candidate.sizes, judges, party.size):
        kind = kinds[number]
        if candidate.sizes[number] or kind not in tried:
            yield [(number, party)]
        if not candidate.sizes[number]:
            tried.add(kind)


def by_need(sizes: Sequence[int], judges: StageJudges, size: int) -> list[int]:
    """The teams that have room for so many more."""
    found = [
        (sizes[number] >= judges.least[number], sizes[number] - most, number)
        for number, most in enumerate(judges.most)
        if sizes[number] + size <= most
    ]
    return [number for _, _, number in sorted(found)]


def placing_of_backfill(contender: Contender, candidate: Candidate, judges: StageJudges) -> Placing | None:
    """The players in the teams that they are in; None where these have no room or are none of the rule set's."""
    numbers = {team.name: number for number, team in enumerate(judges.teams)}
    sizes = list(candidate.sizes)
    found: Placing = []
    for party in contender.parties:
        number = numbers.get(party.players[0].team or "")
        if number is None or sizes[number] == judges.most[number]:
            return None
        sizes[number] += 1
        found.append((number, party))
    return found
