"""The demo's rows of what is asked of others and decided above: by the real acts, the same each time."""

import datetime as dt
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test.utils import override_settings

from awards.compile.opinions import above_of, shown_opinion
from awards.models import (
    Dossier,
    ExternalDecision,
    Inquiry,
    Judgement,
    LineShares,
    LowerOffer,
    Nomination,
    OpinionAnswer,
    OpinionRequest,
    Submission,
)
from reports.demo.load import load_demo
from units.models import User

pytestmark = pytest.mark.django_db
DAY = dt.date(2024, 12, 18)


@pytest.fixture(scope="module", autouse=True)
def demo(django_db_setup, django_db_blocker, tmp_path_factory):
    files = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("demo"))
    with files, django_db_blocker.unblock(), transaction.atomic():
        load_demo(today=DAY)
        yield
        transaction.set_rollback(True)


def test_opinions_answered_open_and_overdue():
    rows = OpinionAnswer.objects.filter(request__dossier__isnull=False).select_related("request")
    shown = {}
    for row in rows:
        shown.setdefault(row.request.body_name, []).append(shown_opinion(row, row.request.due_on, DAY)[0])
    assert sorted(shown.values()) == [["answered_agree", "answered_object"], ["asked"] * 2, ["overdue"] * 2]


def test_one_of_each_and_all_of_it_illustrative():
    inquiry, submission = Inquiry.objects.get(), Submission.objects.get()
    assert (inquiry.state, inquiry.illustrative, inquiry.opinion_requests.count()) == ("checking", True, 2)
    assert [line.state for line in submission.lines.all()] == ["granted", "sent"]
    assert all(one.illustrative for one in ExternalDecision.objects.all()) and ExternalDecision.objects.count() == 2
    assert LineShares.objects.get().members == 24 and Judgement.objects.get().verdict == "pass"
    assert LowerOffer.objects.get().answer == "waiting" and Nomination.objects.filter(state="on_hold").count() == 1
    assert not Dossier.objects.filter(illustrative=False).exists()


def test_a_party_opinion_is_called_to_mind_and_not_told_as_law():
    dossier = Dossier.objects.with_names().get(lines__award__code="HC_DL3")
    officer = User.objects.get(username="chuyenvien")
    lines = list(dossier.lines.select_related("award", "honoree"))
    [need] = above_of(dossier, officer, lines, today=DAY)["party_needed"]
    assert need.standing == "Chưa đối chiếu được" and "tỉnh khác" in need.citation


def test_a_second_run_adds_nothing(settings):
    settings.DEMO = True

    def counted():
        return [model.objects.count() for model in (OpinionRequest, Dossier, ExternalDecision, Inquiry, Submission)]

    before = counted()
    call_command("demo", stdout=StringIO())
    assert counted() == before
