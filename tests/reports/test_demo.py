"""The demo: who is in it, what they have filed, what is due in its first minute; and that it stays in the demo."""

import hashlib
import json
import time
from datetime import date, datetime
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext, override_settings

from movements.arithmetic import add_up, shown_value
from movements.checks import findings
from movements.compile import amount_of, filing_sections, frozen_filing, owed_indicators, sendings
from movements.compile.completeness import completeness
from movements.enums import FilingState as S
from movements.models import DueDate, Figure, Filing, Indicator, Period, PublishedFigure, Reminder
from movements.render.receipt import receipt
from reports.compile.dashboard import filing_grid
from reports.demo import ACCOUNTS
from reports.demo.accounts import PEOPLE
from reports.demo.load import load_catalogues, load_demo
from reports.demo.values import QUARTERS, series
from reports.models import Recipient, Schedule
from thidua.clock import office_date
from thidua.events import timeline
from thidua.models import Event
from units.models import RoleHolding, Unit, User

pytestmark = pytest.mark.django_db

DEMO_DAY = date(2024, 12, 18)
FIRST_MINUTE = datetime(2024, 12, 18, 8, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
ISSUE_ACCOUNTS = {
    "canbo", "thutruong", "canbo.dakha", "canbo.xa", "chuyenvien", "truongphong", "giamdoc", "vanphong", "vanthu",
    "lanhdao", "uyvien", "quantri",
}  # fmt: skip
MOST_QUERIES = 8_200  # three dozen dossiers, each checked at its doors, filings, sittings, reminders by real acts


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker, tmp_path_factory):
    """The whole demo once for the file, and taken back after it; with the queries it took."""
    files = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("demo"))
    with files, django_db_blocker.unblock(), transaction.atomic():
        with CaptureQueriesContext(connection) as queries:
            reports = load_demo(today=DEMO_DAY)
        yield {"reports": reports, "queries": len(queries)}
        transaction.set_rollback(True)


def period(year, index):
    return Period.objects.get(kind="quarter", year=year, index=index)


def filing(code, year=2024, index=4):
    return Filing.objects.filter(unit__code=code, period=period(year, index)).first()


def run(*options):
    out = StringIO()
    call_command("demo", *options, stdout=out)
    return out.getvalue()


# ---- the command -----------------------------------------------------------------------------------------------------


def test_refuses_outside_the_demo(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="THIDUA_DEMO=1"):
        run()
    assert not User.objects.exists()


def test_tells_what_it_loaded_and_what_found_no_place(settings):
    settings.DEMO, settings.DEMO_TODAY = True, "2024-12-18"
    told = run()
    assert "Báo cáo kết quả minh họa: thêm" in told
    assert "Chưa có chỗ trong danh mục, 62 dòng:" in told
    assert "không nhận ra đơn vị “UBMTTQVN thành phố Kon Tum”" in told
    assert " giây" in told


def test_catalogues_alone_hold_nobody():
    load_catalogues(today=DEMO_DAY)
    assert not User.objects.exists()
    assert not Filing.objects.exists()


def test_a_second_run_does_nothing_and_is_quick(demo, settings):
    settings.DEMO = True
    started = time.monotonic()
    with CaptureQueriesContext(connection) as queries:
        assert "đã có" in run()
    assert len(queries) == 1
    assert time.monotonic() - started < 0.3


def test_catalogues_alone_are_read_again_on_request(demo, settings):
    settings.DEMO, settings.DEMO_TODAY = True, "2024-12-18"
    Unit.objects.filter(code="SNV").update(name="Sở Nội vu")
    before = Filing.objects.count(), User.objects.count()
    assert "Đơn vị, cụm, khối: sửa 1, giữ nguyên" in run("--refresh-catalogues")
    assert (Filing.objects.count(), User.objects.count()) == before
    assert Unit.objects.get(code="SNV").name == "Sở Nội vụ"


def test_takes_few_queries(demo):
    assert demo["queries"] <= MOST_QUERIES


def test_the_same_demo_every_time(demo):
    first = fingerprint()
    with transaction.atomic():
        Event.objects.all()._raw_delete("default")
        Filing.objects.all().delete()
        Recipient.objects.all().delete()
        Schedule.objects.all().delete()
        load_demo(today=DEMO_DAY)
        assert fingerprint() == first


