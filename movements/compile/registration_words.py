"""What a registration says, in words and frozen: the one object behind papers, old versions and differences."""

from dataclasses import asdict, dataclass, field

from django.conf import settings
from django.db.models import Q

from movements.compile.registrations import registration_lines
from movements.enums import SubjectClass
from movements.models import PactCriterion
from movements.titles import TitleLine, title_book
from thidua.text import format_number
from units.enums import Role, UnitKind
from units.models import Cluster, RoleHolding
from units.models.tree import on_day

CLASSES = {
    UnitKind.DEPARTMENT: SubjectClass.ADMINISTRATION,
    UnitKind.PUBLIC_SERVICE: SubjectClass.SERVICE,
    UnitKind.ENTERPRISE: SubjectClass.ENTERPRISE,
    UnitKind.CENTRAL_BODY: SubjectClass.CENTRAL,
    UnitKind.MASS_ORGANISATION: SubjectClass.OTHER,
    UnitKind.ARMED_FORCE: SubjectClass.OTHER,
}


@dataclass(frozen=True)
class MovementText:
    name: str
    objective: str
    commitment: str
    launched: str
    closing: str


@dataclass(frozen=True)
class TargetText:
    code: str
    name: str
    unit: str
    direction: str
    last: str
    last_source: str
    target: str
    verified_by: str
    note: str


@dataclass(frozen=True)
class PactText:
    group: str
    criterion: str
    text: str


@dataclass(frozen=True)
class Content:
    """Everything as words; `made_on` alone is a day, in ISO form."""

    parent: str
    unit: str
    receiver: str
    term: str
    last_term: str
    subject_class: str
    cluster: str
    place: str
    made_on: str
    basis: str
    description: str
    drafter: str
    drafter_title: str
    signer: str
    signer_title: str
    illustrative: bool = False
    movements: tuple[MovementText, ...] = ()
    targets: tuple[TargetText, ...] = ()
    pact: tuple[PactText, ...] = ()
    titles: tuple[TitleLine, ...] = field(default_factory=tuple)

    def as_json(self):
        return asdict(self)

    @classmethod
    def from_json(cls, data):
        parts = {"movements": MovementText, "targets": TargetText, "pact": PactText, "titles": TitleLine}
        rows = {name: tuple(part(**row) for row in data[name]) for name, part in parts.items()}
        return cls(**data | rows)


def registration_content(registration, lines=None):
    """The registration as its rows say it now; a dozen queries, fewer when the lines have been read already."""
    lines = lines or registration_lines(registration)
    return Content(
        parent=parent_of(registration.unit, registration.term.first_day),
        unit=registration.unit.authority,
        receiver=registration.receiver.authority,
        term=registration.term.name,
        last_term=registration.term.before_name,
        subject_class=registration.get_subject_class_display(),
        cluster=registration.cluster.name if registration.cluster else "",
        place=registration.place,
        made_on=registration.made_on.isoformat() if registration.made_on else "",
        basis=registration.basis,
        description=registration.description,
        drafter=registration.drafter,
        drafter_title=registration.drafter_title,
        signer=registration.signer,
        signer_title=registration.signer_title,
        illustrative=registration.illustrative,
        movements=(*_movements(lines), *_activities(registration)),
        targets=tuple(_target(line) for line in lines.aimed),
        pact=_pact(registration),
        titles=tuple(title_book().lines(registration)),
    )


def _movements(lines):
    for line in lines.taken:
        row = line.registered
        yield MovementText(
            line.movement.name, row.objective, row.commitment, _day(row.launched_on), _day(row.closing_on)
        )  # fmt: skip


def _activities(registration):
    for row in registration.activities.all():
        yield MovementText(row.name, row.objective, "", _day(row.launched_on), _day(row.closing_on))


def _target(line):
    row, indicator = line.target, line.indicator
    last = "" if row.last_value is None else format_number(row.last_value, indicator.decimals)
    return TargetText(
        line.code, indicator.name, indicator.unit_of_measure, line.direction, last, row.last_source,
        line.shown, row.verified_by, row.note,
    )  # fmt: skip


