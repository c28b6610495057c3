"""Reading the titles aimed for, in the words in which a registration prints them."""

from collections import Counter

from awards.enums import Subject
from awards.models import AwardType, TitleAim
from movements.models import Registration
from movements.titles import TitleLine

SEX = {True: "Nữ", False: "Nam", None: ""}
LEADS = {True: "Có", False: "Không", None: ""}


def aim_rows(registration):
    return list(TitleAim.objects.filter(registration=registration).in_order())


def aim_lines(registration):
    """Collectives first, then persons, then households."""
    return tuple(aim_line(row) for row in sorted(aim_rows(registration), key=lambda row: RANK[row.subject]))


RANK = {Subject.COLLECTIVE: 0, Subject.PERSON: 1, Subject.HOUSEHOLD: 2}


def aim_line(row):
    person = row.subject == Subject.PERSON
    return TitleLine(
        subject=row.subject,
        name=row.name,
        title=row.title,
        group=row.get_group_display() if row.group else "",
        staff_code=row.staff_code,
        born_on=f"{row.born_on:%d/%m/%Y}" if row.born_on else "",
        sex=SEX[row.female] if person else "",
        position=row.position,
        department=row.department,
        leads=LEADS[row.leads] if person else "",
        initiative=row.initiative,
        address=row.address,
        note=row.note,
    )


def aim_counts(pks):
    """(kind of subject, title, number) over registrations; who aims for nothing is counted too."""
    rows = TitleAim.objects.filter(registration__in=pks).select_related("award")
    counted = Counter((RANK[row.subject], row.award.order if row.award else 9999, row.title) for row in rows)
    kinds = {rank: Subject(subject).label for subject, rank in RANK.items()}
    return [(kinds[rank], title, n) for (rank, _, title), n in sorted(counted.items())]


def awards_for(subject, day):
    """Titles and forms in force on a day that this kind of subject may be given, one row a code."""
    return AwardType.objects.on(day).filter(**{f"to_{subject}": True}).order_by("order", "code")


def awards_of(registration):
    """Names of the titles and forms in force in a registration's term, whoever may be given them."""
    rows = AwardType.objects.on(registration.term.first_day).order_by("order", "code")
    return rows.values_list("name", flat=True)


def aimed_registration(user, pk):
    """The registration whose titles this person may read, or None."""
    return Registration.objects.visible_to(user).files_visible_to(user).with_names().filter(pk=pk).first()
