"""Autosave: one box at a time, its answers, its page, the news of others; what the address costs."""

import cProfile
import datetime as dt
import pstats
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from movements import actions
from movements.compile import filing_sections, open_box
from movements.models import Figure, Filing, IndicatorBreak, Target
from tests.factories import FigureFactory, FilingFactory, PeriodFactory, UserFactory
from tests.movements.test_filing_actions import AT, accepted, fill
from tests.movements.test_filing_pages import boxes_of
from thidua.models import Event
from units.enums import Role
from units.models import RoleHolding

pytestmark = pytest.mark.django_db
FETCH = {"Accept": "application/json"}


@pytest.fixture
def filing(world):
    return actions.start_filing(unit=world.units["SNNPTNT"], period=world.periods[4], by=world.canbo, at=AT)


@pytest.fixture
def officer(client, world):
    client.force_login(world.canbo)
    return client


def colleague(world):
    person = UserFactory(username="canbo2", full_name="Trần Thị Bình", unit=world.units["SNNPTNT"])
    RoleHolding.objects.create(user=person, role=Role.UNIT_OFFICER, unit=person.unit)
    return person


def save(client, filing, code="D2.33", **typed):
    """`v="1,5"`, `ver=1` …: the names as the page sends them, without the box's own part."""
    post = {f"{name}-{code.replace('.', '-')}": value for name, value in {"ver": 0, **typed}.items()}
    return client.post(reverse("movements:box_save", args=[filing.pk, code]), post, headers=FETCH)


