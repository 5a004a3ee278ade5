"""Attacks on real server processes: bounded, seeded, and judged by what docs/reliability.md promises.

`python -m tests.attack` (`make attack`) runs them, one file for each kind; `python -m tests.attack.soak` (`make soak`)
is the long mixed load. A short form of both is in `make test-long` (test_attack.py).
"""
