"""Small rows for tests. Nothing here depends on the demo."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from movements import models as m
from thidua import calendar
from units import models as u
from units.actions import rebuild_ancestry


class UnitFactory(DjangoModelFactory):
    class Meta:
        model = u.Unit

    code = factory.Sequence("DV{}".format)
    name = factory.Sequence("Đơn vị {}".format)
    authority = factory.SelfAttribute("name")
    short_name = factory.SelfAttribute("name")
    kind = "so_ban_nganh"


class UserFactory(DjangoModelFactory):
    class Meta:
        model = u.User

    username = factory.Sequence("nguoi{}".format)
    full_name = factory.Sequence("Nguyễn Văn {}".format)
    email = factory.LazyAttribute("{0.username}@thidua.invalid".format)


class PeriodFactory(DjangoModelFactory):
    class Meta:
        model = m.Period
        django_get_or_create = ("kind", "year", "index", "basis")

    kind = "quarter"
    year = 2024
    index = 4
    basis = "nd09"
    first_day = factory.LazyAttribute(lambda p: calendar.span(p.kind, p.year, p.index, p.basis).first)
    last_day = factory.LazyAttribute(lambda p: calendar.span(p.kind, p.year, p.index, p.basis).last)


class DirectiveFactory(DjangoModelFactory):
    class Meta:
        model = m.Directive
        django_get_or_create = ("title",)

    title = "Về việc phát động thi đua"
    issuer = "Ủy ban nhân dân tỉnh"
    preamble = ["Căn cứ …"]


class PointFactory(DjangoModelFactory):
    class Meta:
        model = m.DirectivePoint
        django_get_or_create = ("code",)

    directive = factory.SubFactory(DirectiveFactory)
    code = "2"
    order = factory.LazyAttribute(lambda p: int(p.code) if p.code.isdecimal() else 90)
    label = factory.LazyAttribute("Việc của điểm {0.code}".format)
    paragraphs = ["Nguyên văn."]


class MovementFactory(DjangoModelFactory):
    class Meta:
        model = m.Movement

    key = factory.Sequence("phong-trao-{}".format)
    name = factory.Sequence("Phong trào {}".format)
    launched_by = "Thủ tướng Chính phủ"
    level = "trung_uong"
    method = "chuyen_de"
    valid_from_year = 2021
    valid_to_year = 2025
    state = "launched"


class IndicatorFactory(DjangoModelFactory):
    class Meta:
        model = m.Indicator

    code = factory.Sequence("X{}.01".format)
    name = factory.Sequence("Chỉ tiêu {}".format)
    unit_of_measure = "nhà"
    entry = "typed"
    better = "up"
    over_units = "sum"
    over_time = "sum"
    frequency = "quarter"
    line = "territory"
    point = factory.SubFactory(PointFactory)
    movement = factory.SubFactory(MovementFactory)

    @classmethod
    def rate(cls, **fields):
        parts = {"numerator_label": "đã giải ngân", "denominator_label": "kế hoạch vốn", "multiplier": 100}
        return cls(entry="rate", over_units="ratio_of_sums", over_time="last", unit_of_measure="%", **parts, **fields)


class FilingFactory(DjangoModelFactory):
    class Meta:
        model = m.Filing

    unit = factory.SubFactory(UnitFactory)
    period = factory.SubFactory(PeriodFactory)
    receiver = factory.SubFactory(UnitFactory)

    class Params:
        sent = factory.Trait(
            state="submitted",
            first_submitted_at=dt.datetime(2024, 12, 17, 3, tzinfo=dt.UTC),
            submitted_at=dt.datetime(2024, 12, 17, 3, tzinfo=dt.UTC),
            submitted_by=factory.SubFactory(UserFactory),
            on_time=True,
        )
        confirmed = factory.Trait(
            sent=True,
            state="accepted",
            accepted_at=dt.datetime(2024, 12, 18, 3, tzinfo=dt.UTC),
            accepted_by=factory.SubFactory(UserFactory),
        )


class FigureFactory(DjangoModelFactory):
    class Meta:
        model = m.Figure

    filing = factory.SubFactory(FilingFactory)
    indicator = factory.SubFactory(IndicatorFactory)
    value = 1
    changed_at = dt.datetime(2024, 12, 16, 3, tzinfo=dt.UTC)


class TermFactory(DjangoModelFactory):
    class Meta:
        model = m.Term
        django_get_or_create = ("kind", "year")

    kind = "working_year"
    year = 2025
    first_day = factory.LazyAttribute(lambda t: dt.date(t.year, 1, 1))
    last_day = factory.LazyAttribute(lambda t: dt.date(t.year, 12, 31))
    register_by = factory.LazyAttribute(lambda t: dt.date(t.year, 1, 5))


class RegistrationFactory(DjangoModelFactory):
    class Meta:
        model = m.Registration

    unit = factory.SubFactory(UnitFactory)
    term = factory.SubFactory(TermFactory)
    receiver = factory.SubFactory(UnitFactory)

    class Params:
        sent = factory.Trait(
            state="submitted",
            first_submitted_at=dt.datetime(2024, 12, 17, 3, tzinfo=dt.UTC),
            submitted_at=dt.datetime(2024, 12, 17, 3, tzinfo=dt.UTC),
            submitted_by=factory.SubFactory(UserFactory),
            on_time=True,
        )
        accepted = factory.Trait(
            sent=True,
            state="accepted",
            accepted_at=dt.datetime(2024, 12, 18, 3, tzinfo=dt.UTC),
            accepted_by=factory.SubFactory(UserFactory),
        )


def place(unit, parent, *, start=None, end=None):
    """Puts a unit under a parent and brings the closure up to date."""
    u.Placement.objects.create(unit=unit, parent=parent, valid_from=start, valid_to=end)
    rebuild_ancestry()
