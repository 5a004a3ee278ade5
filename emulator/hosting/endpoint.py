"""Where game servers connect: over TLS where the emulator has that, which the C++ Server SDK cannot do without."""

import re

from emulator.context import Context

PORT = re.compile(r":\d*\Z")


def game_server_endpoint(context: Context) -> str:
    """The WebSocket URL for game servers, by the caller's name for this emulator, unless the settings have one."""
    if context.settings.game_server_endpoint is not None:
        return context.settings.game_server_endpoint
    host = context.origin.partition("://")[2]
    return f"ws://{host}" if context.tls_port is None else f"wss://{PORT.sub('', host)}:{context.tls_port}"
