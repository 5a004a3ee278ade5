"""Signals reach the children of these tests, as those of the tests of the helpers."""

from tests.testing.conftest import _children_hear_signals as _children_hear_signals
