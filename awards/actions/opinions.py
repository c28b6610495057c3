"""Opinions asked of others: the letters, the answers line by line, the end of the asking. Silence is never consent."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse

from awards.actions.locking import CHANGED, hold, hold_allowed, hold_for_step
from awards.compile.law import deadline_days
from awards.enums import DossierState, LineState, OpinionKind, OpinionState
from awards.models import Dossier, Inquiry, OpinionAnswer, OpinionRequest
from awards.models.opinions import SPEAKS_FOR_BODY
from awards.workflow import DOSSIER
from movements.actions import people_holding
from thidua.clock import office_date
from thidua.errors import Conflict, Refused
from thidua.events import record
from thidua.text import clean_line, clean_text
from thidua.workflow import take_step
from units.actions import attach_file, attach_signed, notify
from units.enums import NoticeKind, Role
from units.models import RoleHolding, Unit, User

LETTER_FILE, ANSWER_FILE = "lay_y_kien", "tra_loi_y_kien"
PARTY_BODY = "Ban Thường vụ Tỉnh ủy"


@dataclass(frozen=True)
class Letter:
    """The công văn that asks; one number may go to many bodies."""

    number: str
    signed_on: date | None
    due_on: date | None
    question: str = ""
    file: object = None


@dataclass(frozen=True)
class Body:
    """Who is asked: a unit of the portal, or a name for who has no account."""

    unit: Unit | None = None
    name: str = ""

    @property
    def label(self):
        return self.unit.name if self.unit else clean_line(self.name)[:200]


@dataclass(frozen=True)
class Reply:
    """The paper that answers."""

    number: str
    signed_on: date | None
    signer: str = ""
    file: object = None


@dataclass(frozen=True)
class Said:
    """What is said of one line."""

    state: str
    reason: str = ""


# --- Asking -----------------------------------------------------------------------------------------------------------


@transaction.atomic
def ask_opinions(*, dossier, bodies, lines, letter, by, at):
    """One letter to each body about the same lines; from appraising the dossier goes to waiting for opinions.

    Raises PermissionDenied, Conflict, Refused naming the box, or the body and line already asked about.
    """
    hold_allowed(dossier, "awards.ask_opinions", by)
    asked = [_about_line(line) for line in _open_lines(dossier, lines)]
    made = send_letters(bodies, asked, letter, {"dossier": dossier}, by=by, at=at)
    changes = {"opinions_done_on": None, "opinions_days": None}
    if dossier.state == DossierState.APPRAISING:
        take_step(DOSSIER, dossier, "ask_opinions", by=by, at=at, changes={**changes, "stage_since": at},
                  data={"requests": [one.pk for one in made]})  # fmt: skip
    else:
        Dossier.objects.filter(pk=dossier.pk).update(**changes)
        record(dossier, step="ask_more", label="Lấy thêm ý kiến", by=by, at=at,
               data={"requests": [one.pk for one in made]})  # fmt: skip
    return made


@transaction.atomic
def ask_party(*, dossier, lines, letter, by, at):
    """Asks the Party committee about lines; nobody but Sở Nội vụ and the leaders is told."""
    hold_for_step(dossier, "ask_party", by, changed=CHANGED)
    asked = [_about_line(line) for line in _open_lines(dossier, lines)]
    owner = {"dossier": dossier, "kind": OpinionKind.PARTY}
    [made] = send_letters([Body(name=PARTY_BODY)], asked, letter, owner, by=by, at=at)
    take_step(DOSSIER, dossier, "ask_party", by=by, at=at, changes={"stage_since": at}, data={"requests": [made.pk]})
    return made


def _open_lines(dossier, lines):
    keys = {line.pk for line in lines}
    rows = dossier.lines.filter(pk__in=keys).select_related("honoree__unit", "award")
    found = [line for line in rows if line.state in LineState.OPEN]
    if not found or len(found) != len(keys):
        raise Refused("Ô “Các dòng”: chọn ít nhất một dòng còn đang xét của hồ sơ này.")
    return found


def _about_line(line):
    honoree = line.honoree
    where = honoree.name if honoree.unit.name == honoree.name else honoree.unit.name
    detail = f"{honoree.position}, {where}" if honoree.position else where
    return {"line": line, "order": line.order, "name": honoree.name, "detail": detail[:400],
            "award": line.award.name, "achievement": line.achievement}  # fmt: skip


def send_letters(bodies, asked, letter, owner, *, by, at):
    """The requests, one for each body, with a row for each line asked about; `owner`: columns of the request."""
    _check_letter(letter, office_date(at))
    names = _distinct_bodies(bodies)
    _refuse_asked_twice(bodies, asked, owner)
    made = []
    for body, name in zip(bodies, names, strict=True):
        request = OpinionRequest.objects.create(
            **owner, body=body.unit, body_name=name, letter_number=clean_line(letter.number)[:60],
            letter_date=letter.signed_on, due_on=letter.due_on, question=clean_text(letter.question),
            asked_by=by, asked_at=at,
        )  # fmt: skip
        OpinionAnswer.objects.bulk_create(OpinionAnswer(request=request, **one) for one in asked)
        if letter.file is not None:
            attach_file(owner=request, purpose=LETTER_FILE, upload=letter.file, by=by, at=at)
        record(request, step="ask", label="Gửi lấy ý kiến", by=by, at=at, to_state=OpinionState.ASKED,
               note=f"Công văn số {request.letter_number}, trả lời trước ngày {request.due_on:%d/%m/%Y}")  # fmt: skip
        _tell_body(request, NoticeKind.RECEIVED, f"lấy ý kiến về {len(asked)} trường hợp đề nghị khen thưởng", by, at)
        made.append(request)
    return made


def _check_letter(letter, today):
    if not clean_line(letter.number):
        raise Refused("Ô “Số công văn”: ghi số và ký hiệu, ví dụ 15/SNV-TĐKT.")
    if letter.signed_on is None or letter.signed_on > today:
        raise Refused("Ô “Ngày công văn”: nhập một ngày không sau hôm nay.")
    if letter.due_on is None or letter.due_on < today:
        raise Refused("Ô “Trả lời trước ngày”: nhập một ngày từ hôm nay trở đi.")


def _distinct_bodies(bodies):
    names = [body.label for body in bodies]
    if not names or not all(names):
        raise Refused("Ô “Cơ quan được hỏi”: chọn hoặc ghi ít nhất một cơ quan.")
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise Refused(f"Ô “Cơ quan được hỏi”: {', '.join(sorted(twice))} có hai lần.")
    return names


def _refuse_asked_twice(bodies, asked, owner):
    lines = [one["line"] for one in asked if one.get("line")]
    for body in bodies:
        waiting = OpinionAnswer.objects.filter(
            line__in=lines, state=OpinionState.ASKED, request__body_name=body.label, **_of_owner(owner)
        ).select_related("request").first()  # fmt: skip
        if waiting is not None:
            raise Refused(
                f"{body.label} đang được hỏi về dòng {waiting.name} theo công văn số {waiting.request.letter_number}: "
                "nhắc hoặc gia hạn công văn đó."
            )


def _of_owner(owner):
    return {f"request__{name}": value for name, value in owner.items()}


# --- Answering --------------------------------------------------------------------------------------------------------


@transaction.atomic
def answer_opinion(*, letter, said, reply, version, by, at):
    """What the body says of some or all lines, by one paper; its head on the portal, else Sở Nội vụ from the paper.

    `said`: key of an answer row -> Said. A line may be answered again later; what was said before stays in the event.
    `version` is the letter's as the page had it; another one is Conflict. Raises Refused naming the box or line.
    """
    if not by.has_perm("awards.answer_opinion", letter):
        raise PermissionDenied("awards.answer_opinion")
    locked = hold_request(letter)
    if locked.version != version:
        raise Conflict("Người khác vừa ghi ý kiến của cơ quan này. So lại với các dòng bên dưới rồi gửi.")
    on_behalf = not (locked.body_id and by.has_role(Role.UNIT_HEAD, unit_id=locked.body_id))
    _check_reply(reply, locked, office_date(at))
    stood = {row.pk: {"state": row.state, "reason": row.reason, "number": row.number} for row in locked.answers.all()}
    rows = _read_said(locked, said)
    before = {row.pk: stood[row.pk] for row in rows}
    for row in rows:
        row.number, row.answered_on = clean_line(reply.number)[:60], reply.signed_on
        row.signer, row.on_behalf = clean_line(reply.signer)[:120], on_behalf
        row.entered_by, row.entered_at = by, at
    OpinionAnswer.objects.bulk_update(
        rows, ["state", "reason", "number", "answered_on", "signer", "on_behalf", "entered_by", "entered_at"]
    )
    keep = attach_file if on_behalf else attach_signed
    keep(owner=locked, purpose=ANSWER_FILE, upload=reply.file, by=by, at=at)
    bump(locked)
    record(
        locked, step="answer", label="Nhập ý kiến từ bản giấy" if on_behalf else "Trả lời ý kiến", by=by, at=at,
        note=f"Văn bản số {clean_line(reply.number)} ngày {reply.signed_on:%d/%m/%Y}: {_counted(rows)}",
        data={"before": before, "after": {row.pk: {"state": row.state, "reason": row.reason} for row in rows}},
    )  # fmt: skip
    _after_answer(locked, by, at)
    return locked


def hold_request(letter):
    """Locks the owner first, then the letter: whoever ends the asking waits, or is waited for."""
    if letter.dossier_id:
        hold(letter.dossier)
    else:
        Inquiry.objects.select_for_update().get(pk=letter.inquiry_id)
    rows = OpinionRequest.objects.select_for_update(of=("self",)).select_related("dossier__unit", "inquiry", "body")
    return rows.get(pk=letter.pk)


def bump(letter):
    letter.version += 1
    letter.save(update_fields=["version"])


def _check_reply(reply, letter, today):
    if not clean_line(reply.number):
        raise Refused("Ô “Số văn bản trả lời”: ghi số và ký hiệu, ví dụ 31/CAT-PV01.")
    if reply.signed_on is None or not letter.letter_date <= reply.signed_on <= today:
        raise Refused(
            f"Ô “Ngày văn bản trả lời”: nhập một ngày từ ngày công văn hỏi {letter.letter_date:%d/%m/%Y} đến hôm nay."
        )
    if reply.file is None:
        raise Refused("Ô “Bản đã ký”: chọn tệp văn bản trả lời.")


def _read_said(letter, said):
    rows = {row.pk: row for row in letter.answers.all()}
    if strange := said.keys() - rows.keys():
        raise Refused(f"Dòng {min(strange)} không có trong công văn này.")
    answered = []
    for key, one in said.items():
        row, reason = rows[key], clean_text(one.reason)
        if one.state not in OpinionState.ANSWERS:
            raise Refused(f"Dòng {row.name}: chọn một ý kiến trong danh sách.")
        if one.state == OpinionState.OBJECT and not reason:
            raise Refused(f"Dòng {row.name}: không thống nhất thì ghi lý do.")
        row.state, row.reason = one.state, reason
        answered.append(row)
    if not answered:
        raise Refused("Chưa có ý kiến nào: chọn ý kiến cho ít nhất một dòng.")
    if letter.kind == OpinionKind.PARTY and any(row.state == OpinionState.ASKED for row in rows.values()):
        raise Refused("Ý kiến cấp ủy ghi cho mọi dòng đã hỏi.")
    return answered


def _counted(rows):
    counts = [(OpinionState(state).label.lower(), sum(row.state == state for row in rows)) for state in OpinionState]
    return ", ".join(f"{n} {label}" for label, n in counts if n)


def _after_answer(letter, by, at):
    """Sở Nội vụ is told; with the last opinion the days after it begin; the Party's answer moves the dossier."""
    dossier = letter.dossier
    if dossier is None:
        return
    if letter.kind == OpinionKind.PARTY:
        if dossier.state == DossierState.PARTY_OPINION:
            take_step(DOSSIER, dossier, "party_answered", by=by, at=at, changes={"stage_since": at},
                      data={"requests": [letter.pk]})  # fmt: skip
        return
    if dossier.state == DossierState.OPINIONS and not unanswered(dossier).exists():
        Dossier.objects.filter(pk=dossier.pk).update(**_days_after(at))
    people = set(_home_affairs()) - {by}
    text = f"{letter.body_name} đã trả lời ý kiến về hồ sơ “{dossier.title[:90]}” của {dossier.unit.name}."
    notify(people=people, kind=NoticeKind.RECEIVED, text=text,
           url=reverse("awards:opinion_matrix", args=[dossier.pk]), at=at)  # fmt: skip