def _pact(registration):
    rows = registration.commitments.select_related("criterion__group")
    rows = rows.order_by("criterion__group__order", "criterion__order", "criterion")
    return tuple(PactText(row.criterion.group.name, row.criterion.name, row.text) for row in rows)


def _day(day):
    return f"{day:%d/%m/%Y}" if day else ""


def parent_of(unit, day):
    """The body above the unit on a day; the province stands as its People's Committee."""
    placement = unit.placements.filter(on_day(day)).select_related("parent").first()
    return placement.parent.authority if placement else ""


# ---- what a new registration begins with -----------------------------------------------------------------------------


def head_defaults(unit, term, *, by, today):
    """The head of the form as far as the portal knows it; the officer corrects what is otherwise."""
    head = head_of(unit)
    return {
        "subject_class": CLASSES.get(unit.kind, SubjectClass.ADMINISTRATION),
        "cluster": _cluster_of(unit, term),
        "place": settings.OFFICE["place"],
        "made_on": today,
        "drafter": by.full_name,
        "drafter_title": by.position,
        "signer": head.full_name if head else "",
        "signer_title": (head.position if head else "") or "Thủ trưởng đơn vị",
    }


def _cluster_of(unit, term):
    """The unit's cluster in the term's year, else the newest before it."""
    seats = unit.cluster_seats.filter(year__lte=term.year).order_by("-year", "pk")
    seat = seats.select_related("cluster").first()
    return seat.cluster if seat else None


def head_of(unit):
    """Who heads a unit by the roles held, or None."""
    held = RoleHolding.objects.filter(unit=unit, role=Role.UNIT_HEAD, active=True, user__is_active=True)
    holding = held.select_related("user").order_by("pk").first()
    return holding.user if holding else None


def clusters():
    return Cluster.objects.order_by("name")


def pact_criteria(registration):
    """Criteria asked of the unit, and those it has committed itself to although they are out of use by now."""
    asked = list(PactCriterion.objects.asked_of(registration.unit))
    known = {criterion.pk for criterion in asked}
    kept = PactCriterion.objects.filter(Q(commitments__registration=registration)).exclude(pk__in=known)
    return asked + list(kept.select_related("group").in_order())


# ---- two of them side by side ----------------------------------------------------------------------------------------

HEAD_LABELS = {
    "subject_class": "Phân loại đối tượng", "cluster": "Cụm, khối thi đua", "place": "Địa danh", "made_on": "Ngày lập",
    "basis": "Căn cứ", "description": "Mô tả", "drafter": "Người lập", "drafter_title": "Chức vụ người lập",
    "signer": "Người ký", "signer_title": "Chức vụ người ký",
}  # fmt: skip


@dataclass(frozen=True)
class Change:
    """One line that differs; blank on the side where it does not stand."""

    what: str
    before: str
    after: str


def differences(old, new):
    """What the newer content changes, in the order of the paper."""
    before, after = dict(_facts(old)), dict(_facts(new))
    keys = [*after, *(key for key in before if key not in after)]
    return [Change(k, before.get(k, ""), after.get(k, "")) for k in keys if before.get(k, "") != after.get(k, "")]


def _facts(content):
    for name, label in HEAD_LABELS.items():
        yield label, getattr(content, name)
    for one in content.movements:
        days = f"{one.launched or '–'} đến {one.closing or '–'}" if one.launched or one.closing else ""
        yield f"Phong trào “{one.name}”", _joined(one.objective, one.commitment, days) or "tham gia"
    for one in content.targets:
        yield (
            f"Chỉ tiêu {one.code} {one.name}",
            _joined(one.target, one.last, one.last_source, one.verified_by, one.note),
        )
    for one in content.pact:
        yield f"Giao ước “{one.criterion}”", one.text
    for one in content.titles:
        rest = (v for k, v in one.as_json().items() if k not in ("subject", "name", "title"))
        yield f"Danh hiệu của {one.name}: {one.title}", _joined(*rest) or "đăng ký"


def _joined(*parts):
    return "; ".join(part for part in parts if part)


def version_content(version):
    return Content.from_json(version.content)


def content_in_force(registration):
    """The newest accepted version, or None when nothing was ever accepted."""
    version = registration.versions.last()
    return version_content(version) if version else None
