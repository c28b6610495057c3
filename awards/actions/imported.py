"""Writing the rows of a list that was accepted: honorees first, then what they hold, in few statements."""

from awards.enums import AwardSource, ImportKind, PersonClass, Subject
from awards.models import HeldAward, Honoree, Rating, Service
from thidua.events import record_many
from thidua.text import search_key

BATCH = 500
# Who leads, by the first words of the post; the class can be put right in the honoree's own record.
LEADERS = ("truong ", "pho ", "giam doc", "chu tich", "bi thu", "hieu truong", "chanh ", "chi huy", "tong giam doc")


def write_list(batch, outcome, *, by, at):
    """New honorees, their awards or ratings, one event on each honoree; call it in a transaction."""
    persons = list({id(entry.person): entry.person for entry in outcome.new}.values())
    _write_honorees([person for person in persons if not person.honoree])
    make = _held_award if batch.kind == ImportKind.AWARDS else _rating
    model = HeldAward if batch.kind == ImportKind.AWARDS else Rating
    model.objects.bulk_create((make(entry) for entry in outcome.new), batch_size=BATCH)
    keys = [person.honoree for person in persons]
    label = f"Nhập từ danh sách: {batch.get_kind_display()}"
    record_many(Honoree, keys, step="import", label=label, by=by, at=at, note=batch.name)


def _write_honorees(persons):
    rows = Honoree.objects.bulk_create(map(_honoree, persons), batch_size=BATCH)
    for person, row in zip(persons, rows, strict=True):
        person.honoree = row.pk
    Service.objects.bulk_create(map(_service, (one for one in persons if one.home != one.unit)), batch_size=BATCH)


def _honoree(person):
    is_person = person.subject == Subject.PERSON
    return Honoree(
        subject=person.subject, name=person.name, unit_id=person.home.pk, position=person.position,
        person_class=_class_of(person.position) if is_person else "", female=person.female,
        birth_year=person.birth_year, search_name=search_key(person.name)[:300], sort_name=person.spelled,
    )  # fmt: skip


def _class_of(position):
    leads = search_key(position).startswith(LEADERS)
    return PersonClass.OTHER_LEADER if leads else PersonClass.DIRECT


def _service(person):
    """The unit that the list names has ended since: it is kept as where one served."""
    return Service(
        honoree_id=person.honoree, unit_id=person.unit.pk, position=person.position, valid_to=person.unit.valid_to
    )


def _held_award(entry):
    """The name is the catalogue's of that day; of before the law of 2022 the name that the list has."""
    award = entry.award
    return HeldAward(
        honoree_id=entry.person.honoree, award_code=award.code, award=award if entry.in_force else None,
        award_name=award.name if entry.in_force or _is_code(entry) else entry.typed_award[:200],
        occasion=entry.occasion or "", term_kind=entry.term, year=entry.year.year, decision_number=entry.number,
        decided_on=entry.date, issuer=entry.issuer, source=AwardSource.IMPORTED, note=entry.note or "",
    )  # fmt: skip


def _is_code(entry):
    return search_key(entry.typed_award) == search_key(entry.award.code)


def _rating(entry):
    return Rating(
        honoree_id=entry.person.honoree, term_kind=entry.term, year=entry.year.year, grade=entry.grade,
        paper_number=entry.number or "", paper_date=entry.date, issuer=entry.issuer or "",
    )  # fmt: skip
