"""05/01/2026 is the fifth of January wherever a date is typed or shown."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.db import models
from django.template import Context, Template
from django.test.utils import isolate_apps
from django.utils import formats, timezone

FIFTH_OF_JANUARY = date(2026, 1, 5)
ACCEPTED = ["05/01/2026", "5/1/2026", "05-01-2026", "2026-01-05", " 05/01/2026 "]
REFUSED = ["13/2026", "01/13/2026", "31/02/2026", "05.01.2026", "05/01/26", "20260105", "Jan 5 2026", "hôm nay"]


class PlainForm(forms.Form):
    day = forms.DateField()


class AdminForm(forms.Form):
    day = forms.DateField(widget=AdminDateWidget)


@isolate_apps("thidua")
def _model_form():
    class Papers(models.Model):
        day = models.DateField()

        class Meta:
            app_label = "thidua"

        def __str__(self):
            return str(self.day)

    return forms.modelform_factory(Papers, fields=["day"])


FORMS = pytest.mark.parametrize("form", [PlainForm, AdminForm, _model_form()], ids=["form", "admin", "model form"])


@FORMS
@pytest.mark.parametrize("typed", ACCEPTED)
def test_day_before_month(form, typed):
    bound = form({"day": typed})
    assert bound.is_valid(), bound.errors
    assert bound.cleaned_data["day"] == FIFTH_OF_JANUARY


@FORMS
@pytest.mark.parametrize("typed", REFUSED)
def test_anything_else_is_refused(form, typed):
    assert "day" in form({"day": typed}).errors


@FORMS
def test_boxes_are_prefilled_the_way_they_are_read(form):
    html = str(form(initial={"day": FIFTH_OF_JANUARY})["day"])
    assert 'value="05/01/2026"' in html


@pytest.mark.parametrize("typed", ["05/01/2026 10:42", "05-01-2026 10:42", "2026-01-05 10:42:00"])
def test_moments(typed):
    moment = forms.DateTimeField().clean(typed)
    assert timezone.localtime(moment).replace(tzinfo=None) == datetime(2026, 1, 5, 10, 42)


def test_no_american_format_is_left():
    for name in ("DATE_INPUT_FORMATS", "DATETIME_INPUT_FORMATS"):
        assert all(f.startswith(("%d/%m/%Y", "%d-%m-%Y", "%Y-%m-%d")) for f in formats.get_format(name))


@pytest.mark.parametrize(
    ("template", "shown"),
    [
        ("{{ day }}", "05/01/2026"),
        ("{{ day|date }}", "05/01/2026"),
        ('{{ day|date:"SHORT_DATE_FORMAT" }}', "05/01/2026"),
        ('{{ moment|date:"DATETIME_FORMAT" }}', "05/01/2026 10:42"),
        ('{{ moment|date:"SHORT_DATETIME_FORMAT" }}', "05/01/2026 10:42"),
        ("{{ moment|time }}", "10:42"),
        ('{{ day|date:"YEAR_MONTH_FORMAT" }}', "01/2026"),
        ('{{ day|date:"MONTH_DAY_FORMAT" }}', "05/01"),
        ("{{ amount }}", "1234,5"),
    ],
)
def test_templates(template, shown):
    moment = timezone.make_aware(datetime(2026, 1, 5, 10, 42))
    context = Context({"day": FIFTH_OF_JANUARY, "moment": moment, "amount": Decimal("1234.5")})
    assert Template(template).render(context) == shown


def test_numbers_with_groups():
    assert formats.number_format(Decimal("1234567.5"), force_grouping=True) == "1.234.567,5"


def test_weeks_begin_on_monday():
    assert formats.get_format("FIRST_DAY_OF_WEEK") == 1