def fingerprint():
    rows = [
        *Figure.objects.order_by("filing__unit__code", "filing__period__last_day", "indicator__code").values_list(
            "filing__unit__code", "filing__period__last_day", "indicator__code", "value", "denominator", "note"
        ),
        *Filing.objects.order_by("unit__code", "period__last_day").values_list("unit__code", "state", "submitted_at"),
        *User.objects.order_by("username").values_list("username", "full_name"),
    ]
    return hashlib.sha256(json.dumps(rows, default=str).encode()).hexdigest()


# ---- people ----------------------------------------------------------------------------------------------------------


def test_the_accounts_of_the_walk_can_sign_in(demo, settings):
    names = {username for username, _ in ACCOUNTS}
    assert names == ISSUE_ACCOUNTS | {"thutruong.dakha", "thutruong.xa"}
    for user in User.objects.filter(username__in=names):
        assert user.check_password(settings.DEMO_PASSWORD), user.username
        assert user.roles, user.username


def test_nobody_else_has_a_password(demo, settings):
    others = User.objects.exclude(username__in=[username for username, _ in ACCOUNTS])
    assert others.count() > 250
    assert not any(user.has_usable_password() for user in others)


def test_everyone_is_illustrative_and_no_mail_can_leave(demo):
    assert not User.objects.filter(illustrative=False).exists()
    assert not User.objects.exclude(email__endswith="@thidua.invalid").exists()


def test_no_made_up_person_bears_the_name_of_the_directives_signer(demo):
    assert not User.objects.filter(full_name__in=["Lê Ngọc Tuấn", "Y Ngọc", "A Pớt"]).exists()


def test_each_unit_that_stands_has_one_officer_and_one_head(demo):
    provinces = ["KT", "QNG"]
    for unit in Unit.objects.on(DEMO_DAY).exclude(code__in=provinces):
        roles = sorted(RoleHolding.objects.filter(unit=unit).values_list("role", flat=True))
        assert roles.count("unit_officer") == roles.count("unit_head") == 1, unit.code


def test_the_clerk_serves_both_offices(demo):
    clerk = User.objects.get(username="vanthu")
    assert {Unit.objects.get(pk=pk).code for role, pk in clerk.roles if role == "clerk"} == {"VPUBND", "SNV"}


def test_named_people_have_distinct_names():
    assert len({person.full_name for person in PEOPLE}) == len(PEOPLE)


# ---- filings ---------------------------------------------------------------------------------------------------------


def test_every_filing_is_marked_and_says_so_in_its_words(demo):
    assert not Filing.objects.filter(illustrative=False).exists()
    for text in Filing.objects.exclude(highlights="").values_list("highlights", flat=True):
        assert text.endswith("(Minh họa)")


def test_the_past_is_accepted_from_nearly_everyone(demo):
    for year, index in QUARTERS[:-1]:
        filed = Filing.objects.filter(period=period(year, index))
        assert set(filed.values_list("state", flat=True)) == {S.ACCEPTED}
        direct = filed.filter(receiver__code="SNV").count()
        assert direct >= 42, (year, index)
        assert filed.exclude(receiver__code="SNV").count() >= 70
        communes = Unit.objects.children_of(Unit.objects.get(code="615"), DEMO_DAY)
        assert filed.filter(unit__in=communes).count() == communes.count() == 11


def test_the_fourth_quarter_stands_as_the_walk_needs_it(demo):
    for code in ("SNNPTNT", "615", "C23512"):
        assert filing(code) is None
        assert filing(code, 2024, 3).state == S.ACCEPTED
    states = {code: filing(code).state for code in ("STC", "SKHDT", "SXD", "SGTVT", "SCT", "STNMT", "C23500", "C23506")}
    assert list(states.values()) == [
        S.ACCEPTED, S.SUBMITTED, S.CHECKING, S.RETURNED, S.TO_HEAD, S.DRAFT, S.ACCEPTED, S.SUBMITTED,
    ]  # fmt: skip
    assert Filing.objects.filter(state=S.RETURNED).count() == 1


def test_the_returned_filing_says_why_and_where(demo):
    event = Event.objects.of(filing("SGTVT")).last()
    assert (event.step, event.reason, event.data) == (
        "return",
        "TL-BC04",
        {
            "marks": ["D3.07"],
            "remarks": {"D3.07": "Đổi sang triệu đồng (minh họa)."},
        },
    )
    assert event.by.username == "chuyenvien"


