"""Where the parts of a filing meet: what an unlock leaves closed, and what the unit's own register says of a box."""

import datetime as dt

import pytest
from django.urls import reverse

from movements import actions
from movements.actions import BoxInput
from movements.checks import findings
from movements.compile import filing_sections, open_box
from movements.models import Activity, Figure, Filing, IndicatorBreak
from tests.factories import FigureFactory, FilingFactory, PeriodFactory
from tests.movements.test_box_pages import save
from tests.movements.test_filing_actions import AT, accepted, fill, move
from tests.scene import pdf_upload
from thidua.errors import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def filing(world):
    return actions.start_filing(unit=world.units["SNNPTNT"], period=world.periods[4], by=world.canbo, at=AT)


@pytest.fixture
def officer(client, world):
    client.force_login(world.canbo)
    return client


class TestAfterAnUnlock:
    """D2.33 is opened; D1.01 and D2.16, the narratives and the evidence stay as they were accepted."""

    @pytest.fixture
    def unlocked(self, world, filing):
        accepted(filing, world)
        return move(filing, "unlock", world.truongphong, reason="MK-BC01", note="Đính chính", marks=("D2.33",))

    def write(self, world, unlocked, key, value):
        indicator = world.indicators[key]
        version = Figure.objects.get(filing=unlocked, indicator=indicator).version
        boxes = [BoxInput(indicator.pk, version, value)]
        return actions.save_boxes(filing=unlocked, boxes=boxes, by=world.canbo, at=AT)

    def test_what_was_marked_is_open(self, world, unlocked):
        assert self.write(world, unlocked, "forest", 99).written == ["D2.33"]

    def test_another_box_is_closed_and_named(self, world, unlocked):
        with pytest.raises(Refused, match=r"D1\.01 không nằm trong phần được mở khóa"):
            self.write(world, unlocked, "meetings", 99)
        assert Figure.objects.get(filing=unlocked, indicator=world.indicators["meetings"]).value == 10

    def test_autosave_says_so_beside_the_box(self, officer, unlocked):
        answer = save(officer, unlocked, "D1.01", v="99", ver=1)
        assert answer.status_code == 422
        assert "không nằm trong phần được mở khóa" in answer.json()["tells"]
        assert save(officer, unlocked, "D2.33", v="99", ver=1).status_code == 200

    def test_narratives_and_evidence_are_closed(self, world, unlocked):
        texts = {"highlights": "Khác", "difficulties": "", "proposals": ""}
        with pytest.raises(Refused, match="Kết quả nổi bật không nằm trong"):
            actions.save_narratives(filing=unlocked, texts=texts, version=unlocked.version, by=world.canbo, at=AT)
        with pytest.raises(Refused, match="Tài liệu minh chứng không nằm trong"):
            actions.add_evidence(filing=unlocked, upload=pdf_upload(), by=world.canbo, at=AT)

    def test_they_stay_closed_when_the_head_hands_it_back(self, world, unlocked):
        move(unlocked, "to_head", world.canbo)
        again = move(unlocked, "hand_back", world.thutruong, note="Xem lại")
        with pytest.raises(Refused, match=r"D1\.01"):
            self.write(world, again, "meetings", 99)

    def test_the_form_shows_which_are_closed_and_loses_nothing(self, officer, world, unlocked):
        page = officer.get(reverse("movements:filing_detail", args=[unlocked.pk])).content.decode()
        assert page.count("Đã khóa</span>") >= 2  # D1.01 and D2.16, beside the word in the script's own mark
        assert page.count(" readonly") == 3  # one box, and the two parts of a rate
        typed = {"ver-D1-01": 1, "v-D1-01": "99", "ver-D2-33": 1, "v-D2-33": "1,0", "text_version": unlocked.version}
        answer = officer.post(reverse("movements:filing_save", args=[unlocked.pk]), typed)
        assert answer.status_code == 422
        assert "D1.01 không nằm trong phần được mở khóa" in answer.content.decode()

    def test_sent_and_accepted_again_all_is_closed(self, world, unlocked):
        self.write(world, unlocked, "forest", 99)
        for step, by in (("to_head", world.canbo), ("submit", world.thutruong), ("open", world.chuyenvien)):
            move(unlocked, step, by)
        assert move(unlocked, "accept", world.chuyenvien).state == "accepted"


