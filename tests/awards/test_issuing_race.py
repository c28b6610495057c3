"""Twenty clerks at one register, two clerks at one draft, two ceremonies of numbers. On PostgreSQL alone."""

from functools import partial

import pytest
from django.core.exceptions import PermissionDenied

from awards.actions import afterwards, drafts
from awards.models import BookNumber, Decision, DecisionDraft, GoldEntry, Nomination, NumberBook
from tests.awards import issuing
from tests.awards.scene import AT, fresh, person
from tests.test_race import at_once
from thidua.errors import Conflict
from thidua.models import Event

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
CLERKS = 20


def faults(results):
    return [type(one) for one in results if isinstance(one, Exception)]


def many_drafts(world, count):
    """A signed dossier with a line for each draft."""
    dossier = issuing.signed(world, *(f"Người {n}" for n in range(count)))
    return [issuing.draft(world, lines=[line]) for line in issuing.lines_of(dossier)]


def test_twenty_clerks_take_numbers_and_some_are_cancelled(world):
    rows = many_drafts(world, CLERKS)
    issuing.keep_register_here()
    by = person(world, "vanthu")

    def take(row):
        number = drafts.take_number(draft=row, version=1, by=by, at=AT)
        if number.number % 4 == 0:  # every fourth is spoiled at once, and its draft takes another
            issuing.cancel_number(world, row)
            return issuing.take_number(world, row).number
        return number.number

    results = at_once(*[partial(take, row) for row in rows])
    assert faults(results) == []
    given = list(BookNumber.objects.order_by("number").values_list("number", flat=True))
    cancelled = set(BookNumber.objects.exclude(cancelled_at=None).values_list("number", flat=True))
    assert given == list(range(1, len(given) + 1))  # no gap
    assert len(given) == CLERKS + len(cancelled) and cancelled
    assert sorted(results) == sorted(set(given) - cancelled)  # no number twice, none that was cancelled
    assert not BookNumber.objects.filter(cancelled_at__isnull=False, cancelled_why="").exists()
    assert NumberBook.objects.get().last == given[-1]


def test_two_clerks_one_draft(world):
    for n in range(3):
        dossier = issuing.signed(world, f"Người {n}")
        row = issuing.draft(world, dossier)
        acts = [partial(issuing.issue, world, row, version=1, number=10 * n + k, issued_on=AT.date()) for k in (1, 2)]
        results = at_once(*acts)
        assert len([one for one in results if isinstance(one, Conflict | PermissionDenied)]) == 1, results
        assert fresh(dossier).state == "decided"
        assert Event.objects.of(dossier).filter(step="issue").count() == 1
    assert Decision.objects.count() == 3


def test_one_line_never_in_two_drafts(world):
    lines = issuing.lines_of(issuing.signed(world, "Y Vân"))
    by = person(world, "chuyenvien")
    acts = [partial(drafts.start_draft, title=f"Quyết định {k}", lines=lines, by=by, at=AT) for k in "ab"]
    results = at_once(*acts)
    assert len(faults(results)) == 1
    assert DecisionDraft.objects.count() == 1
    assert Nomination.objects.get(pk=lines[0].pk).draft == DecisionDraft.objects.get()


def test_two_officers_enter_the_gold_book(world):
    decisions = [issuing.decided(world, "Y Vân", "A Nam")]
    by = person(world, "chuyenvien")
    results = at_once(*[partial(afterwards.enter_gold, decision=decisions[0], by=by, at=AT) for _ in range(2)])
    assert faults(results) == [Conflict]
    assert list(GoldEntry.objects.values_list("number", flat=True)) == [1, 2]
