"""The messages of Server SDK 5 on a WebSocket: a text to a message, an answer or a push to a text. Pure, no I/O.

Theory of operation
-------------------
Every SDK speaks another dialect of one protocol, and this reads all of them: what Go leaves out, C# sends as null and
Rust as an empty text, so that the three are one; keys are read whatever their case. What is sent is what the strictest
reader takes: keys in exact case (C++), no null (Rust, C#), integers for times (Go), the Action and the RequestId of the
question (C#, C++), a StatusCode that is an integer. A push has neither RequestId nor StatusCode: with them it would be
taken for the answer to something that failed.

Source: the sources of the official SDKs for Go, C++ and C#, and what the first two did when they were run.
"""

from collections.abc import Mapping
from typing import NamedTuple, cast

import msgspec

from emulator.errors import GameLiftError, InternalServiceException, NotFoundException
from emulator.quoting import LONGEST_TEXT, shortened

OK = 200
LARGEST_INT = 2**63


class BadMessage(Exception):
    """A message that cannot be done, and the status that it is answered with."""

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.status = status


class Message(NamedTuple):
    """What a server process says."""

    action: str
    request_id: str
    members: Mapping[str, object]
    """By their names in lower case; those that say nothing are absent."""
    said: Mapping[str, object]
    """The same by their names as they came."""

    def text(self, name: str) -> str | None:
        """A member that is a text. Raises: BadMessage."""
        value = self.members.get(name.lower())
        if value is None or isinstance(value, str):
            return value
        raise BadMessage(f"{name} must be a string.")

    def needed(self, name: str) -> str:
        """A text that has to be there. Raises: BadMessage."""
        value = self.text(name)
        if value is None:
            raise BadMessage(f"{name} is missing.")
        return value

    def number(self, name: str) -> int | None:
        """A member that is an integer. Raises: BadMessage."""
        value = self.members.get(name.lower())
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or abs(value) >= LARGEST_INT:
            raise BadMessage(f"{name} must be an integer.")
        return value

    def flag(self, name: str) -> bool:
        """A member that is true or false. Raises: BadMessage."""
        value = self.members.get(name.lower())
        if isinstance(value, bool):
            return value
        raise BadMessage(f"{name} must be true or false.")

    def texts(self, name: str) -> list[str]:
        """A member that is a list of texts; empty where it is absent. Raises: BadMessage."""
        value = self.members.get(name.lower(), [])
        if isinstance(value, list) and all(isinstance(each, str) for each in value):
            return cast("list[str]", value)
        raise BadMessage(f"{name} must be a list of strings.")

    def objects(self, name: str) -> list[Mapping[str, object]]:
        """A member that is a list of objects, each as `members_of` reads it; empty where it is absent.

        Raises: BadMessage.
        """
        value = self.members.get(name.lower(), [])
        if isinstance(value, list):
            return [members_of(each, name) for each in value]
        raise BadMessage(f"{name} must be a list.")


def members_of(value: object, name: str) -> Mapping[str, object]:
    """The members of an object by their names in lower case; those that say nothing are absent. Raises: BadMessage."""
    if not isinstance(value, dict):
        raise BadMessage(f"{name} must have objects.")
    return {str(key).lower(): item for key, item in value.items() if item is not None and item != ""}


def read_message(text: str | bytes) -> Message:
    """The message in a frame. Raises: BadMessage."""
    if isinstance(text, bytes):
        raise BadMessage("A message is a text frame with JSON, not a binary frame.")
    try:
        value: object = msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise BadMessage(f"The message is not JSON: {shortened(str(error), LONGEST_TEXT)}") from None
    if not isinstance(value, dict):
        raise BadMessage("The message is JSON, but not an object.")
    said = {str(name): item for name, item in value.items() if item is not None and item != ""}
    members = dict(members_of(said, "The message"))
    action, request_id = members.pop("action", ""), members.pop("requestid", "")
    if not isinstance(action, str) or not isinstance(request_id, str):
        raise BadMessage("Action and RequestId must be strings.")
    said = {name: item for name, item in said.items() if name.lower() in members}
    return Message(action, request_id, members, said)


def answer(message: Message, members: Mapping[str, object]) -> str:
    """The answer to a message that was done."""
    return _json({"Action": message.action, "RequestId": message.request_id, "StatusCode": OK, **members})


def refusal(action: str, request_id: str, status: int, text: str) -> str:
    """The answer to a message that was not."""
    return _json({"Action": action, "RequestId": request_id, "StatusCode": status, "ErrorMessage": text})


def push(action: str, members: Mapping[str, object]) -> bytes:
    """What a server process is told unasked."""
    return _json({"Action": action, **members}).encode()


def status_of_error(error: GameLiftError) -> int:
    """The status that stands for one of GameLift's errors."""
    if isinstance(error, NotFoundException):
        return 404
    return 500 if isinstance(error, InternalServiceException) else 400


def _json(members: Mapping[str, object]) -> str:
    return msgspec.json.encode({name: value for name, value in members.items() if value is not None}).decode()