def test_nothing_lies_in_the_future(demo):
    assert not Event.objects.filter(at__gte=FIRST_MINUTE).exists()
    assert not Figure.objects.filter(changed_at__gte=FIRST_MINUTE).exists()


def test_nothing_was_sent_before_the_figures_were_cut_off(demo):
    for sent in Filing.objects.exclude(submitted_at=None).select_related("period"):
        assert office_date(sent.submitted_at) > sent.period.last_day


def test_late_is_what_the_due_date_says(demo):
    due = {(d.period_id, d.level): d.due_on for d in DueDate.objects.all()}
    late = 0
    for sent in Filing.objects.exclude(submitted_at=None).select_related("unit", "receiver"):
        level = "direct" if sent.goes_to_department else "commune"
        in_time = office_date(sent.first_submitted_at) <= due[sent.period_id, level]
        assert sent.on_time is (None if sent.unit.duty == "invited" else in_time), sent
        late += sent.on_time is False
    assert 20 < late < 100


def test_timelines_follow_the_workflow(demo):
    rows = {}
    for event in (
        Event.objects.filter(about="movements.filing").exclude(to_state="").order_by("pk")
    ):  # saves move nothing
        rows.setdefault(event.about_id, []).append(event)
    for row in Filing.objects.all():
        events = rows[row.pk]
        assert events[-1].to_state == row.state
        assert [e.to_state for e in events[:-1]] == [e.from_state for e in events[1:]]
        assert [e.at for e in events] == sorted(e.at for e in events), row


def test_all_boxes_and_no_others_are_filled(demo):
    for row in Filing.objects.exclude(state=S.DRAFT).select_related("unit", "period").order_by("pk")[::40]:
        owed = set(owed_indicators(row.unit, row.period).values_list("code", flat=True))
        assert set(row.figures.values_list("indicator__code", flat=True)) == owed
        assert None not in map(amount_of, row.figures.select_related("indicator"))


def test_what_was_sent_would_pass_the_checks(demo):
    """A box out of range, far from the last period or unlike its communes is explained, as the checks ask."""
    rows = Filing.objects.filter(first_submitted_at__isnull=False).select_related("unit", "period", "receiver")
    rows = rows.order_by("pk")
    sample = [*rows[::25], *rows.filter(unit__kind__in=["huyen", "thanh_pho"])[::3]]
    for row in sample:
        left = [f"{f.box.code} {f.message}" for f in findings(filing_sections(row)) if f.blocks]
        assert left == [], f"{row}: {left}"


