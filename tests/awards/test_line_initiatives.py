"""One initiative, one use: claimed by a line, given back with its end, taken up again with it (R06)."""

import pytest

from awards import actions
from awards.models import Initiative
from tests.awards.line_checks import conclude, initiative, line_of, under_law
from tests.awards.scene import AT, add, award, fresh, honoree, person, step, walk
from thidua.errors import Conflict, Refused
from thidua.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def claimed(world):
    """A line for which its honoree's initiative is used."""
    dossier = under_law(world, lines=("Y Ngọc",))
    line = line_of(dossier)
    initiative(line.honoree)
    claim(world, line)
    return line


def claim(world, line, who="canbo", row=None):
    line = line_of(line.dossier_id, line.honoree.name)
    return actions.claim_initiative(
        line=line, initiative=row or Initiative.objects.first(), by=person(world, who), at=AT
    )  # fmt: skip


def used_by():
    return Initiative.objects.get().used_by


def test_the_second_who_wants_it_is_told_who_has_it(world, claimed):
    other = under_law(world, lines=())
    other.lines.create(honoree=claimed.honoree, award=award("CSTD_TINH"))
    with pytest.raises(Conflict, match=r"đã dùng cho Bằng khen .* ở hồ sơ của Sở Nông nghiệp"):
        claim(world, line_of(other))
    assert used_by() == claimed


def test_another_takes_its_place_and_nobody_elses_is_taken(world, claimed):
    second = initiative(claimed.honoree, title="Ủ phân")
    claim(world, claimed, row=second)
    assert list(Initiative.objects.order_by("pk").values_list("used_by", flat=True)) == [None, claimed.pk]
    stranger = initiative(honoree(world.units["SNNPTNT"], "A Víu"))
    with pytest.raises(Refused, match="không phải của Y Ngọc"):
        claim(world, claimed, row=stranger)


def test_a_line_that_is_removed_gives_it_back(world, claimed):
    actions.remove_line(line=line_of(claimed.dossier), by=person(world, "canbo"), at=AT)
    assert used_by() is None


def test_ineligible_gives_it_back_and_eligible_again_takes_it(world, claimed):
    walk(world, claimed.dossier, "appraising")
    conclude(world, claimed, eligible=False, reason="KD-06")
    assert used_by() is None
    conclude(world, claimed)
    assert used_by() == claimed
    assert list(Event.objects.of(claimed.dossier).filter(step__contains="initiative").order_by("pk")
                .values_list("step", flat=True)) == [
        "claim_initiative", "lose_initiative", "claim_initiative",
    ]  # fmt: skip


def test_taken_up_again_too_late_is_refused_by_name(world, claimed):
    walk(world, claimed.dossier, "appraising")
    conclude(world, claimed, eligible=False, reason="KD-06")
    other = under_law(world, lines=())
    add(world, other, claimed.honoree, "CSTD_TINH")
    claim(world, line_of(other))
    with pytest.raises(Conflict, match="một sáng kiến chỉ dùng một lần"):
        conclude(world, claimed)
    assert line_of(claimed.dossier).state == "ineligible"


def test_what_the_leader_does_not_grant_gives_it_back(world, claimed):
    walk(world, claimed.dossier, "at_leader")
    words = {"reason": "KĐ-01", "note": "Chưa nổi bật."}
    actions.mark_line(line=line_of(claimed.dossier), granted=False, by=person(world, "lanhdao"), at=AT, **words)
    assert used_by() is None
    actions.mark_line(line=line_of(claimed.dossier), granted=True, by=person(world, "lanhdao"), at=AT)
    assert used_by() == claimed
    step(world, claimed.dossier, "refuse", "lanhdao", **words)
    assert used_by() is None


def test_granted_keeps_it_for_good(world, claimed):
    walk(world, claimed.dossier, "decided")
    assert used_by() == claimed


def test_what_has_been_sent_is_not_claimed_for(world, claimed):
    from django.core.exceptions import PermissionDenied

    walk(world, fresh(claimed.dossier), "submitted")
    for who in ("canbo", "chuyenvien"):
        with pytest.raises(PermissionDenied):
            claim(world, claimed, who)
