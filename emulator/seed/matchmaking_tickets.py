"""The MatchmakingTickets of seed documents."""

import msgspec

from emulator.domain.clock import SECOND, format_instant, within
from emulator.domain.matchmaking_configuration import MatchmakingConfiguration
from emulator.domain.matchmaking_ticket import (
    ENDED,
    IN_POOL,
    AttributeValue,
    MatchmakingTicket,
    Status,
    TicketPlayer,
    read_counts,
    read_players,
    write_players,
)
from emulator.seed import ticket_document
from emulator.seed.matchmaking_configurations import MatchmakingConfigurations
from emulator.seed.placements import Placements
from emulator.seed.planning import Place, Planned, Planning, given_columns

NO_CONFIGURATION = 0
"""The key of a configuration that is gone."""


class MatchmakingTickets:
    """The tickets that the documents ask for."""

    def __init__(self, planning: Planning, configurations: MatchmakingConfigurations, placements: Placements) -> None:
        self.planned: list[Planned[MatchmakingTicket]] = []
        self._planning = planning
        self._configurations = configurations
        self._placements = placements
        self._backfilled: set[tuple[str, str]] = set()
        """The matches that have a backfill ticket."""
        self._ids: set[tuple[str, str, str]] = set()

    def plan(self, place: Place, entry: ticket_document.MatchmakingTicket) -> None:
        """Plans a ticket. Raises: SeedError."""
        planning = self._planning
        region, account = planning.home(entry.region, entry.account_id)
        if (entry.ticket_id, region, account) in self._ids:
            raise place.error("TicketId", f"{entry.ticket_id} stands twice in region {region}, account {account}")
        self._ids.add((entry.ticket_id, region, account))
        status = entry.status or "QUEUED"
        configuration = self._configurations.find(entry.configuration_name, region, account)
        if configuration is None and status not in ENDED:
            raise place.error("ConfigurationName", f"there is no configuration {entry.configuration_name} for it")
        if status in IN_POOL and entry.match_id is not None:
            raise place.error("MatchId", f"a ticket that is {status} is in no match")
        if status not in (*IN_POOL, *ENDED) and entry.match_id is None:
            raise place.error("MatchId", f"a ticket that is {status} is in a match")
        self._check_match(place, entry, account)
        (stored,) = planning.store.matchmaking.find_all([entry.ticket_id], region, account) or (None,)
        given = given_columns(entry, account_id=("account",), due_time=(), searched_at=())
        self.planned.append(Planned(self._row(place, entry, region, account, configuration), stored, given))

    def _check_match(self, place: Place, entry: ticket_document.MatchmakingTicket, account: str) -> None:
        """Whether the match of a ticket can come to its end. Raises: SeedError."""
        if entry.match_id is None or entry.status not in ("REQUIRES_ACCEPTANCE", "PLACING"):
            return
        placing, placement = entry.status == "PLACING", self._placements.status_of(entry.match_id, account)
        if entry.backfill is not None and placing:
            raise place.error("Status", "nothing is placed for a backfill ticket")
        if placing and placement != "PENDING":
            raise place.error("MatchId", f"there is no placement {entry.match_id} that is PENDING")
        if not placing and placement is not None:
            raise place.error("MatchId", f"there is a placement {entry.match_id} already")
        if entry.backfill is not None:
            if (entry.match_id, account) in self._backfilled:
                raise place.error("MatchId", f"{entry.match_id} has another backfill ticket")
            self._backfilled.add((entry.match_id, account))

    def _row(
        self,
        place: Place,
        entry: ticket_document.MatchmakingTicket,
        region: str,
        account: str,
        configuration: MatchmakingConfiguration | None,
    ) -> MatchmakingTicket:
        planning, status = self._planning, entry.status or "QUEUED"
        start, end = self._start_and_end(place, entry, status)
        seconds = 0 if configuration is None else configuration.request_timeout_seconds
        told, due, searched = entry.deadline, entry.due_time, entry.searched_at
        deadline = within(start + seconds * SECOND) if told is None else planning.time(place, "Deadline", told)
        due_time = deadline if due is None else planning.time(place, "DueTime", due)
        return MatchmakingTicket(
            key=planning.new_key(MatchmakingTicket),
            account=account,
            region=region,
            ticket_id=entry.ticket_id,
            configuration_key=NO_CONFIGURATION if configuration is None else configuration.key,
            configuration_name=entry.configuration_name,
            status=status,
            status_reason=entry.status_reason,
            status_message=entry.status_message,
            start_time=start,
            deadline=deadline,
            due_time=due_time if status in (*IN_POOL, "REQUIRES_ACCEPTANCE") else None,
            end_time=end,
            players=write_players([planned_player(each) for each in entry.players]),
            match_id=entry.match_id,
            rule_counts=msgspec.json.encode(entry.rule_counts or {}).decode(),
            searched_at=None if searched is None else planning.time(place, "SearchedAt", searched),
            backfill=entry.backfill,
            game_session_id=entry.game_session_id,
            ip_address=entry.ip_address,
            dns_name=entry.dns_name,
            port=entry.port,
        )

    def _start_and_end(
        self, place: Place, entry: ticket_document.MatchmakingTicket, status: Status
    ) -> tuple[int, int | None]:
        start = self._planning.time_or_now(place, "StartTime", entry.start_time)
        end = self._planning.time_or_now(place, "EndTime", entry.end_time) if status in ENDED else None
        if end is not None and end < start:
            raise place.error("EndTime", "it lies before the StartTime")
        return start, end


