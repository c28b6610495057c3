"""Gộp and tách: two rows of the register that are one. Everything moves by key, so that it can be taken back."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from awards.enums import AwardSource
from awards.models import (
    Discipline,
    HeldAward,
    Hold,
    Honoree,
    HonoreeAlias,
    Initiative,
    InquirySubject,
    Maternity,
    Nomination,
    Rating,
    Revocation,
    Service,
)
from thidua.errors import Conflict, Refused
from thidua.events import record
from thidua.models import Event

MOVING = (
    Nomination, HeldAward, Rating, Initiative, Hold, Discipline, Maternity, Service, HonoreeAlias,
    InquirySubject, Revocation,
)  # fmt: skip
CODES = {model.__name__: model for model in MOVING}


@transaction.atomic
def merge_honorees(*, stays, goes, by, at):
    """All that `goes` has becomes that of `stays`; its name stays as another name, its row as a pointer.

    What both have word for word (a rating of one term, an imported award of one decision) is left with the row that
    goes. Raises PermissionDenied, Conflict, and Refused naming each contradiction, before anything is written.
    """
    for one in (stays, goes):
        if not by.has_perm("awards.merge_honoree", one):
            raise PermissionDenied("awards.merge_honoree")
    stays, goes = _lock(stays, goes)
    _refuse_different(stays, goes)
    doubles = {Rating: _same_ratings(stays, goes), HeldAward: _same_awards(stays, goes),
               HonoreeAlias: _same_names(stays, goes)}  # fmt: skip
    _refuse_same_lines(stays, goes)
    moved = {model.__name__: _move(model, goes, stays, doubles.get(model, ())) for model in MOVING}
    alias = _keep_name(stays, goes)
    goes.merged_into = stays
    goes.save(update_fields=["merged_into"])
    data = {"from": goes.pk, "into": stays.pk, "moved": moved, "alias": alias}
    record(stays, step="merge", label="Gộp vào đối tượng này", by=by, at=at, note=_named(goes), data=data)
    record(goes, step="merged_into", label="Đã gộp vào đối tượng khác", by=by, at=at, note=_named(stays), data=data)
    return stays


@transaction.atomic
def split_honoree(*, honoree, by, at):
    """Takes a merge back: what it moved and is still there returns; what was written since stays where it is."""
    if not by.has_perm("awards.split_honoree", honoree):
        raise PermissionDenied("awards.split_honoree")
    stays, goes = _lock(honoree.merged_into, honoree)
    if goes.merged_into_id != stays.pk:
        raise Conflict("Người khác vừa tách đối tượng này. Xem lại trang này rồi làm tiếp.")
    if stays.is_merged:
        raise Refused(f"{stays.name} đã gộp tiếp vào đối tượng khác: tách lần gộp đó trước.")
    event = Event.objects.of(goes).filter(step="merged_into").latest("pk")
    returned = _return(event.data, stays, goes)
    goes.merged_into = None
    goes.version += 1
    goes.save(update_fields=["merged_into", "version"])
    data = {"from": goes.pk, "into": stays.pk, "returned": returned}
    record(stays, step="split", label="Tách đối tượng đã gộp", by=by, at=at, note=_named(goes), data=data)
    record(goes, step="split", label="Được tách ra", by=by, at=at, note=_named(stays), data=data)
    return goes


def _named(honoree):
    return f"{honoree.name}, {honoree.unit.name}"


def _lock(*honorees):
    """Both rows in the order of their keys, so that two people who merge the same pair never wait for each other."""
    keys = [one.pk for one in honorees]
    rows = Honoree.objects.select_for_update(of=("self",)).select_related("unit").order_by("pk").filter(pk__in=keys)
    found = {row.pk: row for row in rows}
    return [found[key] for key in keys]


# --- What speaks against it -------------------------------------------------------------------------------------------


def _refuse_different(stays, goes):
    if stays.pk == goes.pk:
        raise Refused("Chọn hai đối tượng khác nhau.")
    if stays.is_merged or goes.is_merged:
        raise Conflict("Một trong hai đối tượng vừa được gộp. Xem lại danh sách rồi làm tiếp.")
    if stays.subject != goes.subject:
        raise Refused(f"{stays.name} là {stays.get_subject_display()}, {goes.name} là {goes.get_subject_display()}.")
    for column, label in (("birth_year", "năm sinh"), ("staff_code", "mã cán bộ")):
        one, other = getattr(stays, column), getattr(goes, column)
        if one and other and str(one).casefold() != str(other).casefold():
            raise Refused(
                f"Hai đối tượng khác {label} ({one} và {other}): nếu là một thì sửa {label} sai trước khi gộp."
            )


def _same_ratings(stays, goes):
    """Keys of ratings that both have; different grades of one term are refused, term by term."""
    have = {(one.term_kind, one.year): one for one in stays.ratings.all()}
    both = [(have[one.term_kind, one.year], one) for one in goes.ratings.all() if (one.term_kind, one.year) in have]
    wrong = [
        f"{one.get_term_kind_display()} {one.year}: {one.get_grade_display().lower()} và "
        f"{other.get_grade_display().lower()}"
        for one, other in both if one.grade != other.grade
    ]  # fmt: skip
    if wrong:
        raise Refused(f"Xếp loại của hai đối tượng trái nhau, sửa trước khi gộp: {'; '.join(wrong)}.")
    return [other.pk for _, other in both]


def _same_awards(stays, goes):
    """Keys of awards that both hold by one decision; refused when a decision of the portal names both."""
    have = {_deed(one): one for one in stays.held_awards.all()}
    both = [(have[_deed(one)], one) for one in goes.held_awards.all() if _deed(one) in have]
    for one, other in both:
        if AwardSource.PORTAL in (one.source, other.source):
            raise Refused(
                f"Cả hai cùng có {one.award_name} theo quyết định {one.decision_number} trên cổng: "
                "nếu là một thì bỏ dòng nhập trùng trước khi gộp."
            )
    return [other.pk for _, other in both]


def _deed(held):
    return held.award_code, held.decision_number, held.decided_on


def _same_names(stays, goes):
    return list(goes.aliases.filter(name__in=stays.aliases.values("name")).values_list("pk", flat=True))


def _refuse_same_lines(stays, goes):
    have = set(stays.nominations.values_list("dossier", "award"))
    for line in goes.nominations.select_related("dossier", "award"):
        if (line.dossier_id, line.award_id) in have:
            raise Refused(
                f"Cả hai cùng được đề nghị {line.award.name} trong hồ sơ “{line.dossier.title}”: "
                "bỏ một dòng trước khi gộp."
            )


# --- Moving -----------------------------------------------------------------------------------------------------------


def _move(model, goes, stays, doubles):
    """Gives the rows of a model to the one that stays; returns their keys."""
    keys = list(model.objects.filter(honoree=goes).exclude(pk__in=doubles).order_by("pk").values_list("pk", flat=True))
    model.objects.filter(pk__in=keys).update(honoree=stays)
    return keys


def _keep_name(stays, goes):
    """The name that goes, as another name of the one that stays; None where it is there already."""
    if goes.name == stays.name or stays.aliases.filter(name=goes.name).exists():
        return None
    return HonoreeAlias.objects.create(honoree=stays, name=goes.name, source=f"Gộp từ {_named(goes)}"[:300]).pk


def _return(data, stays, goes):
    HonoreeAlias.objects.filter(pk=data["alias"], honoree=stays).delete()
    returned = {}
    try:
        with transaction.atomic():
            for code, keys in data["moved"].items():
                rows = CODES[code].objects.filter(pk__in=keys, honoree=stays)
                returned[code] = list(rows.order_by("pk").values_list("pk", flat=True))
                CODES[code].objects.filter(pk__in=returned[code]).update(honoree=goes)
    except IntegrityError:
        raise Refused(f"Có dòng đã sửa sau khi gộp trùng với dòng của {goes.name}: sửa lại trước khi tách.") from None
    return returned
