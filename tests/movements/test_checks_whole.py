"""A filing carried over from the last period, and a lead's figure beside its territory: from rows to the page."""

import pytest
from django.urls import reverse

from movements import actions
from movements.actions import BoxInput
from movements.checks import copied_boxes, copied_texts, findings, look_over
from movements.compile import filing_sections
from movements.compile.beside import Words, words_before
from movements.models import Filing
from tests.factories import FigureFactory, FilingFactory
from tests.movements.test_checks import Page, box, rate_box
from tests.movements.test_filing_actions import AT, fill

pytestmark = pytest.mark.django_db
LONG = "Huyện đã trồng mới 12 ha rừng và giao khoán đến từng hộ dân."


class Sections(Page):
    anchor = "phong-trao-1"


class TestCopiedBoxes:
    def codes(self, *boxes):
        return [remark.code for remark in copied_boxes([Sections(list(boxes))])]

    def test_every_box_the_same(self):
        (remark,) = copied_boxes([Sections([box(5, last=5), box(7, last=7), box(9, last=9)])])
        assert remark.message.startswith("cả 3 ô có số kỳ trước đều giữ nguyên số cũ")
        assert (remark.blocks, remark.anchor) == (False, "phong-trao-1")

    def test_one_that_moved_is_enough(self):
        assert self.codes(box(5, last=5), box(7, last=7), box(9, last=8)) == []

    def test_too_few_or_nothing_ever_happens(self):
        assert self.codes(box(5, last=5), box(7, last=7), box(9)) == []
        assert self.codes(*[box(None, nothing=True, last=0)] * 4) == []

    def test_both_parts_of_a_rate_count(self):
        from movements.arithmetic import Amount

        same = [box(5, last=5), box(7, last=7)]
        assert self.codes(*same, rate_box(5, 10, last=Amount(5, 10))) == ["copied_boxes"]
        assert self.codes(*same, rate_box(5, 10, last=Amount(5, 20))) == []


class TestCopiedTexts:
    def titles(self, now, before):
        filing = Filing(highlights=now)
        words = (
            before if before is None else Words({"highlights": before, "difficulties": "", "proposals": ""}, "quý III")
        )
        return [(remark.name, remark.message) for remark in copied_texts(filing, words)]

    def test_word_for_word(self):
        expected = [("Kết quả nổi bật", "chép nguyên văn từ báo cáo quý III")]
        assert self.titles(LONG, LONG) == self.titles(LONG.upper(), f"  {LONG}\n") == expected

    @pytest.mark.parametrize("before", [None, "", LONG.replace("12", "15")])
    def test_other_words(self, before):
        assert self.titles(LONG, before) == []

    def test_a_short_line_may_be_said_again(self):
        assert self.titles("Không có khó khăn.", "Không có khó khăn.") == []


def sent(world, index, **texts):
    filing = FilingFactory(
        unit=world.units["SNNPTNT"], period=world.periods[index], receiver=world.units["SNV"], confirmed=True, **texts
    )
    for name, value in (("meetings", 4), ("forest", 120)):
        FigureFactory(filing=filing, indicator=world.indicators[name], value=value)
    FigureFactory(filing=filing, indicator=world.indicators["spending"], value=50, denominator=100)
    return filing


def started(world):
    return actions.start_filing(unit=world.units["SNNPTNT"], period=world.periods[4], by=world.canbo, at=AT)


def test_the_last_words_are_those_that_were_sent(world):
    filing = started(world)
    assert words_before(filing) is None
    sent(world, 3, highlights=LONG)
    assert words_before(filing) == Words({"highlights": LONG, "difficulties": "", "proposals": ""}, "quý III năm 2024")
    Filing.objects.filter(period=world.periods[3]).update(state="returned")
    assert words_before(filing) is None


def copied(world):
    """The quarter's filing with the boxes and words of the last one."""
    sent(world, 3, highlights=LONG)
    filing = started(world)
    boxes = [
        BoxInput(world.indicators["meetings"].pk, 0, 4),
        BoxInput(world.indicators["forest"].pk, 0, 120),
        BoxInput(world.indicators["spending"].pk, 0, 50, 100),
    ]
    actions.save_boxes(filing=filing, boxes=boxes, by=world.canbo, at=AT)
    texts = {"highlights": LONG, "difficulties": "", "proposals": ""}
    actions.save_narratives(filing=filing, texts=texts, version=1, by=world.canbo, at=AT)
    return Filing.objects.with_names().get(pk=filing.pk)


