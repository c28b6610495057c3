"""One file accepted twice, and a file against a person on the portal: one wins, the other is told. PostgreSQL alone."""

import pytest

from movements import actions
from movements.actions import BoxInput
from movements.compile import filing_sections
from movements.models import Figure, Filing, WorkbookUpload
from tests.movements.test_filing_actions import AT
from tests.movements.workbook import uploaded
from tests.test_race import at_once, one_conflict
from thidua.errors import Conflict
from thidua.models import Event

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
ROUNDS = 8


def fresh(filing):
    return Filing.objects.with_names().get(pk=filing.pk)


def opened(world):
    return actions.start_filing(unit=world.units["SNNPTNT"], period=world.periods[4], by=world.canbo, at=AT)


def kept(world, filing):
    filing = fresh(filing)
    upload = uploaded(filing, filing_sections(filing), {"D2.33": {"value": 5}})
    return actions.keep_workbook(filing=filing, upload=upload, by=world.canbo, at=AT)


def accepting(world, filing, upload, version):
    row, box = fresh(filing), BoxInput(world.indicators["forest"].pk, version, 50)
    return lambda: actions.accept_workbook(
        upload=upload, filing=row, boxes=[box], texts={}, text_version=0, by=world.canbo, at=AT
    )


def test_accepted_twice_at_once(world):
    filing = opened(world)
    for _ in range(ROUNDS):
        upload = kept(world, filing)

        results = at_once(*[accepting(world, filing, upload, 0) for _ in range(2)])

        one_conflict(results)
        assert Event.objects.of(filing).filter(step="workbook").count() == _ + 1
        Figure.objects.all().delete()


def test_a_file_against_a_person_on_the_portal(world):
    filing = opened(world)
    box = BoxInput(world.indicators["forest"].pk, 0, 77)
    for _ in range(ROUNDS):
        upload, row = kept(world, filing), fresh(filing)

        taken, saved = at_once(
            accepting(world, filing, upload, 0),
            lambda row=row: actions.save_boxes(filing=row, boxes=[box], by=world.canbo, at=AT),
        )

        value = Figure.objects.get().value
        if isinstance(taken, Conflict):
            assert value == 77 and WorkbookUpload.objects.filter(pk=upload.pk).exists()
        else:
            assert value == 50 and saved.conflicts == ["D2.33"]
        Figure.objects.all().delete()


def test_two_files_of_one_person_at_once(world):
    filing = opened(world)
    for _ in range(ROUNDS):
        first, second = at_once(*[lambda: kept(world, filing) for _ in range(2)])

        assert isinstance(first, WorkbookUpload) and isinstance(second, WorkbookUpload)
        assert WorkbookUpload.objects.count() == 1
