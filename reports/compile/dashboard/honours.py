"""Awards of a year by occasion and class of person, counted by the decision's day."""

from dataclasses import dataclass

from django.db.models import Count, Q

from awards.enums import Occasion, PersonClass, Subject
from awards.models import Nomination


@dataclass(frozen=True)
class Honours:
    """`rows`: (class code, label, {occasion: number}); only occasions and classes that occur."""

    year: int
    occasions: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, str, tuple[int, ...]], ...]

    @property
    def total(self):
        return sum(sum(numbers) for _, _, numbers in self.rows)


def classes():
    """(code, label) of everyone who can be honoured: classes of persons, then collectives and households."""
    rest = [(one.value, one.label.capitalize()) for one in (Subject.COLLECTIVE, Subject.HOUSEHOLD)]
    return [*PersonClass.choices, *rest]


def of_class(lines, *, year, occasion="", group=""):
    """Lines granted by decisions of the year, of one occasion and one class of `classes()` where given."""
    lines = lines.granted().filter(decision__issued_on__year=year)
    if occasion:
        lines = lines.filter(dossier__occasion=occasion)
    if group:
        lines = lines.with_class().filter(Q(counted_class=group) | Q(honoree__subject=group))
    names = lines.select_related("honoree__unit", "award", "decision")
    return names.order_by("-decision__issued_on", "honoree__sort_name", "pk")


def honours(user, year):
    keys = ("dossier__occasion", "honoree__subject", "counted_class")
    lines, found = of_class(Nomination.objects.visible_to(user), year=year), {}
    for occasion, subject, person_class, n in lines.with_class().order_by().values_list(*keys).annotate(n=Count("pk")):
        found[person_class or subject, occasion] = n
    occasions = tuple((code, label) for code, label in Occasion.choices if any(o == code for _, o in found))
    rows = tuple(
        (code, label, tuple(found.get((code, occasion), 0) for occasion, _ in occasions))
        for code, label in classes()
        if any(c == code for c, _ in found)
    )
    return Honours(year, occasions, rows)