def _home_affairs():
    holdings = RoleHolding.objects.filter(role=Role.HOME_AFFAIRS_OFFICER, active=True)
    return User.objects.filter(is_active=True, pk__in=holdings.values("user"))


def unanswered(dossier):
    """Lines about which a body has not answered yet."""
    return OpinionAnswer.objects.filter(
        request__dossier=dossier, request__kind=OpinionKind.BODY, state=OpinionState.ASKED
    )


def _days_after(at):
    """Days given once the opinions are there (NĐ 98/2023 Điều 32; QĐ 311/QĐ-BNV); no rule, no clock."""
    day = office_date(at)
    return {"opinions_done_on": day, "opinions_days": deadline_days("after_opinions", day)}


# --- Pressing, more time, the end ------------------------------------------------------------------------------------


@transaction.atomic
def remind_body(*, letter, by, at):
    """A notice to who speaks for the body, at most once a day; a body without an account is reminded by letter."""
    if not by.has_perm("awards.press_opinion", letter):
        raise PermissionDenied("awards.press_opinion")
    locked = hold_request(letter)
    if not locked.answers.filter(state=OpinionState.ASKED).exists():
        raise Refused(f"{locked.body_name} đã trả lời mọi dòng.")
    if not people_holding(SPEAKS_FOR_BODY, unit_id=locked.body_id):
        raise Refused(f"{locked.body_name} chưa có tài khoản trên cổng: nhắc bằng văn bản hoặc điện thoại.")
    if locked.reminded_at and office_date(locked.reminded_at) == office_date(at):
        raise Refused(f"Hôm nay đã nhắc {locked.body_name}.")
    locked.reminded_at = at
    locked.save(update_fields=["reminded_at"])
    record(locked, step="remind", label="Nhắc trả lời", by=by, at=at)
    _tell_body(locked, NoticeKind.WAITING, "nhắc trả lời ý kiến", by, at)


