"""Who is on whose list, in which state, and until when."""

import datetime as dt

import pytest
from django.urls import reverse

from movements.compile import counts, expected_units, filtered, open_periods, own_filings, queue_rows, with_moments
from movements.models import DueDate, Filing, ReportingDuty
from tests.factories import FilingFactory, PeriodFactory, UnitFactory, UserFactory, place
from thidua.looks import look
from units.enums import Role
from units.models import Placement, RoleHolding

pytestmark = pytest.mark.django_db
DUE_DIRECT, DUE_COMMUNE = dt.date(2024, 12, 20), dt.date(2024, 12, 18)
TODAY = DUE_COMMUNE
PROVINCE = {"SNV", "VPUBND", "SNNPTNT", "SYT", "MTTQ", "615", "611"}


@pytest.fixture
def rows_of(world):
    def rows(username, today=TODAY, period=4):
        found = queue_rows(world.people[username], world.periods[period], today=today)
        return {row.unit.code: row for row in with_moments(found)}

    return rows


def file(world, code, state="submitted", **fields):
    receiver = world.units[fields.pop("to", "SNV")]
    trait = {} if state == "draft" else {"confirmed": True} if state == "accepted" else {"sent": True}
    filing = FilingFactory(unit=world.units[code], period=world.periods[4], receiver=receiver, **trait, **fields)
    Filing.objects.filter(pk=filing.pk).update(state=state, withdrawn=state == "recalled")
    return filing


class TestWho:
    @pytest.mark.parametrize("username", ["chuyenvien", "truongphong", "giamdoc", "vanphong", "lanhdao", "quantri"])
    def test_the_province_has_its_own_children(self, rows_of, username):
        assert set(rows_of(username)) == PROVINCE

    def test_a_district_has_its_communes(self, rows_of):
        assert set(rows_of("canbo_dakha")) == {"C23512", "C23500"}

    @pytest.mark.parametrize("username", ["canbo", "canbo_xa", "uyvien"])
    def test_who_has_nobody_below_receives_nothing(self, rows_of, username):
        assert rows_of(username) == {}

    def test_a_person_without_a_unit_receives_nothing(self, world):
        stranger = UserFactory(unit=None)
        assert queue_rows(stranger, world.periods[4], today=TODAY) == []

    def test_in_the_order_of_names(self, rows_of):
        """Huyện Đắk Hà, Huyện Ngọc Hồi (Đ before N), the three Sở, Ủy ban …, Văn phòng …"""
        assert list(rows_of("chuyenvien")) == ["615", "611", "SNV", "SNNPTNT", "SYT", "MTTQ", "VPUBND"]

    def test_only_those_who_owe_something(self, world, rows_of):
        place(UnitFactory(kind="doanh_nghiep", code="DN"), world.units["KT"])
        assert "DN" not in rows_of("chuyenvien")
        ReportingDuty.objects.create(
            indicator=world.indicators["meetings"], unit=UnitFactory._meta.model.objects.get(code="DN")
        )
        assert "DN" in rows_of("chuyenvien")

    def test_as_the_tree_stood_on_the_periods_last_day(self, world, rows_of):
        Placement.objects.filter(unit=world.units["SYT"]).update(valid_to=dt.date(2024, 12, 13))
        Placement.objects.filter(unit=world.units["611"]).update(valid_to=dt.date(2024, 12, 14))
        assert set(rows_of("chuyenvien")) == PROVINCE - {"SYT"}

    def test_after_the_merger_the_new_province_is_on_top(self, world):
        new = UnitFactory(code="QNG", kind="tinh", valid_from=dt.date(2025, 7, 1))
        world.units["KT"].valid_to = dt.date(2025, 6, 30)
        world.units["KT"].save()
        commune = UnitFactory(code="MOI", kind="xa", valid_from=dt.date(2025, 7, 1))
        place(commune, new, start=dt.date(2025, 7, 1))
        found = expected_units(None, PeriodFactory(year=2025, index=3))
        assert [unit.code for unit in found] == ["MOI"]

    def test_without_a_province_there_is_nobody(self, world, settings):
        settings.OFFICE = settings.OFFICE | {"province_codes": ["HN"]}
        assert list(expected_units(None, world.periods[4])) == []