def planned_player(entry: ticket_document.TicketPlayer) -> TicketPlayer:
    values = {name: planned_attribute(each) for name, each in (entry.player_attributes or {}).items()}
    latencies, session_id = entry.latency_in_ms or {}, entry.player_session_id
    return TicketPlayer(entry.player_id, values, latencies, entry.team, entry.accepted, session_id)


def planned_attribute(entry: ticket_document.TicketAttribute) -> AttributeValue:
    given = (entry.s, entry.n, entry.sl, entry.sdm)
    return next((each for each in given if each is not None), "")


def ticket_entry(stored: MatchmakingTicket) -> ticket_document.MatchmakingTicket:
    """The entry that says everything of a ticket."""
    end, due, searched = stored.end_time, stored.due_time, stored.searched_at
    return ticket_document.MatchmakingTicket(
        ticket_id=stored.ticket_id,
        configuration_name=stored.configuration_name,
        region=stored.region,
        account_id=stored.account,
        status=stored.status,
        status_reason=stored.status_reason,
        status_message=stored.status_message,
        start_time=format_instant(stored.start_time),
        deadline=format_instant(stored.deadline),
        due_time=None if due is None else format_instant(due),
        end_time=None if end is None else format_instant(end),
        players=[player_entry(each) for each in read_players(stored)],
        match_id=stored.match_id,
        rule_counts=read_counts(stored) or None,
        searched_at=None if searched is None else format_instant(searched),
        backfill=stored.backfill,
        game_session_id=stored.game_session_id,
        ip_address=stored.ip_address,
        dns_name=stored.dns_name,
        port=stored.port,
    )


def player_entry(player: TicketPlayer) -> ticket_document.TicketPlayer:
    attributes = {name: attribute_entry(each) for name, each in player.attributes.items()}
    return ticket_document.TicketPlayer(
        player_id=player.player_id,
        player_attributes=attributes or None,
        latency_in_ms=player.latencies or None,
        team=player.team,
        accepted=player.accepted,
        player_session_id=player.player_session_id,
    )


def attribute_entry(value: AttributeValue) -> ticket_document.TicketAttribute:
    if isinstance(value, str):
        return ticket_document.TicketAttribute(s=value)
    if isinstance(value, list):
        return ticket_document.TicketAttribute(sl=value)
    if isinstance(value, dict):
        return ticket_document.TicketAttribute(sdm=value)
    return ticket_document.TicketAttribute(n=value)
