"""The record of what was done: written once, read in two queries."""

import datetime as dt

import pytest
from django.db import transaction
from django.db.models import ProtectedError

from tests.factories import FilingFactory, UnitFactory, UserFactory
from thidua import clock
from thidua.events import record, timeline
from thidua.models import Event, Reason

pytestmark = pytest.mark.django_db
AT = dt.datetime(2024, 12, 18, 3, tzinfo=dt.UTC)


@pytest.fixture
def unit():
    return UnitFactory(code="SYT", name="Sở Y tế")


def tell(row, step="save", **fields):
    return record(row, **{"step": step, "label": step.title(), "by": None, "at": AT} | fields)


@pytest.mark.parametrize(
    "act",
    [
        lambda event: event.save(),
        lambda event: event.save(update_fields=["note"]),
        lambda event: event.delete(),
        lambda event: Event.objects.all().delete(),
        lambda event: Event.objects.filter(pk=event.pk).delete(),
        lambda event: Event.objects.filter(pk=event.pk).update(note="khác"),
        lambda event: Event.objects.bulk_update([event], ["note"]),
        lambda event: Event.objects.update_or_create(defaults={"note": "khác"}, pk=event.pk),
    ],
)
def test_an_event_is_written_once(unit, act):
    event = tell(unit, note="như đã viết")
    event.note = "khác"

    with pytest.raises(TypeError), transaction.atomic():
        act(event)

    assert Event.objects.get().note == "như đã viết"


def test_who_did_something_is_not_deleted(unit):
    person = UserFactory()
    tell(unit, by=person)
    with pytest.raises(ProtectedError):
        person.delete()


def test_the_two_clocks_are_both_kept(unit, office):
    office(dt.datetime(2024, 12, 18, 1, tzinfo=dt.UTC))
    machine = clock.machine_now()

    event = tell(unit, at=clock.now())

    assert clock.office_date(event.at) == dt.date(2024, 12, 18)
    assert abs(event.recorded_at - machine) < dt.timedelta(minutes=1)


def test_a_timeline_is_of_one_row_of_one_table(unit):
    filing = FilingFactory(pk=unit.pk, unit=UnitFactory(), receiver=unit)
    tell(unit, "of_unit")
    tell(filing, "of_filing")
    tell(UnitFactory(), "of_other_unit")

    assert [line.step for line in timeline(unit)] == ["of_unit"]
    assert [line.step for line in timeline(filing)] == ["of_filing"]


def test_the_order_is_that_of_the_writing(unit):
    """The office's clock may be put back; what was written later still comes later."""
    tell(unit, "first", at=AT)
    tell(unit, "second", at=AT - dt.timedelta(days=9))
    assert [line.step for line in timeline(unit)] == ["first", "second"]


def test_a_line_is_ready_for_the_page(unit):
    Reason.objects.create(code="TL-BC02", applies_to="bao_cao", act="tra_lai", label="Sai kỳ số liệu")
    person = UserFactory(full_name="Y Hạnh", unit=unit)
    tell(
        unit,
        "return",
        label="Trả lại",
        by=person,
        to_state="returned",
        reason="TL-BC02",
        note="Xem lại",
        data={"marks": ["D2"]},
    )

    (line,) = timeline(unit)

    assert (line.step, line.title, line.state, line.at) == ("return", "Trả lại", "returned", AT)
    assert (line.who, line.office) == ("Y Hạnh", "Sở Y tế")
    assert (line.reason, line.note, line.data) == ("Sai kỳ số liệu (TL-BC02)", "Xem lại", {"marks": ["D2"]})


def test_what_the_portal_did_itself_says_so(unit):
    tell(unit)
    (line,) = timeline(unit)
    assert (line.who, line.office, line.reason, line.data) == ("Cổng", "", "", {})


def test_a_person_without_unit_and_a_reason_that_is_gone_still_read(unit):
    tell(unit, by=UserFactory(full_name="A Thun", unit=None), reason="CU-01")
    (line,) = timeline(unit)
    assert (line.who, line.office) == ("A Thun", "")
    assert "CU-01" in line.reason


def test_a_reworded_reason_is_read_in_its_new_words(unit):
    Reason.objects.create(code="TL-BC02", applies_to="bao_cao", act="tra_lai", label="Cũ")
    tell(unit, reason="TL-BC02")
    Reason.objects.update(label="Mới")
    assert timeline(unit)[0].reason == "Mới (TL-BC02)"


@pytest.mark.parametrize("count", [1, 3])
def test_two_queries_whatever_the_length(unit, count, django_assert_num_queries):
    for number in range(count):
        Reason.objects.create(code=f"R{number}", applies_to="bao_cao", act="tra_lai", label=f"Lý do {number}")
        tell(unit, by=UserFactory(unit=UnitFactory()), reason=f"R{number}")
    with django_assert_num_queries(2):
        assert len(timeline(unit)) == count
