"""What a region and an account may be called: the same at every door."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulator.domain.region import AccountId, Region, is_account, is_region
from emulator.settings import SettingError, Settings


@pytest.mark.parametrize("name", ["us-east-1", "local", "a", "1", "-", "x" * 64])
def test_region_is_up_to_64_lower_case_letters_digits_and_hyphens(name: str) -> None:
    assert is_region(name)


@pytest.mark.parametrize("name", ["", "US-EAST-1", "us_east_1", "a.b", "a b", "é", "٣", "us-east-1\n", "x" * 65])
def test_nothing_else_is_a_region(name: str) -> None:
    assert not is_region(name)


@pytest.mark.parametrize("name", ["", "12345678901", "1234567890123", "12345678901x", "123456789012\n", "٠" * 12])
def test_account_is_12_digits(name: str) -> None:
    assert is_account("123456789012")
    assert not is_account(name)


def refused_by_settings(setting: str, name: str) -> bool:
    try:
        given_name: dict[str, Any] = {setting: name}
        Settings(**given_name)
    except SettingError:
        return True
    return False


def refused_by_seeds(name: str, kind: object) -> bool:
    try:
        msgspec.convert(name, kind)
    except msgspec.ValidationError:
        return True
    return False


@given(st.text(max_size=70) | st.text("abc-019", max_size=70))
def test_settings_and_seeds_take_the_same_regions_and_accounts(name: str) -> None:
    assert refused_by_settings("region", name) == refused_by_seeds(name, Region) == (not is_region(name))
    assert refused_by_settings("account_id", name) == refused_by_seeds(name, AccountId) == (not is_account(name))
