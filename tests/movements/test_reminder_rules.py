"""Which day who is told what: working days before and after, over Tết and swapped days; tones; escalation."""

import datetime as dt

import pytest

from movements.models import DueDate, Extension, Period, ReminderDay, ReminderRule
from movements.workflow import FILING
from tests.factories import FilingFactory, PeriodFactory, RegistrationFactory, TermFactory
from tests.movements.office import days_off, digests, morning, only_owing, rules, told_on
from thidua.events import record
from units.models import RoleHolding, User

pytestmark = pytest.mark.django_db
DUE = dt.date(2024, 12, 20)  # of departments, a Friday; communes: the 18th


@pytest.fixture(autouse=True)
def _rules(world):
    rules()


def day(text):
    return dt.date(*reversed([int(part) for part in text.split("/")]))


def move_due(world, on, *, level="direct"):
    DueDate.objects.filter(period=world.periods[4], level=level).update(due_on=on)


# ---- days ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "told"),
    [
        ("05/12/2024", False),
        ("06/12/2024", True),  # ten working days before
        ("09/12/2024", False),
        ("17/12/2024", True),  # three
        ("18/12/2024", False),
        ("19/12/2024", True),  # one
        ("20/12/2024", False),  # the day itself
        ("23/12/2024", True),  # one after
        ("27/12/2024", True),  # five after
        ("30/12/2024", False),
    ],
)
def test_ten_three_one_before_and_one_five_after(world, on, told):
    only_owing(world, "SYT")
    assert ("canbo_khac" in digests(day(on))) == told


def test_over_tet_and_a_saturday_worked(world):
    """Due 05/02/2025, the fifth working day counting a worked Saturday: Tết from 27 to 31 January is no day."""
    days_off(*(dt.date(2025, 1, n) for n in (27, 28, 29, 30, 31)))
    days_off(dt.date(2025, 2, 1), kind="working")
    period = PeriodFactory(year=2025, index=1, first_day=dt.date(2024, 12, 15), last_day=dt.date(2025, 1, 20))
    DueDate.objects.create(period=period, level="direct", due_on=dt.date(2025, 2, 5))
    only_owing(world, "SYT")
    told = [
        n for n in range(15, 60)
        if "canbo_khac" in digests(dt.date(2025, 1, 1) + dt.timedelta(days=n))
    ]  # fmt: skip
    days = [dt.date(2025, 1, 1) + dt.timedelta(days=n) for n in told]
    # 5/2 W; 4/2 T = 1; 3/2 M = 2; 1/2 worked Saturday = 3; 24/1 F = 4 … 16/1 Th = 10; after: 6/2 = 1, 12/2 = 5
    assert days == [day(text) for text in ("16/01/2025", "01/02/2025", "04/02/2025", "06/02/2025", "12/02/2025")]


def test_a_due_day_on_a_sunday_reminds_once_of_each_rule(world):
    """Registration is due on Sunday 05/01/2025; nothing goes out on weekends."""
    TermFactory()
    only_owing(world)
    days = [dt.date(2024, 12, 16) + dt.timedelta(days=n) for n in range(30)]
    told = [one for one in days if "canbo_khac" in digests(one)]
    assert told == [day(text) for text in ("23/12/2024", "01/01/2025", "03/01/2025", "06/01/2025", "10/01/2025")]


def test_nothing_on_weekends_holidays_or_before_the_hour(world):
    from movements.actions import make_digests

    move_due(world, dt.date(2024, 12, 24))
    assert digests(dt.date(2024, 12, 21)) == {}
    days_off(dt.date(2024, 12, 23))
    assert digests(dt.date(2024, 12, 23)) == {}
    assert make_digests(at=morning(2024, 12, 19, 7, 29), now=morning(2024, 12, 19)) == 0
    assert not ReminderDay.objects.exists()
    assert make_digests(at=morning(2024, 12, 19, 7, 30), now=morning(2024, 12, 19)) > 0


def test_a_day_on_which_the_portal_stood_still_is_made_up_for_once(world):
    only_owing(world, "SYT")
    digests(dt.date(2024, 12, 16))
    assert digests(dt.date(2024, 12, 18))["canbo_khac"] == [
        "Báo cáo kết quả quý IV và năm 2024 của Sở Y tế; hạn gửi 20/12/2024, còn 2 ngày làm việc."
    ]
    assert "canbo_khac" in digests(dt.date(2024, 12, 19))


def test_the_first_day_of_all_looks_at_itself_only(world):
    only_owing(world, "SYT")
    assert digests(dt.date(2024, 12, 18)) == {}


def test_days_are_rows_that_an_administrator_edits(client, world):
    only_owing(world, "SYT")
    client.force_login(world.quantri)
    row = ReminderRule.objects.get(kind="filing_due", days=3, audience="holder")
    sent = {"kind": "filing_due", "days": 2, "audience": "holder", "active": "on"}
    assert client.post(f"/quan-tri/movements/reminderrule/{row.pk}/change/", sent).status_code == 302
    assert digests(dt.date(2024, 12, 17)) == {}
    assert "canbo_khac" in digests(dt.date(2024, 12, 18))
    off = {key: value for key, value in sent.items() if key != "active"} | {"days": 1}
    row = ReminderRule.objects.get(kind="filing_due", days=1, audience="holder")
    client.post(f"/quan-tri/movements/reminderrule/{row.pk}/change/", off)
    assert digests(dt.date(2024, 12, 19)) == {}