def test_a_copied_filing_is_noticed_and_goes_through(client, world):
    filing = copied(world)
    survey = look_over(filing, filing_sections(filing))
    assert [remark.code for remark in survey.notices] == ["copied_boxes", "copied_texts"]
    client.force_login(world.canbo)
    page = client.get(reverse("movements:filing_detail", args=[filing.pk])).text
    assert "Để lưu ý, không chặn việc gửi" in page and "chép nguyên văn từ báo cáo quý III năm 2024" in page
    assert 'href="#id_highlights"' in page and "Không còn ô nào phải xem" in page

    for step, by in (("to_head", world.canbo), ("submit", world.thutruong)):
        actions.step_filing(filing=filing, step_name=step, by=by, at=AT)

    client.force_login(world.chuyenvien)
    seen = client.get(reverse("movements:filing_detail", args=[filing.pk])).text
    assert "Cổng đã kiểm tra số liệu" in seen and "cả 3 ô có số kỳ trước đều giữ nguyên" in seen


@pytest.fixture
def led(world):
    """The department files the province's houses, the districts file their own."""
    houses = world.indicators["houses"]
    houses.duties.create(unit=world.units["SNNPTNT"])
    houses.duties.create(unit=world.units["611"])  # by name and by kind is still one
    return houses


def district(world, code, indicator, value, state="submitted"):
    filing = FilingFactory(
        unit=world.units[code], period=world.periods[4], receiver=world.units["SNV"], sent=True, state=state
    )
    FigureFactory(filing=filing, indicator=indicator, value=value)


def cross(filing):
    return next(box for section in filing_sections(filing) for box in section.boxes if box.code == "D2.06").cross


def test_the_lead_stands_beside_its_territory(world, led):
    filing = started(world)
    fill(filing, world, world.canbo, **{"D2.06": 10})
    assert (cross(filing).total, cross(filing).filed, cross(filing).expected) == (None, 0, 2)
    district(world, "615", led, 6)
    district(world, "C23512", led, 6)  # a commune's is in its district's
    assert (cross(filing).total, cross(filing).filed, cross(filing).expected) == (6, 1, 2)
    assert findings(filing_sections(filing)) == []
    district(world, "611", led, 3)
    (finding,) = findings(filing_sections(filing))
    assert (finding.code, finding.message) == ("lead", "10 khác số cộng theo địa bàn (9)")
    led.__class__.objects.filter(pk=led.pk).update(crosscheck_tolerance=12)
    assert findings(filing_sections(filing)) == []


def test_what_is_being_corrected_is_not_added(world, led):
    filing = started(world)
    district(world, "615", led, 6)
    district(world, "611", led, 3, state="returned")
    assert (cross(filing).total, cross(filing).filed, cross(filing).expected) == (6, 1, 2)


def test_a_district_is_not_set_beside_the_province(world, led):
    filing = actions.start_filing(unit=world.units["615"], period=world.periods[4], by=world.canbo_dakha, at=AT)
    district(world, "611", led, 3)
    assert cross(filing) is None


def test_the_page_of_a_department_that_leads_costs_four_more(client, world, led, django_assert_num_queries):
    """The territory is read only where a department leads: the province, its children, who owes, what they gave."""
    filing = started(world)
    district(world, "615", led, 6)
    client.force_login(world.canbo)
    with django_assert_num_queries(24):
        client.get(reverse("movements:filing_detail", args=[filing.pk]))


def test_nothing_thin_reaches_the_head(world):
    from thidua.errors import Refused

    sent(world, 3)
    filing = started(world)
    fill(filing, world, world.canbo, **{"D1.01": 40})
    box = world.indicators["meetings"].pk
    actions.save_boxes(filing=filing, boxes=[BoxInput(box, 1, 40, note="ok")], by=world.canbo, at=AT)
    with pytest.raises(Refused, match=r"D1.01 40 chênh nhiều so với kỳ trước \(4\); lời giải trình “ok”"):
        actions.step_filing(filing=filing, step_name="to_head", by=world.canbo, at=AT)
