"""`subject` (Luật 06/2022/QH15 Điều 6, 9, 20; R03)."""

import pytest

from tests.awards.checks.scene import answer, facts


@pytest.mark.parametrize(
    ("subject", "allowed", "verdict"),
    [
        ("person", {"person"}, "pass"),
        ("collective", {"person"}, "fail"),
        ("person", {"household"}, "fail"),  # Gia đình văn hóa
        ("household", {"person", "collective", "household"}, "pass"),  # Bằng khen cấp tỉnh
        ("person", set(), "fail"),
    ],
)
def test_subjects(subject, allowed, verdict):
    assert answer("subject", {}, facts(subject=subject, allowed=frozenset(allowed))).verdict == verdict


def test_it_says_to_whom_it_is_given():
    said = answer("subject", {}, facts(award_name="Gia đình văn hóa", allowed=frozenset({"household"}))).text
    assert said == "Gia đình văn hóa chỉ tặng hộ gia đình; A Pớt là cá nhân."
