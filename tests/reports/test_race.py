"""What only two connections at once can show."""

import threading

import pytest
from django.core.files.base import ContentFile
from django.db import connection

from reports import actions
from reports.enums import RunKind, RunState
from reports.models import Delivery, Report, Run
from tests.reports.office import AT, NOW, make_run
from thidua.errors import Refused
from thidua.models import Event
from units.models import User

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("handed", "quick_pdf"),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer"),
]


def together(*calls):
    """Runs the calls at the same moment, each on its own connection; returns what each gave or raised."""
    gate, given = threading.Barrier(len(calls)), [None] * len(calls)

    def run(at, call):
        try:
            gate.wait()
            given[at] = call()
        except Exception as error:  # noqa: BLE001 - handed to the test, which looks at each
            given[at] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return given


def test_two_beats_at_once_one_run(schedule, handed):
    given = together(*[lambda: actions.find_due(at=AT, now=NOW)] * 4)
    assert given == [None] * 4
    assert Run.objects.count() == len(handed) == 1


def test_two_clicks_at_once_one_run(schedule, filed):
    people = [User.objects.get(pk=filed.people[who].pk) for who in ("chuyenvien", "truongphong")]

    def click(person):
        return actions.ask_run(schedule=schedule, period=schedule.next_period, by=person, at=AT, now=NOW)

    given = together(*[lambda person=person: click(person) for person in people])
    assert sorted(isinstance(one, Refused) for one in given) == [False, True]
    assert Run.objects.filter(kind=RunKind.MANUAL).count() == 1


def test_two_workers_build_one_report(schedule):
    run = make_run(schedule)
    given = together(*[lambda: actions.build(run_id=run.pk, at=AT, now=NOW)] * 3)
    assert given == [None] * 3
    assert (Report.objects.count(), Delivery.objects.count()) == (1, 2)
    run.refresh_from_db()
    assert (run.state, run.attempts) == (RunState.READY, 1)


def test_two_workers_send_one_message(schedule, mailoutbox):
    actions.build(run_id=make_run(schedule).pk, at=AT, now=NOW)
    delivery = Delivery.objects.first()
    together(*[lambda: actions.deliver(delivery_id=delivery.pk, at=AT, now=NOW)] * 3)
    assert len(mailoutbox) == 1


def test_two_sign_at_once(schedule, filed):
    actions.build(run_id=make_run(schedule).pk, at=AT, now=NOW)
    report = Report.objects.get()
    for step, who in (("to_lead", "chuyenvien"), ("to_head", "truongphong")):
        actions.step_report(report=report, step_name=step, by=filed.people[who], at=AT)

    def sign():
        mine = Report.objects.get(pk=report.pk)
        by = User.objects.get(pk=filed.giamdoc.pk)
        return actions.step_report(report=mine, step_name="sign", by=by, at=AT)

    given = together(sign, sign)
    assert sum(isinstance(one, Refused) for one in given) <= 1
    assert Event.objects.of(report).filter(step="sign").count() == 1


def test_one_number_for_two_reports(schedule, filed):
    for kind in (RunKind.SCHEDULED, RunKind.MANUAL):
        actions.build(run_id=make_run(schedule, kind=kind).pk, at=AT, now=NOW)
    for report in Report.objects.all():
        for step, who in (("to_lead", "chuyenvien"), ("to_head", "truongphong"), ("sign", "giamdoc")):
            actions.step_report(report=report, step_name=step, by=filed.people[who], at=AT)

    def issue(pk):
        file = ContentFile(b"%PDF-1.4 signed", name="ban-ky.pdf")
        by = User.objects.get(pk=filed.vanthu.pk)
        day = AT.date()
        report = Report.objects.get(pk=pk)
        return actions.issue(report=report, number=5, issued_on=day, file=file, by=by, at=AT, now=NOW)

    given = together(*[lambda pk=pk: issue(pk) for pk in Report.objects.values_list("pk", flat=True)])
    assert sorted(isinstance(one, Refused) for one in given) == [False, True]
    assert Report.objects.filter(number=5).count() == 1
