"""That lists, doors, files and steps of dossiers agree in every state; the routes are in tests/test_access.py."""

import pytest
from django.urls import reverse

from awards.compile import awaiting, waits_for
from awards.enums import DossierState
from awards.models import Decision, Dossier, Nomination
from awards.workflow import DOSSIER
from tests.awards.scene import AT, drafted, person
from tests.cast import PEOPLE
from units.models import Attachment

pytestmark = pytest.mark.django_db
PROVINCE = {"chuyenvien", "truongphong", "giamdoc", "vanphong", "vanthu", "lanhdao", "quantri"}
INSIDE = {"C23512": {"canbo_xa", "thutruong_xa"}, "SNNPTNT": {"canbo", "thutruong"}}
ABOVE = {"C23512": {"canbo_dakha", "thutruong_dakha"}, "SNNPTNT": set()}


def ask(client, world, who, asked, arguments):
    client.logout()
    if who != "anonymous":
        client.force_login(world.people[who])
    method, route = asked
    return getattr(client, method)(reverse(route, args=arguments)).status_code


def staged(world, state, reached):
    """One dossier of a department and one of a commune in a state; `reached`: how far each has ever come."""
    made = {"SNNPTNT": drafted(world), "C23512": drafted(world, "C23512", by="canbo_xa", lines=("A Víu",))}
    columns = {"first_sent_at": AT if reached else None, "arrived_at": AT if reached == "province" else None}
    if state == "decided":
        columns["decision"] = a_decision()
    Dossier.objects.update(state=state, signed_by=world.lanhdao, **columns)
    return {code: Dossier.objects.with_names().get(pk=one.pk) for code, one in made.items()}


def a_decision():
    return Decision.objects.create(
        number=1, issued_on="2024-12-18", year=2024, issuer="UBND", title="x", signer="x", signer_title="x"
    )


def right(code, state, reached):
    seen = set(INSIDE[code])
    if reached and state not in ("draft", "to_head", "recalled"):
        seen |= ABOVE[code]
    if reached == "province" and state not in ("draft", "to_head", "recalled", "at_parent"):
        seen |= PROVINCE
    return seen


# How far a dossier in a state can ever have come: what lies with its unit may have been anywhere before.
REACHED = {"draft": ("", "parent", "province"), "to_head": ("", "parent", "province"), "at_parent": ("parent",)}
REACHED |= dict.fromkeys(("recalled", "returned"), ("parent", "province"))
CASES = [(state, reached) for state in DossierState.values for reached in REACHED.get(state, ("province",))]


@pytest.mark.parametrize(("state", "reached"), CASES)
def test_lists_doors_files_and_steps_agree(world, state, reached):
    made = staged(world, state, reached)
    for username in PEOPLE:
        user = person(world, username)
        listed = {one.unit.code for one in Dossier.objects.visible_to(user).select_related("unit")}
        assert listed == {code for code in made if username in right(code, state, reached)}, username
        for code, dossier in made.items():
            assert user.has_perm("awards.view_dossier", dossier) == (code in listed)
            for step in DOSSIER.steps.values():
                assert code in listed or not user.has_perm(step.permission, dossier), (username, step.name)
            inside = username in INSIDE[code]
            readable = code in listed and (inside or state not in DossierState.EDITABLE)
            assert Attachment.objects.visible_to(user, of=dossier).exists() == readable
            assert Nomination.objects.visible_to(user).filter(dossier=dossier).exists() == readable


@pytest.mark.parametrize("state", DossierState.values)
def test_the_desk_is_told_the_same_in_memory_and_by_the_database(world, state):
    staged(world, state, "province")
    for username in PEOPLE:
        user = person(world, username)
        rows_there = set(Dossier.objects.filter(awaiting(user)).values_list("pk", flat=True))
        assert rows_there == {one.pk for one in Dossier.objects.with_names() if waits_for(user, one)}, username
