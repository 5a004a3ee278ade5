"""GameLift's own errors: one class per error of the service model, under its name there. No HTTP in here."""

from typing import ClassVar


class GameLiftError(Exception):
    """An answer of the service that is not a success; the class's name is AWS's error code."""

    fault: ClassVar[bool] = False
    """Whether the service, and not the caller, is to blame (the model's word; 500 instead of 400 on the wire)."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message

    @property
    def code(self) -> str:
        """The error's name in the service model."""
        return type(self).__name__


class ConflictException(GameLiftError):
    """What is asked for is in use, or exists already."""


class FleetCapacityExceededException(GameLiftError):
    """No server process of the fleet is free."""


class GameSessionFullException(GameLiftError):
    """The game session has not as many free player slots as are needed."""


class IdempotentParameterMismatchException(GameLiftError):
    """A token is used again with other parameters."""


class InternalServiceException(GameLiftError):
    """The service failed; nothing is the caller's fault."""

    fault = True


class InvalidFleetStatusException(GameLiftError):
    """The fleet's status does not allow it."""


class InvalidGameSessionStatusException(GameLiftError):
    """The game session's status does not allow it."""


class InvalidRequestException(GameLiftError):
    """A parameter breaks a rule, alone or with others."""


class LimitExceededException(GameLiftError):
    """A quota is reached."""


class NotFoundException(GameLiftError):
    """What an id names does not exist in that region and account."""


class NotReadyException(GameLiftError):
    """What is needed has not finished yet."""


class OutOfCapacityException(GameLiftError):
    """AWS has no instances of that type left there."""


class TaggingFailedException(GameLiftError):
    """A tag cannot be set or taken away."""


class TerminalRoutingStrategyException(GameLiftError):
    """The alias leads to no fleet: it has only a message."""


class UnauthorizedException(GameLiftError):
    """The caller may not do that."""


class UnsupportedRegionException(GameLiftError):
    """The operation does not exist in that region."""