@transaction.atomic
def extend_opinion(*, letter, due_on, reason, by, at):
    """A later due day, with the reason; never an earlier one."""
    if not by.has_perm("awards.press_opinion", letter):
        raise PermissionDenied("awards.press_opinion")
    locked = hold_request(letter)
    if due_on is None or due_on <= locked.due_on or due_on < office_date(at):
        raise Refused(f"Ô “Trả lời trước ngày”: nhập một ngày sau {locked.due_on:%d/%m/%Y} và chưa qua.")
    if not (reason := clean_text(reason)):
        raise Refused("Ô “Lý do”: ghi vì sao gia hạn.")
    before, locked.due_on = locked.due_on, due_on
    locked.save(update_fields=["due_on"])
    data = {"before": before.isoformat(), "after": due_on.isoformat()}
    record(locked, step="extend", label=f"Gia hạn đến {due_on:%d/%m/%Y}", by=by, at=at, note=reason, data=data)
    _tell_body(locked, NoticeKind.RECEIVED, "gia hạn trả lời ý kiến", by, at)


@transaction.atomic
def end_opinions(*, dossier, note, by, at):
    """Back to appraising: with every line answered, or with the reason why it goes on without. Nothing turns into
    agreement: who has not answered stays so."""
    locked = hold_for_step(dossier, "end_opinions", by)
    silent = sorted(set(unanswered(dossier).values_list("request__body_name", flat=True)))
    if silent and not note.strip():
        raise Refused(
            f"Chưa trả lời hết: {', '.join(silent)}. Chờ, gia hạn, hoặc ghi vì sao làm tiếp khi chưa có ý kiến."
        )
    changes = {"stage_since": at} | ({} if locked.opinions_done_on else _days_after(at))
    take_step(DOSSIER, dossier, "end_opinions", by=by, at=at, note=note, changes=changes, data={"silent": silent})
    return dossier


def _tell_body(letter, kind, words, by, at):
    if letter.kind == OpinionKind.PARTY or letter.body_id is None:
        return
    text = (
        f"Sở Nội vụ {words}, công văn số {letter.letter_number} ngày {letter.letter_date:%d/%m/%Y}; "
        f"trả lời trước ngày {letter.due_on:%d/%m/%Y}."
    )
    people = people_holding(SPEAKS_FOR_BODY, unit_id=letter.body_id, but=by)
    notify(people=people, kind=kind, text=text, url=reverse("awards:opinion_detail", args=[letter.pk]), at=at)
