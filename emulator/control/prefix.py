"""What others need to know of the control API before it is imported (web/late_control.py)."""

ROOT = "/_emulator"
"""What all its paths begin with."""
PAGE_HEADERS = {"Content-Security-Policy": "frame-ancestors 'none'", "X-Frame-Options": "DENY"}
"""Of every page that people look at: none may be shown in a frame, where its buttons could be clicked unseen."""