class TestState:
    @pytest.mark.parametrize(
        ("today", "state", "left"),
        [
            (dt.date(2024, 12, 18), "open", 2),
            (dt.date(2024, 12, 19), "open", 1),
            (dt.date(2024, 12, 20), "open", 0),  # the due day itself, a Friday, until midnight
            (dt.date(2024, 12, 21), "overdue", -1),  # Saturday: late, as whoever sends then is judged late
            (dt.date(2024, 12, 22), "overdue", -1),
            (dt.date(2024, 12, 23), "overdue", -1),
            (dt.date(2024, 12, 24), "overdue", -2),
        ],
    )
    def test_until_when(self, rows_of, today, state, left):
        row = rows_of("chuyenvien", today)["SYT"]
        assert (row.state, row.days_left, row.due_on) == (state, left, DUE_DIRECT)

    def test_a_due_day_on_a_weekend_is_still_to_come_on_friday(self, world, rows_of):
        DueDate.objects.filter(level="direct").update(due_on=dt.date(2024, 12, 22))
        row = rows_of("chuyenvien", dt.date(2024, 12, 20))["SYT"]
        assert (row.state, row.days_left) == ("open", 1)
        assert rows_of("chuyenvien", dt.date(2024, 12, 22))["SYT"].days_left == 0

    def test_communes_have_their_own_day(self, rows_of):
        assert rows_of("canbo_dakha")["C23512"].due_on == DUE_COMMUNE
        assert rows_of("canbo_dakha", dt.date(2024, 12, 19))["C23512"].state == "overdue"
        assert rows_of("chuyenvien", dt.date(2024, 12, 19))["615"].state == "open"

    @pytest.mark.parametrize("today", [TODAY, dt.date(2025, 6, 1)])
    def test_who_is_only_invited_is_never_late(self, rows_of, today):
        row = rows_of("chuyenvien", today)["MTTQ"]
        assert (row.state, row.days_left, row.on_time) == ("not_expected", None, None)

    def test_a_due_day_that_is_moved_moves_the_state(self, rows_of):
        late = dt.date(2024, 12, 24)
        assert rows_of("chuyenvien", late)["SYT"].state == "overdue"
        DueDate.objects.filter(level="direct").update(due_on=late)
        assert rows_of("chuyenvien", late)["SYT"].state == "open"

    def test_without_a_due_day_nobody_is_late(self, rows_of):
        DueDate.objects.all().delete()
        row = rows_of("chuyenvien", dt.date(2025, 6, 1))["SYT"]
        assert (row.state, row.due_on, row.days_left) == ("open", None, None)

    @pytest.mark.parametrize("state", ["submitted", "checking", "accepted"])
    def test_what_was_sent_stands_with_its_state(self, world, rows_of, state):
        filing = file(world, "SYT", state=state)
        row = rows_of("chuyenvien", dt.date(2025, 6, 1))["SYT"]
        assert (row.filing.pk, row.state, row.days_left) == (filing.pk, state, None)
        assert (row.sent_at, row.on_time) == (filing.submitted_at, True)

    @pytest.mark.parametrize("state", ["returned", "unlocked", "to_head"])
    def test_what_was_given_back_has_a_day_of_its_own(self, world, rows_of, state):
        filing = file(world, "SYT", state=state, correct_by=dt.date(2024, 12, 23))
        for today, left in ((dt.date(2024, 12, 20), 1), (dt.date(2024, 12, 25), -2)):
            row = rows_of("chuyenvien", today)["SYT"]
            assert (row.filing.pk, row.state, row.label) == (filing.pk, "rework", "Trả lại, chưa gửi lại")
            assert (row.correct_by, row.correct_left, row.days_left) == (dt.date(2024, 12, 23), left, None)
            assert row.on_time is True  # judged by the first sending, whatever came after

    @pytest.mark.parametrize("state", ["draft", "recalled"])
    def test_what_the_unit_still_holds_is_not_sent(self, world, rows_of, state):
        file(world, "SYT", state=state)
        row = rows_of("chuyenvien", dt.date(2024, 12, 24))["SYT"]
        assert (row.filing, row.state, row.sent_at) == (None, "overdue", None)

    def test_a_filing_of_another_period_is_another(self, world, rows_of):
        file(world, "SYT")
        assert rows_of("chuyenvien", period=3)["SYT"].filing is None

    def test_every_state_has_its_word_and_its_look(self, world, rows_of):
        for code, state in zip(
            ["SYT", "615", "611", "SNNPTNT"], ["submitted", "checking", "returned", "accepted"], strict=True
        ):
            file(world, code, state=state)
        for today in (TODAY, dt.date(2025, 1, 2)):
            for row in rows_of("chuyenvien", today).values():
                assert row.label
                assert look(row.state)