def test_loading_again_leaves_what_an_administrator_has_switched_off(world):
    ReminderRule.objects.filter(days=10).update(active=False)
    rules()
    assert ReminderRule.objects.filter(active=False).count() == 2
    assert ReminderRule.objects.count() == 22


def test_the_same_rule_twice_is_refused_in_words(client, world):
    client.force_login(world.quantri)
    sent = {"kind": "filing_due", "days": 3, "audience": "holder", "active": "on"}
    assert "Mốc này đã có" in client.post("/quan-tri/movements/reminderrule/add/", sent).text
    waiting = {"kind": "waiting", "days": 3, "audience": "holder", "active": "on"}
    assert "tính từ ngày gửi" in client.post("/quan-tri/movements/reminderrule/add/", waiting).text


def test_an_extension_counts_as_the_due_day(world):
    only_owing(world, "SYT")
    Extension.objects.create(
        period=world.periods[4],
        unit=world.units["SYT"],
        due_on=dt.date(2024, 12, 27),
        reason="Bão",
        at=morning(2024, 12, 18),
    )
    assert digests(dt.date(2024, 12, 19)) == {}
    assert digests(dt.date(2024, 12, 24))["canbo_khac"] == [
        "Báo cáo kết quả quý IV và năm 2024 của Sở Y tế; hạn gửi 27/12/2024, còn 3 ngày làm việc."
    ]


# ---- who -------------------------------------------------------------------------------------------------------------


def test_what_waits_for_the_signature_is_the_heads(world):
    only_owing(world, "SNNPTNT")
    FilingFactory(unit=world.units["SNNPTNT"], period=world.periods[4], receiver=world.units["SNV"], state="to_head")
    assert digests(dt.date(2024, 12, 19)) == {
        "thutruong": [
            (
                "Báo cáo kết quả quý IV và năm 2024 của Sở Nông nghiệp và Phát triển nông thôn, đang chờ thủ trưởng "
                "ký; hạn gửi 20/12/2024, còn 1 ngày làm việc."
            )
        ]
    }


def test_the_officer_then_the_head_then_one_list_to_home_affairs(world):
    only_owing(world, "SNNPTNT", "C23512")
    assert sorted(digests(dt.date(2024, 12, 19))) == ["canbo", "canbo_xa", "thutruong_xa"]  # the commune is one late
    after = digests(dt.date(2024, 12, 23))
    assert {"canbo", "thutruong"} <= after.keys()
    assert after["thutruong"] == [
        (
            "Báo cáo kết quả quý IV và năm 2024 của Sở Nông nghiệp và Phát triển nông thôn; hạn gửi 20/12/2024, "
            "đã quá hạn 1 ngày làm việc."
        )
    ]
    lists = digests(dt.date(2024, 12, 25)) | digests(dt.date(2024, 12, 27))
    assert (
        lists["chuyenvien"]
        == lists["truongphong"]
        == [
            (
                "Danh sách chưa gửi báo cáo kết quả quý IV và năm 2024, đến ngày 27/12/2024: 2 đơn vị quá hạn.\n"
                "Nộp về Sở Nội vụ (1): Sở Nông nghiệp và Phát triển nông thôn.\n"
                "Nộp về Huyện Đắk Hà (1): Xã Đắk Mar."
            )
        ]
    )
    assert "thutruong" not in told_on(dt.date(2024, 12, 27))


def test_what_was_sent_is_nobodys_work(world):
    only_owing(world)
    for n in range(16, 28):
        assert digests(dt.date(2024, 12, n)) == {}


def test_nobody_inactive_is_told(world):
    only_owing(world, "SYT")
    User.objects.filter(pk=world.canbo_khac.pk).update(is_active=False)
    assert digests(dt.date(2024, 12, 19)) == {}


def test_a_role_that_has_ended_is_told_nothing(world):
    only_owing(world, "SYT")
    RoleHolding.objects.filter(user=world.canbo_khac).update(active=False)
    assert digests(dt.date(2024, 12, 19)) == {}


# ---- the tone towards those who are asked ----------------------------------------------------------------------------


def test_those_who_are_asked_get_an_invitation_and_no_word_of_being_late(world):
    only_owing(world, "MTTQ")
    person = User.objects.create(username="mttq", full_name="Người MTTQ", unit=world.units["MTTQ"], email="m@x.invalid")
    for role in ("unit_officer", "unit_head"):
        RoleHolding.objects.create(user=person, role=role, unit=world.units["MTTQ"])
    told = [digests(dt.date(2024, 12, n)).get("mttq") for n in range(16, 31)]
    words = (
        "Kính đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh gửi báo cáo kết quả quý IV và năm 2024; nếu được, "
        "trong ngày 20/12/2024."
    )
    assert [one for one in told if one] == [[words], [words]]  # three and one before; nothing after


