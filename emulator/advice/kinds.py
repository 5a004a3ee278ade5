"""KINDS is the table of contents: every mistake that is looked for."""

from emulator.advice.ignored_members import IGNORED_MEMBERS
from emulator.advice.joining_unseen import JOINING_UNSEEN
from emulator.advice.late_players import LATE_PLAYERS
from emulator.advice.no_back_off import NO_BACK_OFF
from emulator.advice.polling import POLLING
from emulator.advice.too_fast import TOO_FAST
from emulator.advice.unread_pages import UNREAD_PAGES

KINDS = (TOO_FAST, POLLING, UNREAD_PAGES, JOINING_UNSEEN, IGNORED_MEMBERS, LATE_PLAYERS, NO_BACK_OFF)