class TestSaving:
    def test_a_box_is_written_and_told(self, officer, world, filing):
        answer = save(officer, filing, v="1285.5")

        told = answer.json()
        assert (answer.status_code, told["state"], told["version"], told["at"]) == (200, "saved", 1, "08:00")
        assert told["values"] == {"v-D2-33": "1.285,5", "n-D2-33": False, "g-D2-33": ""}
        assert (told["filled"], told["blocks"]) == (True, False)
        assert "<b>1.285,5</b>" in told["cum"]
        figure = Figure.objects.get()
        assert (figure.value, figure.changed_by) == (12855, world.canbo)
        event = Event.objects.of(filing).last()
        assert (event.step, event.data) == (
            "save",
            {"before": {"D2.33": None}, "after": {"D2.33": [12855, None, False, ""]}},
        )

    def test_both_parts_of_a_rate(self, officer, filing):
        told = save(officer, filing, "D2.16", v="182,4", m="214,7").json()

        assert told["values"]["m-D2-16"] == "214,7" and told["filled"]
        half = save(officer, filing, "D2.16", v="182,4", m="", ver=1).json()
        assert (half["state"], half["filled"], half["blocks"]) == ("saved", False, True)
        assert "thiếu vế dưới" in half["tells"]

    @pytest.mark.parametrize("typed", ["12,85 ha", "1.234", "abc", "1e5", "9" * 16])
    def test_what_cannot_be_read_is_not_saved(self, officer, filing, typed):
        answer = save(officer, filing, v=typed)

        told = answer.json()
        assert (answer.status_code, told["state"], told["blocks"]) == (422, "invalid", True)
        assert told["values"]["v-D2-33"] == typed and "invalid-feedback" in told["tells"]
        assert not Figure.objects.exists()

    def test_what_was_typed_is_escaped(self, officer, filing):
        told = save(officer, filing, v="<script>alert(1)</script>").json()

        assert "<script>" not in told["tells"] and "&lt;script&gt;" in told["tells"]

    def test_nothing_and_a_note(self, officer, filing):
        told = save(officer, filing, n="on", g="Không có đợt trồng nào.").json()

        assert told["values"]["n-D2-33"] is True and "Không có đợt trồng nào." in told["note"]
        figure = Figure.objects.get()
        assert (figure.nothing, figure.note) == (True, "Không có đợt trồng nào.")

    def test_an_implausible_box_asks_to_be_explained(self, client, world):
        filing = actions.start_filing(unit=world.units["C23512"], period=world.periods[4], by=world.canbo_xa, at=AT)
        client.force_login(world.canbo_xa)
        told = save(client, filing, "D2.06", v="401").json()
        assert (told["state"], told["blocks"]) == ("saved", True)
        assert "ngoài mức hợp lý" in told["tells"] and 'id="gt-D2-06"' in told["note"]

        told = save(client, filing, "D2.06", v="401", g="Gộp hai đợt.", ver=1).json()
        assert told["blocks"] is False and "invalid-feedback" not in told["tells"]

    def test_the_same_again_writes_nothing(self, officer, filing):
        save(officer, filing, v="5")
        events = Event.objects.count()

        again = save(officer, filing, v="5,0", ver=1).json()

        assert (again["state"], again["version"], Event.objects.count()) == ("saved", 1, events)

    def test_a_box_emptied_again(self, officer, filing):
        save(officer, filing, v="5")

        told = save(officer, filing, v="", ver=1).json()

        assert (told["state"], told["filled"], told["blocks"]) == ("saved", False, True)
        assert Figure.objects.get().value is None

    @pytest.mark.parametrize("version", [0, 1])
    def test_the_later_of_two_is_told_whose_when_and_what(self, officer, world, filing, version):
        first = colleague(world)
        actions.save_boxes(
            filing=filing, boxes=[actions.BoxInput(world.indicators["forest"].pk, 0, 77)], by=first, at=AT
        )
        if version:
            box = actions.BoxInput(world.indicators["forest"].pk, 1, 78)
            actions.save_boxes(filing=filing, boxes=[box], by=first, at=AT)

        answer = save(officer, filing, v="1,0", ver=version)

        told = answer.json()
        assert (answer.status_code, told["state"], told["version"]) == (409, "conflict", version + 1)
        assert "Trần Thị Bình vừa lưu ô này là <b>7," in told["tells"] and "18/12/2024 10:00" in told["tells"]
        assert told["values"]["v-D2-33"] == f"7,{7 + version}"
        assert Figure.objects.get().value == 77 + version
        mine = save(officer, filing, v="1,0", ver=told["version"])
        assert (mine.json()["state"], Figure.objects.get().value) == ("saved", 10)

    def test_a_box_of_another_unit_is_not_there(self, officer, filing):
        assert save(officer, filing, "D2.06", v="1").status_code == 404
        assert save(officer, filing, "X", v="1").status_code == 404

    def test_a_filing_that_was_sent_takes_nothing(self, officer, world, filing):
        accepted(filing, world)

        assert save(officer, filing, v="99", ver=1).status_code == 403
        assert Figure.objects.get(indicator=world.indicators["forest"]).value == 10

    def test_without_a_session_data_is_answered_in_data(self, client, filing):
        for name, arguments in (("box_save", [filing.pk, "D2.33"]), ("narratives_save", [filing.pk])):
            answer = client.post(reverse(f"movements:{name}", args=arguments), headers=FETCH)
            assert (answer.status_code, answer.json()) == (401, {"state": "signed-out"})
        url = reverse("movements:box_news", args=[filing.pk])
        assert client.get(url, headers=FETCH).status_code == 401
        assert client.get(url).url.startswith("/dang-nhap/?next=")

    def test_a_forged_request_is_refused(self, world, filing):
        client = Client(enforce_csrf_checks=True)
        client.force_login(world.canbo)

        assert save(client, filing, v="5").status_code == 403
        token = client.get(reverse("movements:box_news", args=[filing.pk])).json()["token"]
        answer = client.post(
            reverse("movements:box_save", args=[filing.pk, "D2.33"]),
            {"ver-D2-33": 0, "v-D2-33": "5"}, headers=FETCH | {"X-CSRFToken": token},
        )  # fmt: skip
        assert answer.status_code == 200

    def test_narratives(self, officer, world, filing):
        url = reverse("movements:narratives_save", args=[filing.pk])
        texts = {"highlights": "Trồng 12 ha rừng.", "difficulties": "", "proposals": ""}
        told = officer.post(url, texts | {"text_version": 1}, headers=FETCH).json()
        assert (told["state"], told["version"]) == ("saved", 2)

        late = officer.post(url, texts | {"highlights": "Khác", "text_version": 1}, headers=FETCH)
        assert (late.status_code, late.json()["version"]) == (409, 2)
        assert late.json()["values"]["highlights"] == "Trồng 12 ha rừng."
        long = officer.post(url, texts | {"highlights": "a" * 10001, "text_version": 2}, headers=FETCH)
        assert long.status_code == 422 and "Kết quả nổi bật" in long.json()["tells"]


