"""A local emulator of Amazon GameLift player sessions."""

TYPE_CHECKING = False  # importing it would take longer than a healthcheck may
if TYPE_CHECKING:
    from emulator.testing.in_process import Emulator

__version__ = "0.1.0"
__all__ = ["Emulator", "__version__"]


def __getattr__(name: str) -> object:
    """`Emulator`, imported when it is first asked for: the command line does without a server."""
    if name == "Emulator":
        from emulator.testing.in_process import Emulator

        return Emulator
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
