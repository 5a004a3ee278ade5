"""Why something is not, or is where it is, as a test asks it."""

from typing import Any
from urllib.parse import quote

from emulator.testing.control import Control

State = dict[str, Any]


class Explaining:
    """What `GameLift` asks of placements and tickets."""

    control: Control

    def explain_placement(self, placement_id: str) -> State:
        """The placement, and for each place of its queue why it was not taken, in the order in which they are tried."""
        explained: State = self.control("GET", f"/placements/{quote(placement_id, safe='')}/explanation")
        return explained

    def explain_ticket(self, ticket_id: str) -> State:
        """Why a matchmaking ticket is in no match: by rule what was measured and wanted, and what else it lacks."""
        explained: State = self.control("GET", f"/matchmaking-tickets/{quote(ticket_id, safe='')}/explanation")
        return explained