class TestCost:
    """Six statements beyond session, user and roles, and not one more with the years or the children."""

    def statements(self, client, filing, code, **typed):
        save(client, filing, code, **typed)  # the process has read its content types
        with CaptureQueriesContext(connection) as caught:
            assert save(client, filing, code, **typed | {"v": "7", "ver": 1}).json()["state"] == "saved"
        kinds = [query["sql"] for query in caught if not query["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN"))]
        first = next(at for at, sql in enumerate(kinds) if "movements_filing" in sql)
        return kinds[first:]

    def test_a_leaf(self, officer, world, filing):
        assert len(self.statements(officer, filing, "D2.33", v="5")) == 6

    @pytest.mark.parametrize("years", [1, 5])
    def test_a_parent_with_years_behind_it(self, client, world, years):
        district, houses = world.units["615"], world.indicators["houses"]
        for year in range(2024 - years, 2024):
            for index in (1, 2, 3, 4):
                past = FilingFactory(unit=district, period=PeriodFactory(year=year, index=index), confirmed=True)
                FigureFactory(filing=past, indicator=houses, value=9)
        for code in ("C23512", "C23500"):
            child = FilingFactory(unit=world.units[code], period=world.periods[4], receiver=district, sent=True)
            FigureFactory(filing=child, indicator=houses, value=3)
        filing = actions.start_filing(unit=district, period=world.periods[4], by=world.canbo_dakha, at=AT)
        client.force_login(world.canbo_dakha)

        assert len(self.statements(client, filing, "D2.06", v="6")) == 6

    def test_it_is_little_work(self, officer, filing):
        """Function calls, because seconds are the machine's; `make bench PART=results` has those."""
        save(officer, filing, v="1", ver=0)
        with cProfile.Profile() as profile:
            save(officer, filing, v="2", ver=1)
        assert pstats.Stats(profile).total_calls < 60_000

    def test_quiet_news_cost_two_queries_beyond_the_session(self, officer, world, filing, django_assert_num_queries):
        fill(filing, world, world.canbo)
        url = reverse("movements:box_news", args=[filing.pk])
        with django_assert_num_queries(5):
            assert officer.get(url, {"o": "D2.33:1,D1.01:1", "v": "1"}).json()["boxes"] == []


def test_one_box_reads_as_the_whole_form_does(world):
    """Last value, year so far, target, sum of the children: the quick reading agrees with the slow one."""
    district, houses = world.units["615"], world.indicators["houses"]
    for unit, value, year in ((district, 100, 2024), (world.units["KT"], 900, 2024), (district, 5, 2023)):
        Target.objects.create(
            indicator=houses, unit=unit, year_from=year, year_to=year, comparison="ge", value=value,
            name_as_written="nhà tạm", source="kế hoạch",
        )  # fmt: skip
    for year, index, value in ((2023, 4, 11), (2024, 3, 40), (2022, 4, 7)):
        past = FilingFactory(unit=district, period=PeriodFactory(year=year, index=index), confirmed=True)
        FigureFactory(filing=past, indicator=houses, value=value)
    for code, value in (("C23512", 7), ("C23500", 5)):
        child = FilingFactory(unit=world.units[code], period=world.periods[4], receiver=district, sent=True)
        FigureFactory(filing=child, indicator=houses, value=value)
    filing = actions.start_filing(unit=district, period=world.periods[4], by=world.canbo_dakha, at=AT)
    fill(filing, world, world.canbo_dakha)

    slow = {box.code: box for section in filing_sections(filing) for box in section.boxes}
    for code, box in slow.items():
        quick = open_box(filing, code).read()
        for name in ("figure", "before", "last", "cumulative", "percent", "target_shown", "answer"):
            assert getattr(quick, name) == getattr(box, name), (code, name)
        assert quick.differs_from_children == box.differs_from_children == (code == "D2.06")
    assert (slow["D2.06"].target_shown, slow["D2.06"].cumulative_shown) == ("từ 100 trở lên", "50")


