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
    pass


class FleetCapacityExceededException(GameLiftError):
    pass


class GameSessionFullException(GameLiftError):
    pass


class IdempotentParameterMismatchException(GameLiftError):
    pass


class InternalServiceException(GameLiftError):
    fault = True


class InvalidFleetStatusException(GameLiftError):
    pass


class InvalidGameSessionStatusException(GameLiftError):
    pass


class InvalidRequestException(GameLiftError):
    pass


class LimitExceededException(GameLiftError):
    pass


class NotFoundException(GameLiftError):
    pass


class NotReadyException(GameLiftError):
    pass


class OutOfCapacityException(GameLiftError):
    pass


class TaggingFailedException(GameLiftError):
    pass


class TerminalRoutingStrategyException(GameLiftError):
    pass


class UnauthorizedException(GameLiftError):
    pass


class UnsupportedRegionException(GameLiftError):
    pass
