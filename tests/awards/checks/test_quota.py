"""`quota`: a local share; the law itself has had none since 01/01/2024 (R15)."""

import pytest

from tests.awards.checks.scene import answer, facts, law

FIFTEEN = {"percent": 15, "of": "LDTT"}


@pytest.mark.parametrize(
    ("taken", "base", "verdict"),
    [(3, 20, "pass"), (4, 20, "fail"), (1, 6, "fail"), (0, 20, "pass"), (1, 0, "needs_person"), (15, 100, "pass")],
)
def test_shares(taken, base, verdict):
    given = facts(award="CSTDCS", counts={"LDTT": base, "CSTDCS": taken})
    assert answer("quota", FIFTEEN, given).verdict == verdict


def test_the_data_have_none():
    assert [row for row in law() if row.kind == "quota"] == []
