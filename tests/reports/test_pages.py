"""The pages of the reports room, as the people named use them."""

import datetime as dt

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from movements.models import Target
from reports import actions
from reports.enums import DeliveryState, ReportState, RunKind, RunState
from reports.models import Report, Run
from tests.reports.office import AT, NOW, make_run
from tests.scene import pdf_upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_snapshot", "quick_pdf")]
AFTERNOON = dt.datetime(2024, 12, 26, 7, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _after_the_due_day(office):
    office(AFTERNOON)


@pytest.fixture
def report(schedule, monkeypatch):
    with monkeypatch.context() as quiet:
        quiet.setattr("reports.tasks.send_delivery.delay_on_commit", lambda **given: None)
        run = make_run(schedule)
        actions.build(run_id=run.pk, at=AT, now=NOW)
    return Report.objects.get()


def sign_in(client, person):
    client.force_login(person)
    return client


def sign(report, world):
    for step, who in (("to_lead", "chuyenvien"), ("to_head", "truongphong"), ("sign", "giamdoc")):
        actions.step_report(report=report, step_name=step, by=world.people[who], at=AT)


# --- The list ------------------------------------------------------------------------------------------------


def test_the_list(client, report, filed):
    text = sign_in(client, filed.chuyenvien).get(reverse("reports:report_list")).text
    for words in ("Báo cáo năm", "Chạy ngay", "Năm 2024", report.title, "Xem bản tổng hợp"):
        assert words in text


def test_a_leader_sees_it_without_the_button(client, report, filed):
    text = sign_in(client, filed.lanhdao).get(reverse("reports:report_list")).text
    assert report.title in text and "Chạy ngay</button>" not in text


def test_the_list_says_when_there_is_no_pango(client, schedule, filed, monkeypatch):
    monkeypatch.setattr("reports.views.reports.pdf_available", lambda: False)
    assert "Máy chủ chưa dựng được PDF" in sign_in(client, filed.chuyenvien).get(reverse("reports:report_list")).text


def test_an_empty_list_says_so(client, world):
    text = sign_in(client, world.chuyenvien).get(reverse("reports:report_list")).text
    assert "Chưa có lịch nào" in text and "Chưa có bản tổng hợp nào" in text


def count_queries(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    return len(queries)


def test_queries_of_the_list_do_not_grow(client, schedule, report, filed):
    sign_in(client, filed.chuyenvien)
    one = count_queries(client, reverse("reports:report_list"))
    for _ in range(2):
        run = make_run(schedule, kind=RunKind.MANUAL, asked_by=filed.truongphong)
        actions.build(run_id=run.pk, at=AT, now=NOW)
    assert count_queries(client, reverse("reports:report_list")) == one


def test_queries_of_the_report_do_not_grow(client, report, filed):
    sign_in(client, filed.chuyenvien)
    url = reverse("reports:report_detail", args=[report.pk])
    one = count_queries(client, url)
    for _ in range(3):
        report.deliveries.create(kind="again", recipient_name="x", address="x@thidua.invalid", queued_at=NOW)
    assert count_queries(client, url) == one


# --- Run now -------------------------------------------------------------------------------------------------


def run_now(client, schedule, period):
    return client.post(reverse("reports:schedule_run", args=[schedule.pk]), {"period": period.pk}, follow=True)


@pytest.mark.usefixtures("handed")
def test_run_now_and_a_second_click(client, schedule, filed):
    sign_in(client, filed.chuyenvien)
    assert "Đã xếp hàng tổng hợp Năm 2024" in run_now(client, schedule, filed.periods["year"]).text
    text = run_now(client, schedule, filed.periods["year"]).text
    assert "đang được tổng hợp" in text and Run.objects.count() == 1


@pytest.mark.usefixtures("handed")
def test_only_periods_of_the_schedules_kind(client, schedule, filed):
    text = run_now(sign_in(client, filed.chuyenvien), schedule, filed.periods[4]).text
    assert "Chọn một kỳ trong danh sách" in text and not Run.objects.exists()


def test_run_now_through_the_worker_to_the_mail(client, schedule, filed, django_capture_on_commit_callbacks):
    """Eager tasks: the click, the run, the report, the mail."""
    with django_capture_on_commit_callbacks(execute=True):
        run_now(sign_in(client, filed.chuyenvien), schedule, filed.periods["year"])
    assert Run.objects.get().state == RunState.READY
    assert {message.to[0] for message in mail.outbox} == {"lanhdao@thidua.invalid", "chuyenvien@thidua.invalid"}


def status(client, run):
    return client.get(reverse("reports:run_detail", args=[run.pk]), headers={"HX-Request": "true"})


def test_the_state_of_a_run_asks_again_until_it_is_done(client, schedule, filed):
    sign_in(client, filed.chuyenvien)
    run = make_run(schedule)
    text = status(client, run).text
    assert 'hx-trigger="every 2s"' in text and "Chờ chạy" in text and "<html" not in text
    Run.objects.update(state=RunState.FAILED, reason="Máy chủ thiếu Pango")
    text = status(client, run).text
    assert "hx-trigger" not in text and "Máy chủ thiếu Pango" in text


def test_the_state_of_a_run_without_script_is_the_page(client, schedule, filed):
    run = make_run(schedule)
    response = sign_in(client, filed.chuyenvien).get(reverse("reports:run_detail", args=[run.pk]))
    assert response.url == reverse("reports:report_list")


# --- One report ----------------------------------------------------------------------------------------------


def test_the_preview(client, report, filed):
    text = sign_in(client, filed.chuyenvien).get(reverse("reports:report_detail", args=[report.pk])).text
    for words in (
        "Bản tổng hợp số liệu, chưa ký", "SỞ NỘI VỤ", "Kính gửi: Ủy ban nhân dân tỉnh Kon Tum", "Nơi nhận:",
        "Trình trưởng phòng", "Tải PDF", "Gửi thử cho tôi", "Số nhà tạm đã xóa", report.sha256[:12],
    ):  # fmt: skip
        assert words in text


def test_changed_data_is_noticed(client, report, filed):
    Report.objects.update(data=report.data | {"title": "khác"})
    text = sign_in(client, filed.chuyenvien).get(reverse("reports:report_detail", args=[report.pk])).text
    assert "không khớp mã kiểm tra" in text


def test_a_figure_opens_its_filings(client, report, filed):
    sign_in(client, filed.lanhdao)
    url = reverse("reports:figure_detail", args=[report.pk, "D2.06"])
    assert url in client.get(reverse("reports:report_detail", args=[report.pk])).text
    text = client.get(url).text
    for code in ("615", "611"):
        filing = filed.units[code].filings.get(period=filed.periods[4])
        assert reverse("movements:filing_detail", args=[filing.pk]) in text
    assert "Huyện Ngọc Hồi" in text and "Xã Đắk Mar" not in text


def test_a_rate_opens_to_its_two_parts(client, report, filed):
    text = sign_in(client, filed.lanhdao).get(reverse("reports:figure_detail", args=[report.pk, "D2.04"])).text
    assert "10 / 100" in text


def test_a_figure_with_a_target(client, schedule, filed):
    Target.objects.create(
        indicator=filed.indicators["houses"], unit=filed.units["KT"], year_from=2024, year_to=2024, comparison="ge",
        value=40, name_as_written="x", source="x",
    )  # fmt: skip
    run = make_run(schedule)
    actions.build(run_id=run.pk, at=AT, now=NOW)
    url = reverse("reports:figure_detail", args=[Report.objects.get().pk, "D2.06"])
    assert "từ 40 trở lên" in sign_in(client, filed.lanhdao).get(url).text


def test_no_such_figure(client, report, filed):
    url = reverse("reports:figure_detail", args=[report.pk, "D9.99"])
    assert sign_in(client, filed.lanhdao).get(url).status_code == 404


# --- Its way -------------------------------------------------------------------------------------------------


def step_url(report, step):
    return reverse("reports:report_step", args=[report.pk, step])


def test_a_plain_step(client, report, filed):
    response = sign_in(client, filed.chuyenvien).post(step_url(report, "to_lead"), follow=True)
    assert "Đã ghi nhận: Trình trưởng phòng" in response.text
    assert Report.objects.get().state == ReportState.TO_LEAD


def test_a_step_that_asks_for_words(client, report, filed):
    actions.step_report(report=report, step_name="to_lead", by=filed.chuyenvien, at=AT)
    sign_in(client, filed.truongphong)
    assert "Lý do" in client.get(step_url(report, "send_back")).text
    refused = client.post(step_url(report, "send_back"), {"note": " "})
    assert refused.status_code == 422 and "Ghi lý do" in refused.text
    client.post(step_url(report, "send_back"), {"note": "Thiếu phần nhận xét"})
    assert Report.objects.get().state == ReportState.COMPILED


def test_issuing(client, report, filed):
    sign(report, filed)
    sign_in(client, filed.vanthu)
    assert "Bản đã ký" in client.get(step_url(report, "issue")).text
    given = {"number": "5", "issued_on": "26/12/2024", "file": pdf_upload("ban-ky.pdf")}
    text = client.post(step_url(report, "issue"), given, follow=True).text
    assert "05/BC-SNV" in text and "Đã phát hành" in text
    fresh = Report.objects.get()
    assert (fresh.number, fresh.issued_on) == (5, dt.date(2024, 12, 26))
    assert mail.outbox[-1].attachments[0][0] == "ban-ky.pdf"


def test_the_fifth_of_january_is_the_fifth_of_january(client, report, filed, office):
    sign(report, filed)
    office(dt.datetime(2025, 1, 7, 3, tzinfo=dt.UTC))
    given = {"number": "1", "issued_on": "05/01/2025", "file": pdf_upload()}
    sign_in(client, filed.vanthu).post(step_url(report, "issue"), given)
    assert Report.objects.get().issued_on == dt.date(2025, 1, 5)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"number": "0"}, "Ô “Số”: nhập số từ 1 trở lên"),
        ({"number": "năm"}, "Số"),
        ({"issued_on": "27/12/2024"}, "27/12/2024 chưa tới"),
        ({"issued_on": "2/13/2024"}, "Ngày ban hành"),
        ({"file": ""}, "Chọn tệp PDF của bản đã ký"),
    ],
)
def test_what_is_wrong_is_said_on_the_form(client, report, filed, given, words):
    sign(report, filed)
    typed = {"number": "5", "issued_on": "26/12/2024", "file": pdf_upload()} | given
    response = sign_in(client, filed.vanthu).post(step_url(report, "issue"), typed)
    assert response.status_code == 422 and words in response.text
    assert Report.objects.get().state == ReportState.SIGNED


