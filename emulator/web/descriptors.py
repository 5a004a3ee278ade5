"""How many files and sockets a process may have open at once: its file descriptors, as POSIX has them."""

import sys


def descriptor_limit() -> int | None:
    """How many files and sockets this process may have open; None where the system does not say."""
    if sys.platform == "win32":
        return None
    import resource

    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return None if limit == resource.RLIM_INFINITY else limit


def raise_descriptor_limit() -> None:
    """Lets this process have as many files and sockets open as its administrator allows at most."""
    if sys.platform == "win32":
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    for limit in (hard, 10_240):  # macOS says that there is no limit, and takes no more than this
        if soft == limit:
            return
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (limit, hard))
        except (OSError, ValueError):
            continue
        return
