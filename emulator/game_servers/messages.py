"""MESSAGES is the table of contents: every message of Server SDK 5, and what is done for it."""

from collections.abc import Mapping
from typing import NamedTuple

from emulator.game_servers import backfills, life, players
from emulator.game_servers.speaking import Act


class Kind(NamedTuple):
    """A message: its members, whether one that is sent again must not be done again, and whether something may be due
    after it.
    """

    act: Act
    members: tuple[str, ...] = ()
    """What the SDKs say, as the Go SDK spells it."""
    once: bool = True
    settles: bool = False


PLAYER = ("GameSessionId", "PlayerSessionId")
TICKET = ("GameSessionArn", "MatchmakingConfigurationArn", "TicketId")
MESSAGES: Mapping[str, Kind] = {
    "ActivateServerProcess": Kind(
        life.activate_server_process,
        ("SdkVersion", "SdkLanguage", "SdkToolName", "SdkToolVersion", "Port", "LogPaths"),
    ),
    "HeartbeatServerProcess": Kind(life.heartbeat_server_process, ("HealthStatus",), once=False, settles=True),
    "TerminateServerProcess": Kind(life.terminate_server_process, settles=True),
    "ActivateGameSession": Kind(players.activate_game_session, ("GameSessionId",), settles=True),
    "AcceptPlayerSession": Kind(players.accept_player_session, PLAYER),
    "RemovePlayerSession": Kind(players.remove_player_session, PLAYER),
    "UpdatePlayerSessionCreationPolicy": Kind(
        players.update_player_session_creation_policy, ("GameSessionId", "PlayerSessionPolicy"), settles=True
    ),
    "DescribePlayerSessions": Kind(
        players.describe_player_sessions,
        (*PLAYER, "PlayerId", "PlayerSessionStatusFilter", "NextToken", "Limit"),
        once=False,
    ),
    "GetComputeCertificate": Kind(life.get_compute_certificate, once=False),
    "GetFleetRoleCredentials": Kind(life.get_fleet_role_credentials, ("RoleArn", "RoleSessionName"), once=False),
    "StartMatchBackfill": Kind(backfills.start_match_backfill, (*TICKET, "Players"), settles=True),
    "StopMatchBackfill": Kind(backfills.stop_match_backfill, TICKET, settles=True),
}