# --- Mail ----------------------------------------------------------------------------------------------------


def test_a_test_to_oneself(client, report, filed):
    response = sign_in(client, filed.chuyenvien).post(reverse("reports:report_test", args=[report.pk]), follow=True)
    assert "Đang gửi thử tới chuyenvien@thidua.invalid" in response.text
    assert [message.to for message in mail.outbox] == [["chuyenvien@thidua.invalid"]]


def test_sending_again(client, report, filed):
    delivery = report.deliveries.first()
    sign_in(client, filed.chuyenvien)
    url = reverse("reports:delivery_again", args=[delivery.pk])
    assert "đang chờ gửi" in client.post(url, follow=True).text
    report.deliveries.update(state=DeliveryState.SENT, sent_at=AT)
    assert "Đang gửi lại tới Người lanhdao" in client.post(url, follow=True).text
    assert len(mail.outbox) == 1


def test_a_leader_may_not_send(client, report, filed):
    sign_in(client, filed.lanhdao)
    assert client.post(reverse("reports:report_test", args=[report.pk])).status_code == 403
    url = reverse("reports:delivery_again", args=[report.deliveries.first().pk])
    assert client.post(url).status_code == 403
    assert "Gửi lại tới" not in client.get(reverse("reports:report_detail", args=[report.pk])).text