class TestNews:
    def ask(self, client, filing, boxes, texts=1):
        return client.get(reverse("movements:box_news", args=[filing.pk]), {"o": boxes, "v": texts}).json()

    def test_what_others_saved(self, officer, world, filing):
        box = actions.BoxInput(world.indicators["forest"].pk, 0, 77)
        actions.save_boxes(filing=filing, boxes=[box], by=colleague(world), at=AT)

        told = self.ask(officer, filing, "D2.33:0,D1.01:0")

        [news] = told["boxes"]
        assert (news["box"], news["version"], news["values"]["v-D2-33"]) == ("D2.33", 1, "7,7")
        assert (news["who"], news["filled"]) == ("Trần Thị Bình vừa sửa lúc 10:00", True)
        assert (told["user"], told["editable"], "texts" in told) == (world.canbo.pk, True, False)
        assert self.ask(officer, filing, "D2.33:1,D1.01:0")["boxes"] == []

    def test_the_other_window_of_the_same_person(self, officer, filing):
        save(officer, filing, v="5")

        assert self.ask(officer, filing, "D2.33:0")["boxes"][0]["who"] == "Bạn vừa sửa lúc 08:00"

    def test_the_texts(self, officer, world, filing):
        texts = {"highlights": "Một.", "difficulties": "", "proposals": ""}
        actions.save_narratives(filing=filing, texts=texts, version=1, by=colleague(world), at=AT)

        assert self.ask(officer, filing, "D2.33:0")["texts"] == {"version": 2, "values": texts}

    def test_a_filing_that_has_gone_on(self, officer, world, filing):
        accepted(filing, world)
        told = self.ask(officer, filing, "D2.33:1")
        assert (told["editable"], told["state"]) == (False, "Đã xác nhận số liệu")

    @pytest.mark.parametrize("boxes", ["", "D2.33", "D2.33:x", "nothing:1", "D2.33:1:2,,:"])
    def test_nonsense_is_no_error(self, officer, filing, boxes):
        assert self.ask(officer, filing, boxes)["editable"] is True

    def test_what_is_being_corrected_is_not_told_outside(self, client, world, filing):
        accepted(filing, world)
        Filing.objects.filter(pk=filing.pk).update(state="unlocked")
        client.force_login(world.chuyenvien)
        for route, arguments in (("box_news", [filing.pk]), ("box_detail", [filing.pk, "D2.33"])):
            assert client.get(reverse(f"movements:{route}", args=arguments)).status_code == 404


class TestThePageOfABox:
    def page(self, client, filing, code="D2.33", **headers):
        return client.get(reverse("movements:box_detail", args=[filing.pk, code]), headers=headers).text

    def test_values_breaks_target_and_who_changed_it(self, officer, world, filing):
        forest = world.indicators["forest"]
        forest.note, forest.confirmed_by = "Diện tích nghiệm thu trong kỳ.", "Chi cục Kiểm lâm"
        forest.save()
        for year, index, value in ((2023, 4, 800), (2024, 3, 950)):
            past = FilingFactory(unit=filing.unit, period=PeriodFactory(year=year, index=index), confirmed=True)
            FigureFactory(filing=past, indicator=forest, value=value)
        IndicatorBreak.objects.create(indicator=forest, on=dt.date(2024, 1, 1), reason="Kiểm kê rừng theo cách mới")
        for version, value in enumerate(("120,5", "128,5")):
            save(officer, filing, v=value, ver=version, g="Đã nghiệm thu." if version else "")

        page = self.page(officer, filing)

        for words in (
            "kiểm kê rừng theo cách mới", "Quý III năm 2024", "95,0", "128,5", "Diện tích nghiệm thu trong kỳ.",
            "Chi cục Kiểm lâm", "120,5 → 128,5", "để trống → 120,5", "<q>Đã nghiệm thu.</q>", "Người canbo",
        ):  # fmt: skip
            assert words in page, words
        assert page.count("stroke-dasharray") == 1 and "(chuỗi số gãy trước kỳ này) III/2024" in page

    def test_the_panel_is_a_part_of_the_page(self, officer, filing):
        panel = self.page(officer, filing, **{"HX-Request": "true"})

        token = r'name="csrfmiddlewaretoken" value="\w+"'
        whole = re.sub(token, "", self.page(officer, filing))
        assert "<html" not in panel and re.sub(token, "", panel.strip()) in whole

    def test_a_note_without_javascript(self, officer, world, filing):
        save(officer, filing, v="5")
        url = reverse("movements:box_save", args=[filing.pk, "D2.33"])
        post = {"ver-D2-33": 1, "v-D2-33": "5,0", "g-D2-33": "Theo biên bản ngày 12/12."}

        saved = officer.post(url, post, follow=True)
        assert "Đã lưu ô D2.33." in saved.text and "Theo biên bản ngày 12/12.</textarea>" in saved.text
        late = officer.post(url, post | {"g-D2-33": "Sửa lại"})
        assert late.status_code == 409
        assert "Sửa lại</textarea>" in late.text and "Người canbo vừa lưu ô này" in late.text

    def test_the_receiver_sees_no_log_of_drafts(self, client, world, filing):
        accepted(filing, world)
        client.force_login(world.chuyenvien)

        page = self.page(client, filing)

        assert "Các kỳ gần đây" in page and "Ai đã sửa" not in page and "Lưu ghi chú" not in page

    @pytest.mark.parametrize("count", [1, 3])
    def test_it_costs_the_same_for_one_and_three(self, officer, world, filing, count, django_assert_num_queries):
        for number in range(count):
            past = FilingFactory(unit=filing.unit, period=PeriodFactory(year=2023, index=number + 1), confirmed=True)
            FigureFactory(filing=past, indicator=world.indicators["forest"])
            save(officer, filing, v=str(number), ver=number)
        with django_assert_num_queries(20):
            self.page(officer, filing)


