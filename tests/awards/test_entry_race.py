"""The same deed, the same paper, the same line twice at once: one is made, the other is told. On PostgreSQL alone."""

from functools import partial

import pytest

from awards import actions
from awards.models import Dossier, Nomination
from tests.awards.scene import AT, award, drafted, fresh, honoree, load_law, person
from tests.scene import pdf_upload
from tests.test_race import at_once
from thidua.clock import office_date
from thidua.errors import Conflict, Refused

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
ROUNDS = 5


def test_one_deed_is_proposed_once(world):
    load_law()
    by, given = person(world, "canbo"), {"deed": "Cứu người.", "deed_on": office_date(AT), "at": AT}
    for number in range(1, ROUNDS + 1):
        who = honoree(world.units["SNNPTNT"], f"Người {number}")
        act = partial(actions.start_urgent, who=who, award=award(), by=by, **given)
        (refused,) = [one for one in at_once(act, act) if isinstance(one, Exception)]
        assert isinstance(refused, Refused) and Nomination.objects.filter(honoree=who).count() == 1
    assert Dossier.objects.count() == ROUNDS


def test_one_paper_is_typed_in_once(world):
    load_law()
    for number in range(1, ROUNDS + 1):
        given = {"unit": world.units["SYT"], "title": f"Hồ sơ {number}", "occasion": "cong_trang", "at": AT}
        given["arrived_on"] = office_date(AT)
        acts = [
            partial(actions.start_from_paper, **given, scan=pdf_upload(), by=person(world, who))
            for who in ("chuyenvien", "truongphong")
        ]
        assert [type(one) for one in at_once(*acts) if isinstance(one, Exception)] == [Conflict]
    assert Dossier.objects.count() == ROUNDS


def test_a_confirmation_and_a_change_at_once_wait_for_each_other(world):
    """Whichever comes first: a change after the confirmation takes it away, and says so."""
    for number in range(ROUNDS):
        dossier = drafted(world, lines=(f"Người {number}",))
        line = dossier.lines.get()
        line.dossier, by = fresh(dossier), person(world, "canbo")
        told = [actions.Declaration(line.pk, "Bà Thanh", office_date(AT))]
        change = partial(actions.change_line, line=line, award=line.award, achievement="Khác.", by=by, at=AT)
        confirm = partial(actions.declare, dossier=fresh(dossier), declarations=told, by=by, at=AT)
        fallen, _ = at_once(change, confirm)
        row = Nomination.objects.get(pk=line.pk)
        assert row.achievement == "Khác." and fallen is True and row.declared_by in ("", "Bà Thanh")
