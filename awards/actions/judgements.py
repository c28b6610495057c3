"""What people add to the check of a line: papers, their own judgement, the heads of a collective."""

from dataclasses import dataclass, replace

from django.db import IntegrityError, transaction
from django.db.models import F

from awards.actions.locking import hold_allowed
from awards.checks import rule_type
from awards.compile.checking import check_lines
from awards.enums import CheckVerdict, Subject
from awards.models import Judgement, LineShares
from thidua.clock import office_date
from thidua.errors import Conflict, Refused
from thidua.events import record
from thidua.text import clean_line

SAYS = {CheckVerdict.PASS, CheckVerdict.FAIL}
MOST = 10_000_000  # heads: more is a slip of the hand
OTHER_WROTE = "Người khác vừa ghi tiêu chuẩn này. Xem lại phần dưới rồi ghi tiếp."


@transaction.atomic
def give_paper(*, line, rule, paper, version=0, by, at):
    """The unit names the paper that speaks for a criterion which only people judge. Refused for any other rule."""
    hold_allowed(line.dossier, "awards.edit_dossier", by)
    finding = _judged_by_people(line, rule, at)
    paper = clean_line(paper)[:400]
    row = _write(line, rule, version, {"paper": paper})
    record(line.dossier, step="give_paper", label="Nêu căn cứ", by=by, at=at, data={"line": line.pk, "rule": rule},
           note=f"{line}: {finding.title}{f': {paper}' if paper else ' (bỏ căn cứ)'}")  # fmt: skip
    return row


@transaction.atomic
def judge_line(*, line, rule, verdict, reason, version=0, by, at):
    """Sở Nội vụ says whether a criterion that only people judge is fulfilled, and why; "" takes it back (R14)."""
    hold_allowed(line.dossier, "awards.judge_line", by)
    finding = _judged_by_people(line, rule, at)
    reason = clean_line(reason)[:400]
    if verdict and verdict not in SAYS:
        raise Refused("Ô “Kết luận”: chọn đạt hoặc không đạt.")
    if verdict and not reason:
        raise Refused(f"Ô “Lý do, căn cứ” của tiêu chuẩn “{finding.title}”: ghi dựa vào đâu.")
    said = {"verdict": verdict, "reason": reason, "by": by, "at": at}
    row = _write(line, rule, version, said if verdict else {"verdict": "", "reason": "", "by": None, "at": None})
    label = f"Kết luận tiêu chuẩn: {CheckVerdict(verdict).label.lower()}" if verdict else "Bỏ kết luận tiêu chuẩn"
    record(line.dossier, step="judge_line", label=label, by=by, at=at, data={"line": line.pk, "rule": rule},
           note=f"{line}: {finding.title}{f'. {reason}' if reason else ''}")  # fmt: skip
    return row


def _judged_by_people(line, rule, at):
    (checked,) = check_lines(line.dossier, [line], today=office_date(at))
    finding = next((one for one in checked.findings if one.rule == rule), None)
    known = rule_type(finding.kind) if finding else None
    if known is None or not known.by_people:
        raise Refused(f"Tiêu chuẩn {rule} không phải tiêu chuẩn do người xét của dòng này.")
    return finding


def _write(line, rule, version, columns):
    """Compare-and-set by version; 0: nobody had written yet."""
    if not version:
        try:
            with transaction.atomic():
                return Judgement.objects.create(line=line, rule=rule, **columns)
        except IntegrityError:
            raise Conflict(OTHER_WROTE) from None
    rows = Judgement.objects.filter(line=line, rule=rule, version=version)
    if not rows.update(**columns, version=F("version") + 1):
        raise Conflict(OTHER_WROTE)
    return Judgement.objects.get(line=line, rule=rule)


def forget_judgements(line):
    """Another award has other criteria."""
    Judgement.objects.filter(line=line).delete()


# ---- heads of a collective -------------------------------------------------------------------------------------------

PARTS = {
    "titled": "Đạt Lao động tiên tiến",
    "completed": "Hoàn thành nhiệm vụ",
    "fighters": "Chiến sĩ thi đua cơ sở",
    "severe": "Bị kỷ luật từ cảnh cáo trở lên",
}


@dataclass(frozen=True)
class Heads:
    """Numbers of heads as typed; `source` is the paper or list they were counted from."""

    members: int
    titled: int
    completed: int
    fighters: int
    severe: int
    source: str


@transaction.atomic
def save_shares(*, line, heads, version=0, by, at):
    """The unit enters the heads of a proposed collective. Refused naming the box; Conflict when somebody was faster."""
    hold_allowed(line.dossier, "awards.edit_dossier", by)
    if line.honoree.subject != Subject.COLLECTIVE:
        raise Refused(f"{line.honoree.name} không phải tập thể: không nhập số người.")
    heads = replace(heads, source=clean_line(heads.source)[:300])
    _check_heads(heads)
    row = LineShares.objects.select_for_update().filter(line=line).first()
    if (row.version if row else 0) != version:
        raise Conflict("Người khác vừa ghi số liệu tập thể này. So lại với số bên dưới rồi lưu.")
    before = {name: getattr(row, name) for name in ("members", *PARTS, "source")} if row else {}
    row, _ = LineShares.objects.update_or_create(line=line, defaults={**vars(heads), "version": version + 1})
    record(line.dossier, step="save_shares", label="Ghi số liệu tập thể", by=by, at=at,
           note=f"{line}: {heads.members} người", data={"line": line.pk, "before": before})  # fmt: skip
    return row


def _check_heads(heads):
    if not 1 <= heads.members <= MOST:
        raise Refused("Ô “Tổng số người”: ghi từ 1 trở lên.")
    for name, label in PARTS.items():
        if not 0 <= getattr(heads, name) <= heads.members:
            raise Refused(f"Ô “{label}”: từ 0 đến {heads.members}, là tổng số người.")
    if not heads.source:
        raise Refused("Ô “Căn cứ”: ghi văn bản hoặc danh sách đã đếm từ đó.")
