"""Unmodified AWS SDKs against one running emulator, each in the protocol that it picks by itself.

Each client below this folder is a small program in its own language that tells the same story: it prints one JSON
object a line, `{"step": …, "value": …}`, or `{"step": …, "skip": reason}` for what its version does not know.
`story.py` has the steps and what each is to say, `clients.py` how each client is built and run.
"""
