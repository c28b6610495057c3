"""The picker: who could be proposed for what this term, by the record alone, a page of the register at a time."""

from dataclasses import dataclass

from awards.compile.dossiers import honorees_for
from awards.compile.eligible import Suggestion, eligible_now
from awards.enums import Authority
from awards.models import AwardType, Dossier, Honoree

PER_PAGE = 100  # honorees judged at once


@dataclass(frozen=True)
class Due:
    """Those of a page who are due for one award. `here`: the province decides it, so a line can be made of it."""

    award: AwardType
    here: bool
    rows: tuple[Suggestion, ...]


def pool(unit, day, words=""):
    """Whom the officer may propose: of the unit and of those below it, by name."""
    return honorees_for(unit, day, words=words, limit=None)


def due_of(unit, honorees, day):
    """Suggestions for some honorees by award, those of the province first; queries do not grow with honorees."""
    keys = [one.pk for one in honorees]
    found = {}
    if keys:
        for one in eligible_now(unit, day, honorees=Honoree.objects.filter(pk__in=keys)):
            found.setdefault(one.award, []).append(one)
    made = [Due(award, award.authority == Authority.PROVINCE, tuple(rows)) for award, rows in found.items()]
    return sorted(made, key=lambda due: (not due.here, due.award.order))


def drafts_of(user):
    """Dossiers into which this person may put further lines."""
    rows = Dossier.objects.visible_to(user).filter(unit=user.unit_id, state="draft", entered_in=None)
    return list(rows.order_by("-pk")[:20])