def kept(world, day, people, unit="SNNPTNT"):
    return Activity.objects.create(
        unit=world.units[unit], kind="conference", on=dt.date.fromisoformat(day), title="Quán triệt", attendances=people
    )


def box(filing, code="D1.01"):
    return next(one for section in filing_sections(filing) for one in section.boxes if one.code == code)


class TestBesideTheRegister:
    def test_a_unit_that_keeps_none_is_not_told_zero(self, filing):
        assert box(filing).register is None

    def test_nor_for_a_period_before_its_first_row(self, world, filing):
        kept(world, "2024-12-20", 5)  # a day of 2025
        assert box(filing).register is None

    def test_it_counts_the_days_of_the_period(self, world, filing):
        kept(world, "2024-09-14", 5)
        kept(world, "2024-09-15", 5)
        kept(world, "2024-12-14", 5)
        kept(world, "2024-12-01", 5, unit="SYT")
        assert box(filing).register == 2

    def test_what_differs_must_be_explained(self, world, filing):
        kept(world, "2024-12-01", 5)
        fill(filing, world, world.canbo, **{"D1.01": 3})
        found = [finding for finding in findings(filing_sections(filing)) if finding.code == "register"]
        assert [finding.message for finding in found] == ["3 khác số trong sổ triển khai (1)"]
        with pytest.raises(Refused, match="khác số trong sổ triển khai"):
            move(filing, "to_head", world.canbo)

    def test_one_press_takes_it_over_what_was_typed(self, officer, world, filing):
        kept(world, "2024-12-01", 5)
        fill(filing, world, world.canbo, **{"D1.01": 3})
        officer.post(reverse("movements:filing_save", args=[filing.pk]), {"dien": "register:D1.01", "text_version": 1})
        assert Figure.objects.get(filing=filing, indicator=world.indicators["meetings"]).value == 1
        assert Figure.objects.get(filing=filing, indicator=world.indicators["forest"]).value == 10

    def test_one_box_reads_it_as_the_whole_form_does(self, world, filing):
        kept(world, "2024-12-01", 5)
        assert open_box(filing, "D1.01").read().register == box(filing).register == 1
        assert open_box(filing, "D2.33").read().register is None


def test_one_box_stops_at_a_break_and_follows_those_merged_in(world):
    """As the whole form: what autosave answers must not differ from what the page shows on the next visit."""
    old, forest = world.units["SYT"], world.indicators["forest"]
    old.successor, old.valid_to = world.units["SNNPTNT"], dt.date(2024, 9, 14)
    old.save(update_fields=["successor", "valid_to"])
    for unit, index, value in ((old, 2, 7), (world.units["SNNPTNT"], 3, 5), (old, 1, 900)):
        past = FilingFactory(unit=unit, period=PeriodFactory(index=index), confirmed=True)
        FigureFactory(filing=past, indicator=forest, value=value)
    IndicatorBreak.objects.create(indicator=forest, on=dt.date(2024, 3, 16), reason="Đổi cách kiểm kê")
    filing = actions.start_filing(unit=world.units["SNNPTNT"], period=world.periods[4], by=world.canbo, at=AT)
    fill(filing, world, world.canbo, **{"D2.33": 1})
    filing = Filing.objects.with_names().get(pk=filing.pk)
    whole, one = box(filing, "D2.33"), open_box(filing, "D2.33").read()
    assert (whole.cumulative.value, whole.broken) == (13, "không so sánh: từ 16/03/2024 đổi cách kiểm kê")
    for name in ("last", "cumulative", "earlier", "broken", "target", "register", "closed"):
        assert getattr(one, name) == getattr(whole, name), name