def test_what_was_sent_this_quarter_has_its_receipt(demo):
    sent = Filing.objects.with_names().filter(period=period(2024, 4), first_submitted_at__isnull=False)
    for row in sent[:: max(len(sent) // 5, 1)]:
        sending = sendings(row, timeline(row), own=True)[-1]
        assert sending.is_whole and receipt(sending).rows
        assert sending.data == freeze_again(row, sending)


def freeze_again(row, sending):
    """As the sending itself would have frozen the same rows."""
    filed = sending.data["filed"]
    said = {name: filed[name] for name in ("on_time", "signed_as", "on_behalf")}
    return frozen_filing(row, by=row.submitted_by, at=row.submitted_at, first_at=row.first_submitted_at, **said)


def test_a_district_is_the_sum_of_its_communes(demo):
    district, quarter = Unit.objects.get(code="615"), period(2024, 2)
    houses = Indicator.objects.get(code="D2.06")
    below = Figure.objects.filter(
        indicator=houses, filing__period=quarter, filing__unit__in=Unit.objects.children_of(district, DEMO_DAY)
    ).select_related("indicator")
    own = Figure.objects.select_related("indicator").get(indicator=houses, filing=filing("615", 2024, 2))
    assert below.count() == 11
    assert amount_of(own) == add_up(map(amount_of, below))


def test_some_boxes_are_nothing_and_some_are_explained(demo):
    assert Figure.objects.filter(nothing=True).count() > 500
    notes = Figure.objects.exclude(note="").values_list("note", flat=True)
    assert len(notes) > 20
    assert all(note.endswith("(minh họa).") for note in notes)


def test_ended_indicators_are_not_asked_after_their_end(demo):
    covid = Figure.objects.filter(indicator__code__in=["D4.01", "D4.02", "D4.03"])
    assert covid.exists()
    assert not covid.filter(filing__period__last_day__gt=date(2023, 10, 19)).exists()


@pytest.mark.parametrize("code", ["D2.09", "D2.33", "D2.37"])
def test_illustrative_quarters_agree_with_the_published_year(demo, code):
    """With the fourth quarter of the demo's series, the year is what was published, or above it where that says so."""
    indicator = Indicator.objects.get(code=code)
    unit = indicator.duties.get().unit
    total = sum(box.value or 0 for (year, _), box in series(indicator, unit).items() if year == 2024)
    published = PublishedFigure.objects.usable().get(indicator=indicator, year=2024)
    assert total == published.value if published.qualifier == "about" else total > published.value


def test_the_last_planting_stands_beside_canbos_box(demo):
    past = Figure.objects.get(filing=filing("SNNPTNT", 2024, 3), indicator__code="D2.33")
    assert past.value == 16508  # 1.650,8 ha


def test_rates_stay_between_nothing_and_all(demo):
    for figure in Figure.objects.filter(indicator__entry="rate", indicator__multiplier=100).select_related("indicator"):
        assert 0 <= shown_value(amount_of(figure), figure.indicator) <= 100 * 10**figure.indicator.decimals


def test_the_outbox_shows_the_day_before(demo):
    rows = Reminder.objects.filter(day=date(2024, 12, 17))
    assert set(rows.values_list("state", flat=True)) == {"sent"}
    assert rows.count() == Reminder.objects.count() == 9
    by_hand = rows.filter(lines__asked_by__username="chuyenvien").distinct()
    assert by_hand.count() == 2
    assert {event.step for row in by_hand for event in Event.objects.of(row)} == {"remind"}
    assert rows.get(person__username="canbo").lines.get().text.endswith("còn 3 ngày làm việc.")
    assert rows.get(person__username="sct.thutruong").lines.get().text.count("chờ thủ trưởng ký") == 1


# ---- schedules -------------------------------------------------------------------------------------------------------


def test_the_yearly_report_is_due_in_the_first_minute(demo):
    due = Schedule.objects.due(FIRST_MINUTE)
    assert [(s.period_kind, s.next_period.year, s.owner.username) for s in due] == [("year", 2024, "chuyenvien")]
    assert due[0].next_period.basis == "nd09"
    assert due[0].unit.code == "SNV"
    quarterly = Schedule.objects.get(period_kind="quarter")
    assert (quarterly.next_period.year, quarterly.next_period.index) == (2025, 1)
    assert office_date(quarterly.next_run_at) == date(2025, 3, 18)


def test_drafts_go_to_accounts_issued_reports_to_noi_nhan(demo):
    for schedule in Schedule.objects.all():
        drafts = schedule.recipients.filter(gets_draft=True)
        assert set(drafts.values_list("user__username", flat=True)) == {
            "lanhdao", "giamdoc", "truongphong", "chuyenvien",
        }  # fmt: skip
        issued = list(schedule.recipients.filter(gets_issued=True))
        assert (issued[0].name, issued[0].user.username) == ("Ủy ban nhân dân tỉnh (b/c)", "lanhdao")
        assert all(r.user or r.address.endswith("@thidua.invalid") for r in issued)
        addresses = [r.address or r.user.email for r in issued]
        assert len(addresses) == len(set(addresses))


@pytest.mark.postgres
def test_the_planner_knows_what_was_loaded(demo):
    """One query of a filing's page took minutes while PostgreSQL took the freshly loaded tables for empty."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = %s", [Figure._meta.db_table])
        assert cursor.fetchone()[0] == Figure.objects.count()


@pytest.mark.parametrize("year", [2023, 2024])
@pytest.mark.usefixtures("demo", "no_snapshot")
def test_completeness_and_the_dashboard_agree(year):
    """Two pages show the same cells: whoever is asked, the same unit stands in the same state."""
    leader, quarter = User.objects.get(username="lanhdao"), period(year, 4)
    grid = filing_grid(period=quarter, user=leader, today=DEMO_DAY)
    words = {"returned": "rework", "sent": "not_expected"}  # the dashboard's words for two of the states
    shown = {row.unit: [words.get(state, state) for state in row.states] for row in (*grid.direct, *grid.communes)}
    board = completeness(leader, [period(year, index) for index in range(1, 5)], today=DEMO_DAY)
    assert {row.unit.pk: [cell.state if cell else "" for cell in row.cells] for row in board.rows} == shown
    assert len(shown) > 150