class TestFilter:
    @pytest.fixture
    def rows(self, world, rows_of):
        file(world, "SYT")
        file(world, "615", state="accepted")
        return list(rows_of("chuyenvien", dt.date(2024, 12, 24)).values())

    @pytest.mark.parametrize(
        ("words", "codes"),
        [
            ("dak ha", {"615"}), ("ĐẮK HÀ", {"615"}), ("Đắk  Hà ", {"615"}), ("y te", {"SYT"}),
            ("huyen", {"615", "611"}),
            ("", PROVINCE), ("   ", PROVINCE), ("không có", set()), ("%", set()), ("_", set()), ("dak mar", set()),
        ],
    )  # fmt: skip
    def test_words(self, rows, words, codes):
        assert {row.unit.code for row in filtered(rows, words=words)} == codes

    def test_state_and_words_together(self, rows):
        assert {row.unit.code for row in filtered(rows, state="overdue", words="huyen")} == {"611"}
        assert filtered(rows, state="checking") == []
        assert filtered(rows, state="khong-co") == []

    def test_counts_are_of_the_states_that_occur(self, rows):
        assert [(state, n) for state, _, n in counts(rows)] == [
            ("overdue", 4), ("submitted", 1), ("accepted", 1), ("not_expected", 1),
        ]  # fmt: skip
        assert sum(n for _, _, n in counts(rows)) == len(rows)
        assert counts([]) == []


class TestPeriods:
    def test_what_has_ended_and_has_a_due_day(self, world):
        PeriodFactory(year=2025, index=1)  # without a due day
        DueDate.objects.create(period=PeriodFactory(year=2025, index=2), level="direct", due_on="2025-06-20")
        assert list(open_periods(TODAY)) == [world.periods[4], world.periods[3]]

    @pytest.mark.parametrize(("today", "there"), [(dt.date(2024, 12, 14), False), (dt.date(2024, 12, 15), True)])
    def test_from_the_day_after_the_cut_off(self, world, today, there):
        assert (world.periods[4] in open_periods(today)) == there

    def test_half_years_and_calendar_quarters_are_not_filed(self, world):
        for period in (
            PeriodFactory(kind="half", index=1),
            PeriodFactory(index=2, basis="calendar"),
            world.periods["year"],
        ):
            DueDate.objects.create(period=period, level="direct", due_on="2024-07-01")
        assert set(open_periods(TODAY)) == {world.periods[3], world.periods[4]}

    def test_ones_own_by_period_whatever_their_state(self, world):
        filing = file(world, "SNNPTNT", state="draft")
        file(world, "SYT")
        found = own_filings(world.canbo, [world.periods[3], world.periods[4]])
        assert found == {world.periods[4].pk: filing}
        assert found[world.periods[4].pk].due_on == DUE_DIRECT


class TestCost:
    @pytest.mark.parametrize("count", [1, 3])
    def test_eight_queries(self, world, count, django_assert_num_queries):
        for code in ("SYT", "611", "SNNPTNT")[:count]:
            file(world, code)
        world.chuyenvien.has_role(Role.HOME_AFFAIRS_OFFICER)  # read once per request
        with django_assert_num_queries(8):
            rows = queue_rows(world.chuyenvien, world.periods[4], today=TODAY)
            assert [(row.unit.name, row.filing and row.filing.pk) for row in rows]

    @pytest.mark.parametrize("count", [1, 3])
    def test_of_a_district(self, world, count, django_assert_max_num_queries):
        for number in range(count):
            unit = UnitFactory(kind="xa", code=f"N{number}")
            place(unit, world.units["615"])
            world.units[unit.code] = unit
            file(world, unit.code, to="615")
        _ = world.canbo_dakha.roles, world.canbo_dakha.unit
        with django_assert_max_num_queries(8):
            queue_rows(world.canbo_dakha, world.periods[4], today=TODAY)


class TestPage:
    def test_two_quarters_choose_their_own_rows(self, client, world):
        file(world, "SYT", state="accepted")
        client.force_login(world.chuyenvien)
        for index, expected in ((3, False), (4, True)):
            page = client.get(reverse("movements:filing_list"), {"ky": world.periods[index].pk}).text
            assert ("Đã xác nhận số liệu" in page) == expected

    @pytest.mark.parametrize("asked", ["999999", "9" * 30, "x", "-1", ""])
    def test_an_address_by_hand(self, client, world, asked):
        client.force_login(world.chuyenvien)
        status = client.get(reverse("movements:filing_list"), {"ky": asked}).status_code
        assert status == (404 if asked.isdecimal() else 200)

    def test_without_any_period(self, client, world):
        DueDate.objects.all().delete()
        for person in (world.chuyenvien, world.canbo):
            client.force_login(person)
            assert "Chưa có kỳ nào đến hạn" in client.get(reverse("movements:filing_list")).text

    def test_a_person_without_unit(self, client, world):
        stranger = UserFactory(unit=None)
        client.force_login(stranger)
        page = client.get(reverse("movements:filing_list"))
        assert page.status_code == 200
        assert "Sở Y tế" not in page.text

    def test_who_holds_two_seats_sees_both(self, client, world):
        RoleHolding.objects.create(user=world.chuyenvien, role=Role.UNIT_OFFICER, unit=world.units["SNV"])
        client.force_login(world.chuyenvien)
        page = client.get(reverse("movements:filing_list")).text
        assert "Của đơn vị tôi" in page
        assert "Sở Y tế" in page
