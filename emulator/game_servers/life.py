"""What a server process says of itself: that it is ready, healthy, at its end; and what it asks of its compute."""

import msgspec
from msgspec.structs import replace

from emulator.domain import game_session, server_process
from emulator.game_servers.speaking import Answer, Speaking
from emulator.hosting.process_deadlines import end_process
from emulator.wire.server_sdk import BadMessage

PORTS = range(1, 65_536)


def activate_server_process(speaking: Speaking) -> Answer:
    """ProcessReady: it can host a game session once its first heartbeat has come.

    The SDKs listen for CreateGameSession only after they have read this answer; one that comes with it can be lost.
    """
    message = speaking.message
    port = message.number("Port")
    if port is not None and port not in PORTS:
        raise BadMessage("Port must be 1 to 65535.")
    ready = server_process.made_ready(speaking.process, speaking.context.now)
    speaking.context.store.update(
        replace(ready, port=port, log_paths=msgspec.json.encode(message.texts("LogPaths")).decode())
    )
    return {}


def heartbeat_server_process(speaking: Speaking) -> Answer:
    """The process lives. One that has not been healthy for three minutes is told to end."""
    if speaking.process.status == "CONNECTED":
        raise BadMessage("A heartbeat comes after ActivateServerProcess.")
    if speaking.process.last_heartbeat is None:  # it is free from now on
        speaking.context.store.placements.look_again(speaking.context.now)
    healthy = speaking.message.flag("HealthStatus")
    speaking.context.store.update(server_process.heard(speaking.process, speaking.context.now, healthy=healthy))
    return {}


def terminate_server_process(speaking: Speaking) -> Answer:
    """ProcessEnding: its game session ends with it."""
    end_process(speaking.process, game_session.Event.PROCESS_ENDED, speaking.context)
    return {}


def get_compute_certificate(speaking: Speaking) -> Answer:
    """The path of the certificate that the compute was registered with."""
    compute = speaking.context.store.computes.find(speaking.process.compute_name, speaking.fleet.key)
    path = None if compute is None else compute.certificate_path
    return {"CertificatePath": path or "", "ComputeName": speaking.process.compute_name}


def get_fleet_role_credentials(speaking: Speaking) -> Answer:
    """None: an empty AccessKeyId tells the SDKs that the fleet has no role, as an Anywhere fleet has not."""
    names = ("AssumedRoleUserArn", "AssumedRoleId", "AccessKeyId", "SecretAccessKey", "SessionToken")
    return {**dict.fromkeys(names, ""), "Expiration": 0}