class TestFilling:
    def last_time(self, world, filing, **values):
        before = FilingFactory(unit=filing.unit, period=world.periods[3], receiver=filing.receiver, confirmed=True)
        for key, value in values.items():
            parts = value if isinstance(value, tuple) else (value, None)
            FigureFactory(
                filing=before, indicator=world.indicators[key], value=parts[0], denominator=parts[1],
                nothing=value is None,
            )  # fmt: skip

    def press(self, client, filing, typed=None, **button):
        url = reverse("movements:filing_save", args=[filing.pk])
        return client.post(url, boxes_of(filing, **(typed or {})) | button, follow=True)

    def test_like_last_time_into_blank_boxes_only(self, officer, world, filing):
        self.last_time(world, filing, forest=950, meetings=None)

        page = self.press(officer, filing, {"D2_33": "3,0"}, dien="same:")

        assert "Đã điền 1 ô còn trống: giống kỳ trước. 1 ô chưa có số kỳ trước, còn để trống." in page.text
        rows = {f.indicator.code: (f.value, f.nothing) for f in Figure.objects.filter(filing=filing)}
        assert rows == {"D2.33": (30, False), "D1.01": (None, True)}

    def test_both_parts_come_again(self, officer, world, filing):
        self.last_time(world, filing, spending=(1824, 2147))
        self.press(officer, filing, dien="same:D2.16")
        assert Figure.objects.get(filing=filing).content == (1824, 2147, False, "")

    def test_nothing_in_one_section(self, officer, world, filing):
        section = filing_sections(filing)[0]
        answer = self.press(officer, filing, dien=f"nothing:{section.anchor}")

        assert answer.redirect_chain[0][0].endswith(f"#{section.anchor}")
        assert [f.indicator.code for f in Figure.objects.filter(nothing=True)] == [box.code for box in section.boxes]

    def test_a_section_is_saved_by_its_own_button(self, officer, world, filing):
        anchor = filing_sections(filing)[1].anchor
        answer = self.press(officer, filing, {"D1_01": "4"}, phan=anchor)

        assert answer.redirect_chain[0][0].endswith(f"#{anchor}")
        assert Figure.objects.get().value == 4

    def test_their_figure_is_taken_instead_of_mine(self, officer, world, filing):
        save(officer, filing, v="7,7")
        url = reverse("movements:filing_save", args=[filing.pk])
        post = boxes_of(filing) | {"ver-D2-33": 0, "v-D2-33": "1,0", "bo": "D2.33"}

        assert (officer.post(url, post).status_code, Figure.objects.get().value) == (302, 77)

    def test_a_text_too_long_is_not_lost_in_silence(self, officer, filing):
        url = reverse("movements:filing_save", args=[filing.pk])
        answer = officer.post(url, boxes_of(filing) | {"highlights": "a" * 10001})
        assert answer.status_code == 422 and "a" * 10001 in answer.text

    def test_whoever_had_to_sign_in_comes_back_to_the_form(self, officer, filing):
        url = reverse("movements:filing_save", args=[filing.pk])
        assert officer.get(url).url == reverse("movements:filing_detail", args=[filing.pk])
