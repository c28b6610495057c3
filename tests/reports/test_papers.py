"""The way of a report from compiled to issued."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from reports import actions
from reports.enums import ReportState, RunKind
from reports.models import Report
from tests.reports.office import AT, NOW, make_run
from thidua.errors import Conflict, Refused
from thidua.models import Event
from units.models import Attachment, Notice, RoleHolding

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_snapshot", "handed", "quick_pdf")]
WAY = (("to_lead", "chuyenvien"), ("to_head", "truongphong"), ("sign", "giamdoc"))
DAY = dt.date(2024, 12, 26)


def compiled(schedule, **fields):
    run = make_run(schedule, **fields)
    actions.build(run_id=run.pk, at=AT, now=NOW)
    return Report.objects.get(run=run)


@pytest.fixture
def report(schedule):
    return compiled(schedule)


@pytest.fixture
def signed(report, filed):
    for step, who in WAY:
        actions.step_report(report=report, step_name=step, by=filed.people[who], at=AT)
    return report


def issue(report, by, number=5, issued_on=DAY, content=b"%PDF-1.4 signed"):
    file = ContentFile(content, name="ban-ky.pdf")
    return actions.issue(report=report, number=number, issued_on=issued_on, file=file, by=by, at=AT, now=NOW)


def test_the_way(report, filed):
    states = []
    for step, who in WAY:
        actions.step_report(report=report, step_name=step, by=filed.people[who], at=AT)
        states.append(report.state)
    assert states == [ReportState.TO_LEAD, ReportState.TO_HEAD, ReportState.SIGNED]
    assert (report.signed_by, report.signed_at) == (filed.giamdoc, AT)
    assert Event.objects.of(report).filter(step="sign").get().data == {"sha256": report.sha256}
    told = Notice.objects.exclude(text__startswith="Đã tổng hợp").values_list("to__username", flat=True)
    assert list(told) == ["truongphong", "giamdoc", "vanthu"]


@pytest.mark.parametrize(("step", "who"), [("to_lead", "truongphong"), ("sign", "chuyenvien"), ("to_head", "giamdoc")])
def test_each_step_has_its_person(report, filed, step, who):
    with pytest.raises(PermissionDenied):
        actions.step_report(report=report, step_name=step, by=filed.people[who], at=AT)


@pytest.mark.parametrize("who", ["truongphong", "giamdoc"])
def test_back_to_the_officer_with_a_reason(report, filed, who):
    for step, person in WAY[:2]:
        actions.step_report(report=report, step_name=step, by=filed.people[person], at=AT)
    with pytest.raises(Refused, match="ghi lý do"):
        actions.step_report(report=report, step_name="send_back", by=filed.people[who], at=AT, note=" ")
    actions.step_report(report=report, step_name="send_back", by=filed.people[who], at=AT, note="Thiếu nhận xét")
    assert report.state == ReportState.COMPILED


def test_two_sign_at_once_and_one_is_told(report, filed):
    for step, who in WAY[:2]:
        actions.step_report(report=report, step_name=step, by=filed.people[who], at=AT)
    stale = Report.objects.get(pk=report.pk)
    actions.step_report(report=report, step_name="sign", by=filed.giamdoc, at=AT)
    with pytest.raises(Conflict):
        actions.step_report(report=stale, step_name="sign", by=filed.giamdoc, at=AT)
    assert Event.objects.of(report).filter(step="sign").count() == 1


def test_issued(signed, filed):
    before = (signed.data, signed.sha256)
    issue(signed, filed.vanthu)
    signed.refresh_from_db()
    assert (signed.state, signed.number, signed.issued_on, signed.issued_year) == (ReportState.ISSUED, 5, DAY, 2024)
    assert (signed.data, signed.sha256) == before
    assert Attachment.objects.of(signed, "signed").get().by == filed.vanthu


def test_only_the_clerk_of_the_issuing_unit(signed, filed):
    with pytest.raises(PermissionDenied):
        issue(signed, filed.giamdoc)
    RoleHolding.objects.filter(user=filed.vanthu, unit=filed.units["SNV"]).update(active=False)
    with pytest.raises(PermissionDenied):
        issue(signed, type(filed.vanthu).objects.get(pk=filed.vanthu.pk))


@pytest.mark.parametrize(
    ("given", "box"),
    [
        ({"number": 0}, "Ô “Số”"),
        ({"number": None}, "Ô “Số”"),
        ({"issued_on": None}, "Ô “Ngày ban hành”"),
        ({"issued_on": DAY + dt.timedelta(days=1)}, "Ô “Ngày ban hành”: 27/12/2024 chưa tới"),
        ({"issued_on": DAY - dt.timedelta(days=1)}, "không trước ngày ký 26/12/2024"),
        ({"content": b"\xff\xd8\xff a picture"}, "không phải PDF"),
        ({"content": b""}, "Ô “Bản đã ký”: .* rỗng"),
    ],
)
def test_a_refusal_names_the_box_and_changes_nothing(signed, filed, given, box):
    with pytest.raises(Refused, match=box):
        issue(signed, filed.vanthu, **given)
    fresh = Report.objects.get()
    assert (fresh.state, fresh.number) == (ReportState.SIGNED, None)
    assert not Attachment.objects.of(fresh, "signed").exists()


def test_without_a_file(signed, filed):
    with pytest.raises(Refused, match="Ô “Bản đã ký”"):
        actions.issue(report=signed, number=5, issued_on=DAY, file=None, by=filed.vanthu, at=AT, now=NOW)


def test_a_number_is_given_once_a_year(schedule, signed, filed):
    issue(signed, filed.vanthu)
    second = compiled(schedule, kind=RunKind.MANUAL)
    for step, who in WAY:
        actions.step_report(report=second, step_name=step, by=filed.people[who], at=AT)
    with pytest.raises(Refused, match="Ô “Số”: số 05/BC-SNV của năm 2024 đã cấp cho “Kết quả"):
        issue(second, filed.vanthu)
    second.refresh_from_db()
    issue(second, filed.vanthu, number=6)


def test_issuing_is_no_plain_step_and_is_done_once(signed, filed):
    with pytest.raises(Refused, match="trang phát hành"):
        actions.step_report(report=signed, step_name="issue", by=filed.vanthu, at=AT)
    issue(signed, filed.vanthu)
    with pytest.raises(Conflict):
        issue(signed, filed.vanthu, number=7)


def test_the_database_keeps_number_and_state_together(report):
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(number=3)
