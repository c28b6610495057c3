"""Two people at once, where only PostgreSQL can show it: one wins, the other is told."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from movements import actions
from movements.models import DueDate, Extension, Filing
from tests.scene import pdf_upload
from tests.test_race import AT, ROUNDS, at_once, drafted, fresh, stepping
from thidua.errors import Conflict, Refused
from thidua.models import Event
from units.actions import delegate
from units.models import Attachment, Delegation, User

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
LATE = dt.datetime(2024, 12, 23, 3, tzinfo=dt.UTC)  # after the due day, within the extension


def refusals(results):
    return [result for result in results if isinstance(result, Exception)]


def test_two_officers_enter_one_paper(world):
    """One filing, one scan in sight, and the second is told who was first."""
    people = [User.objects.get(pk=person.pk) for person in (world.chuyenvien, world.truongphong)]

    def entering(person):
        return lambda: actions.start_on_behalf(
            unit=world.units["SYT"], period=world.periods[4], arrived_on=dt.date(2024, 12, 17), scan=pdf_upload(),
            by=person, at=AT,
        )  # fmt: skip

    for number in range(ROUNDS):
        acts = [entering(person) for person in people]
        results = at_once(*(acts if number % 2 else reversed(acts)))
        (told,) = refusals(results)
        assert type(told) is Conflict
        filing = Filing.objects.get()
        assert filing.entered_by.full_name in str(told)
        assert Attachment.objects.filter(purpose="scan").count() == 1
        assert Event.objects.of(filing).filter(step="start_on_behalf").get().by == filing.entered_by
        Attachment.objects.all().delete()
        Filing.objects.all().delete()


def test_the_unit_begins_while_its_paper_is_entered(world):
    unit, period = world.units["SYT"], world.periods[4]

    def begin():
        return actions.start_filing(unit=unit, period=period, by=world.canbo_khac, at=AT)

    def enter():
        return actions.start_on_behalf(
            unit=unit, period=period, arrived_on=dt.date(2024, 12, 17), scan=pdf_upload(), by=world.chuyenvien, at=AT
        )

    for number in range(ROUNDS):
        results = at_once(*([begin, enter] if number % 2 else [enter, begin]))
        filing = Filing.objects.get()  # the unit's own start is led to what is there; the enterer is told
        assert bool(refusals(results)) == (not filing.is_entered)
        Attachment.objects.all().delete()
        Filing.objects.all().delete()


def test_an_extension_against_the_sending(world):
    """Either it was granted first and the sending is in time, or it was sent first and no extension is given."""
    seen = set()
    for number in range(ROUNDS):
        filing = drafted(world)
        actions.step_filing(filing=filing, step_name="to_head", by=world.canbo, at=AT)
        row = fresh(filing)

        def send(row=row):
            return actions.step_filing(filing=row, step_name="submit", by=world.thutruong, at=LATE)

        def grant():
            return actions.grant_extension(
                unit=world.units["SNNPTNT"], period=world.periods[4], due_on=dt.date(2024, 12, 27), reason="Bão",
                seen=None, by=world.chuyenvien, at=LATE,
            )  # fmt: skip

        acts = [send, grant]
        results = at_once(*(acts if number % 2 else reversed(acts)))
        granted = Extension.objects.exists()
        assert fresh(filing).on_time is granted
        assert [type(one) for one in refusals(results)] == ([] if granted else [Refused])
        seen.add(granted)
        Extension.objects.all().delete()
        Filing.objects.all().delete()
    assert seen  # either order may win; none may end in between


def test_recalled_or_opened_never_both(world):
    for number in range(ROUNDS):
        filing = drafted(world)
        for name, by in (("to_head", world.canbo), ("submit", world.thutruong)):
            actions.step_filing(filing=filing, step_name=name, by=by, at=AT)
        acts = [
            stepping(filing, "recall", world.thutruong, note="Sót số."), stepping(filing, "open", world.chuyenvien)
        ]  # fmt: skip
        results = at_once(*(acts if number % 2 else reversed(acts)))
        (refused,) = refusals(results)
        assert isinstance(refused, Conflict | PermissionDenied)
        assert fresh(filing).state in ("recalled", "checking")
        assert Event.objects.of(filing).filter(step__in=("recall", "open")).count() == 1
        Filing.objects.all().delete()


def test_two_officers_move_one_due_date(world):
    def moving(day, by):
        return lambda: actions.move_due_date(
            period=world.periods[4], level="direct", due_on=dt.date(2024, 12, day), reason="Bão",
            seen=dt.date(2024, 12, 20), by=by, at=AT,
        )  # fmt: skip

    for _ in range(ROUNDS):
        results = at_once(moving(27, world.chuyenvien), moving(30, world.truongphong))
        assert [type(one) for one in refusals(results)] == [Conflict]
        DueDate.objects.filter(level="direct", period=world.periods[4]).update(due_on=dt.date(2024, 12, 20))


def test_two_papers_of_one_head_never_overlap(world):
    def writing(number, holder):
        return lambda: delegate(
            unit=world.units["SNNPTNT"], holder=holder, number=number, signed_on=dt.date(2024, 12, 17),
            valid_from=dt.date(2024, 12, 18), valid_to=dt.date(2024, 12, 20), by=world.thutruong, at=AT,
        )  # fmt: skip

    for _ in range(ROUNDS):
        results = at_once(writing("12/GUQ", world.canbo), writing("13/GUQ", world.canbo))
        assert [type(one) for one in refusals(results)] == [Refused]
        assert Delegation.objects.count() == 1
        Delegation.objects.all().delete()
