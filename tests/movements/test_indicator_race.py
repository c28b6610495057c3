"""Two administrators at one dictionary: one wins, the other is told. On PostgreSQL alone."""

import datetime as dt

import pytest

from movements import actions
from movements.actions import COLUMNS
from movements.models import Indicator
from tests.factories import IndicatorFactory
from tests.test_race import at_once
from thidua.errors import Conflict, Refused
from thidua.models import Event

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
AT = dt.datetime(2024, 12, 18, 3, tzinfo=dt.UTC)
ROUNDS = 10


def columns_of(indicator, **changes):
    return {name: getattr(indicator, name) for name in COLUMNS} | changes


def saving(world, code, **changes):
    """A save from a page that was opened now."""
    row = Indicator.objects.get(code=code)
    return lambda: actions.save_indicator(
        indicator=row, columns=columns_of(row, **changes), effective=None, note="", version=row.version,
        by=world.quantri, at=AT,
    )  # fmt: skip


def test_two_administrators_do_not_overwrite_each_other(world):
    for number in range(ROUNDS):
        acts = [saving(world, "D2.06", name=f"Tên {number} của {who}") for who in ("một", "hai")]
        answers = at_once(*acts)
        told = [answer for answer in answers if isinstance(answer, Conflict)]
        (saved,) = [answer for answer in answers if not isinstance(answer, Refused)]
        assert len(told) == 1
        assert Indicator.objects.get(code="D2.06").name == saved.name
    assert Event.objects.of(saved).count() == ROUNDS


def test_two_formulas_do_not_close_a_circle(world):
    """Each is sound alone; together they would come back to themselves."""
    for number in range(ROUNDS):
        codes = [f"D8.{number}1", f"D8.{number}2"]
        for code in codes:
            IndicatorFactory(
                code=code, entry="formula", formula_kind="rise_over_last_year", formula_of="D2.06", line="portal",
                over_units="recompute", over_time="recompute",
            )  # fmt: skip
        one, two = codes
        answers = at_once(saving(world, one, formula_of=two), saving(world, two, formula_of=one))
        (refused,) = [answer for answer in answers if isinstance(answer, Refused)]
        assert "vòng lại" in str(refused)


def test_two_new_ones_with_one_code(world):
    like = columns_of(world.indicators["houses"])
    for number in range(ROUNDS):
        code = f"D7.{number}"
        answers = at_once(
            *[lambda: actions.create_indicator(code=code, columns=like, by=world.quantri, at=AT)] * 2  # noqa: B023
        )
        (refused,) = [answer for answer in answers if isinstance(answer, Refused)]
        assert code in str(refused)
        assert Indicator.objects.filter(code=code).count() == 1
