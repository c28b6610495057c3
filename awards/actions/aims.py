"""Writing the titles aimed for, while the unit holds its registration; and what the registration asks of them."""

from django.db import transaction
from django.db.models import Max
from django.urls import reverse

from awards.compile.aims import aim_counts, aim_lines, awards_for
from awards.enums import Subject
from awards.models import TitleAim
from movements.actions import hold_for_editing
from movements.titles import TitleBook
from thidua.errors import Conflict, Refused
from thidua.events import record
from thidua.text import clean_line

OF_SUBJECT = {
    Subject.COLLECTIVE: ("group",),
    Subject.PERSON: ("staff_code", "born_on", "female", "position", "department", "leads", "initiative"),
    Subject.HOUSEHOLD: ("address",),
}
COLUMNS = ("name", "award_id", "note", *(name for names in OF_SUBJECT.values() for name in names))
STORED = ("subject", "order", *COLUMNS)


@transaction.atomic
def add_aim(*, registration, subject, columns, by, at):
    """A new line at the end of its kind. Refused when the title is not for this kind of subject."""
    hold_for_editing(registration, by)
    _check(registration, subject, columns)
    last = registration.title_aims.aggregate(last=Max("order"))["last"] or 0
    row = TitleAim.objects.create(registration=registration, subject=subject, order=last + 1, **_clean(columns))
    record(registration, step="save", label="Thêm danh hiệu đăng ký", by=by, at=at, note=str(row))
    return row


@transaction.atomic
def add_aims(*, registration, lines, source, by, at):
    """All lines of a list, or none: (added, left out because the same name and title stand there already).

    `lines` are (kind of subject, columns); `source` is the file's name, kept in the registration's history.
    """
    hold_for_editing(registration, by)
    stands = {_same(row.subject, vars(row)) for row in registration.title_aims.all()}
    last = registration.title_aims.aggregate(last=Max("order"))["last"] or 0
    rows = []
    for subject, columns in lines:
        _check(registration, subject, columns)
        if (same := _same(subject, columns)) in stands:
            continue
        stands.add(same)
        order = last + len(rows) + 1
        rows.append(TitleAim(registration=registration, subject=subject, order=order, **_clean(columns)))
    TitleAim.objects.bulk_create(rows)
    note = f"{len(rows)} dòng từ tệp “{source}”"
    record(registration, step="save", label="Thêm danh hiệu đăng ký", by=by, at=at, note=note)
    return len(rows), len(lines) - len(rows)


def _same(subject, columns):
    """What makes two lines one: people of one name are told apart by code or day of birth."""
    told = (columns.get("staff_code") or "", columns.get("born_on"), columns.get("department") or "")
    return (str(subject), clean_line(columns["name"]).casefold(), columns.get("award_id"), *told)


@transaction.atomic
def change_aim(*, aim, columns, version, by, at):
    """Rewrites a line; Conflict when somebody else wrote it since the page was opened."""
    hold_for_editing(aim.registration, by)
    _check(aim.registration, aim.subject, columns)
    rows = TitleAim.objects.filter(pk=aim.pk, version=version)
    if not rows.update(version=version + 1, **_clean(columns)):
        raise Conflict("Dòng này đã được người khác sửa trong lúc này. So lại rồi lưu.")
    aim.refresh_from_db()
    record(aim.registration, step="save", label="Sửa danh hiệu đăng ký", by=by, at=at, note=str(aim))


@transaction.atomic
def remove_aim(*, aim, by, at):
    hold_for_editing(aim.registration, by)
    record(aim.registration, step="save", label="Bỏ danh hiệu đăng ký", by=by, at=at, note=str(aim))
    aim.delete()


def _check(registration, subject, columns):
    if not clean_line(columns["name"]):
        raise Refused("Ghi tên tập thể, cá nhân hoặc chủ hộ.")
    award = columns.get("award_id")
    if award and not awards_for(subject, registration.term.first_day).filter(pk=award).exists():
        raise Refused(f"Danh hiệu này không dành cho {Subject(subject).label} trong {registration.term.name}.")


def _clean(columns):
    return {name: clean_line(value) if isinstance(value, str) else value for name, value in columns.items()}


class AwardsTitleBook(TitleBook):
    """What awards does for a registration."""

    def lines(self, registration):
        return aim_lines(registration)

    def counts(self, registrations):
        return aim_counts(registrations)

    def url(self, registration):
        return reverse("aims:aim_list", args=[registration.pk])

    def stored(self, registration):
        return [_stored(row) for row in registration.title_aims.order_by("order", "pk").values(*STORED)]

    def restore(self, registration, rows):
        registration.title_aims.all().delete()
        TitleAim.objects.bulk_create(TitleAim(registration=registration, **row) for row in rows)

    def copy(self, registration, last):
        """Last term's lines, when this one has none: the title must still be in force, initiatives are made anew."""
        if registration.title_aims.exists():
            return 0
        rows = [_copied(row, registration) for row in last.title_aims.select_related("award").order_by("order", "pk")]
        return len(TitleAim.objects.bulk_create(rows))


def _stored(row):
    return row | {"born_on": row["born_on"].isoformat() if row["born_on"] else None}


def _copied(row, registration):
    columns = {name: getattr(row, name) for name in STORED if name not in ("award_id", "initiative")}
    same = awards_for(row.subject, registration.term.first_day).filter(code=row.award.code) if row.award else None
    return TitleAim(registration=registration, award=same.first() if same else None, **columns)
