"""Reports and heat map count what standing says: closing filings, days of their own, paper that waits for its unit."""

import datetime as dt

import pytest

from movements.models import Extension, Filing
from reports.compile.completeness import completeness
from reports.compile.dashboard.grid import grid
from reports.compile.tables import Tables
from tests.factories import DirectiveFactory, FilingFactory
from units.actions import rebuild_ancestry
from units.models import Placement

pytestmark = pytest.mark.django_db
TODAY = dt.date(2024, 12, 24)  # after the due days of both levels
AT = dt.datetime(2024, 12, 17, 3, tzinfo=dt.UTC)


def tables(world):
    DirectiveFactory()
    return Tables(world.periods["year"], world.chuyenvien, TODAY)


def states(world):
    """{unit's name: state in quarter IV} of the heat map."""
    found = grid(tables(world))
    return {row.name: row.states[-1] for row in (*found.direct, *found.communes)}


def filed(world, code, **fields):
    return FilingFactory(unit=world.units[code], period=world.periods[4], receiver=world.units["SNV"], **fields)


def test_a_unit_that_ended_inside_the_quarter_counts_once_under_its_last_parent(world):
    commune = world.units["C23395"]
    commune.valid_to = dt.date(2024, 10, 31)
    commune.save(update_fields=["valid_to"])
    Placement.objects.filter(unit=commune).update(valid_to=commune.valid_to)
    rebuild_ancestry()
    read = tables(world)
    done = completeness(read, world.periods[4])
    missing = {group.parent: group.units for group in done.missing}
    assert missing["Huyện Ngọc Hồi"] == ("Xã Bờ Y",)
    (row,) = [row for row in grid(read).communes if row.name == "Xã Bờ Y"]
    assert (row.parent, row.states[-1]) == ("Huyện Ngọc Hồi", "overdue")


def test_an_extension_is_no_delay(world):
    assert states(world)["Sở Y tế"] == "overdue"
    Extension.objects.create(
        period=world.periods[4], unit=world.units["SYT"], due_on="2024-12-27", reason="Bão", at=AT
    )  # fmt: skip
    assert states(world)["Sở Y tế"] == "open"


def test_returned_stays_rework_until_it_is_sent_again(world):
    filing = filed(world, "SYT", sent=True)
    for state, shown in (("returned", "rework"), ("to_head", "rework"), ("submitted", "ok_on_time")):
        Filing.objects.filter(pk=filing.pk).update(state=state)
        assert states(world)["Sở Y tế"] == shown


def test_recalled_and_not_sent_again_is_not_sent_whatever_its_state(world):
    filing = filed(world, "SYT", sent=True)
    Filing.objects.filter(pk=filing.pk).update(state="to_head", withdrawn=True)
    assert completeness(tables(world), world.periods[4]).must.filed == 0


def test_paper_that_waits_for_its_unit_has_arrived(world):
    filed(
        world, "SYT", sent=True, state="to_confirm", entered_by=world.chuyenvien, entered_in=world.units["SNV"],
        arrived_on=AT.date(),
    )  # fmt: skip
    must = completeness(tables(world), world.periods[4]).must
    assert (must.filed, must.on_time, must.waiting, must.back) == (1, 1, 1, 0)
