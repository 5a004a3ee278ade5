"""Tickets that backfill a game session; tickets know themselves where their players are."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

COLUMNS = {
    "backfill": sa.Text,
    "game_session_id": sa.Text,
    "ip_address": sa.Text,
    "dns_name": sa.Text,
    "port": sa.Integer,
}
# What was looked up in the placement of their match: where the players are, and the last item of each, their session.
FROM_PLACEMENTS = """
UPDATE matchmaking_ticket SET
  (game_session_id, ip_address, dns_name, port) = (p.game_session_id, p.ip_address, p.dns_name, p.port),
  players = (
    SELECT json_group_array(json_array(
      json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]'),
      json_extract(value, '$[3]'), json(value -> '$[4]'),
      (SELECT json_extract(placed.value, '$[1]') FROM json_each(p.placed_player_sessions) AS placed
       WHERE json_extract(placed.value, '$[0]') = json_extract(player.value, '$[0]'))
    )) FROM json_each(matchmaking_ticket.players) AS player
  )
FROM placement AS p
WHERE matchmaking_ticket.status = 'COMPLETED' AND p.placement_id = match_id AND p.account = matchmaking_ticket.account
"""


def upgrade() -> None:
    for name, kind in COLUMNS.items():
        op.add_column("matchmaking_ticket", sa.Column(name, kind(), nullable=True))
    op.create_index(
        "ix_matchmaking_ticket_backfill",
        "matchmaking_ticket",
        ["game_session_id"],
        sqlite_where=sa.text("backfill IS NOT NULL"),
    )
    op.execute(FROM_PLACEMENTS)


def downgrade() -> None:
    op.drop_index("ix_matchmaking_ticket_backfill", "matchmaking_ticket")
    for name in COLUMNS:
        op.drop_column("matchmaking_ticket", name)