# ---- corrections, and what waits -------------------------------------------------------------------------------------


def returned(world, at, **fields):
    filing = FilingFactory(
        unit=world.units["SNNPTNT"], period=world.periods[4], receiver=world.units["SNV"], sent=True,
        submitted_by=world.thutruong, **{"state": "returned"} | fields,
    )  # fmt: skip
    step = FILING.steps["return"]
    record(filing, step="return", label=step.label, by=world.chuyenvien, at=at, to_state="returned")
    return filing


def test_a_correction_has_a_day_of_its_own(world):
    """Returned on Wednesday 18/12: five working days to 25/12."""
    only_owing(world, "SNNPTNT")
    filing = returned(world, morning(2024, 12, 18))
    days = [dt.date(2024, 12, 19) + dt.timedelta(days=n) for n in range(16)]
    told = {one: found for one in days if (found := digests(one))}
    assert {one: sorted(people) for one, people in told.items()} == {
        dt.date(2024, 12, 20): ["canbo"],
        dt.date(2024, 12, 24): ["canbo"],
        dt.date(2024, 12, 26): ["canbo", "thutruong"],
        dt.date(2025, 1, 1): ["canbo", "chuyenvien", "truongphong"],
    }
    assert told[dt.date(2024, 12, 20)]["canbo"] == [
        (
            "Báo cáo kết quả quý IV và năm 2024 của Sở Nông nghiệp và Phát triển nông thôn, đang chờ sửa và gửi lại từ "
            "ngày 18/12/2024; hạn gửi lại 25/12/2024, còn 3 ngày làm việc."
        )
    ]
    assert "chưa gửi lại" in told[dt.date(2025, 1, 1)]["chuyenvien"][0]
    assert filing.state == "returned"


def test_a_registration_that_came_back(world):
    only_owing(world)
    registration = RegistrationFactory(
        unit=world.units["SYT"], term=TermFactory(register_by=dt.date(2025, 3, 1)), receiver=world.units["SNV"],
        sent=True, submitted_by=world.canbo_khac, state="returned",
    )  # fmt: skip
    record(registration, step="return", label="Trả lại", by=world.chuyenvien, at=morning(2024, 12, 18))
    assert digests(dt.date(2024, 12, 24))["canbo_khac"] == [
        (
            "Đăng ký thi đua năm 2025 của Sở Y tế, đang chờ sửa và gửi lại từ ngày 18/12/2024; hạn gửi lại 25/12/2024, "
            "còn 1 ngày làm việc."
        )
    ]


def test_what_waits_three_days_is_one_line_to_its_receiver(world):
    only_owing(world)
    for code, receiver in (("SYT", "SNV"), ("SNNPTNT", "SNV"), ("C23512", "615")):
        world.periods[4].filings.filter(unit=world.units[code]).update(
            state="submitted", submitted_at=morning(2024, 12, 17), receiver=world.units[receiver]
        )
    assert digests(dt.date(2024, 12, 19)) == {}
    told = digests(dt.date(2024, 12, 20))
    assert sorted(told) == ["canbo_dakha", "chuyenvien", "truongphong"]
    assert told["chuyenvien"] == [
        "2 báo cáo kết quả quý IV và năm 2024 gửi đến Sở Nội vụ đã chờ xử lý từ 3 ngày làm việc trở lên."
    ]
    assert "1 báo cáo" in told["canbo_dakha"][0]


@pytest.mark.parametrize(
    ("audience", "receiver", "told"),
    [
        ("head", "SNV", ["giamdoc"]), ("head", "615", ["thutruong_dakha"]),
        ("department", "615", ["chuyenvien", "truongphong"]),
    ],
)  # fmt: skip
def test_what_waits_longer_can_go_further_up(world, audience, receiver, told):
    ReminderRule.objects.create(kind="waiting", days=-5, audience=audience)
    only_owing(world)
    world.periods[4].filings.filter(unit=world.units["C23512"]).update(
        state="submitted", submitted_at=morning(2024, 12, 17), receiver=world.units[receiver]
    )
    assert sorted(digests(dt.date(2024, 12, 24))) == told


# ---- registrations ---------------------------------------------------------------------------------------------------


def test_registrations_are_reminded_like_filings(world):
    TermFactory()
    only_owing(world)
    for code in world.units:
        if code not in ("C23512", "SYT"):
            RegistrationFactory(unit=world.units[code], term=TermFactory(), receiver=world.units["SNV"], accepted=True)
    told = digests(dt.date(2025, 1, 3))
    assert sorted(told) == ["canbo_khac", "canbo_xa"]
    assert told["canbo_xa"] == ["Đăng ký thi đua năm 2025 của Xã Đắk Mar; hạn gửi 05/01/2025, còn 1 ngày làm việc."]


def test_reading_does_not_grow_with_units(world, django_assert_max_num_queries):
    from movements.compile.reminders import lines_due

    found = list(ReminderRule.objects.all())
    TermFactory()
    with django_assert_max_num_queries(26):
        assert lines_due(found, since=dt.date(2024, 12, 18), today=dt.date(2024, 12, 19))
    assert Period.objects.filed().count() == 2
