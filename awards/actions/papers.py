"""Writing what the portal makes papers of: the report of a line, the figures of a meeting."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.text import slugify

from awards.actions.locking import hold_for_editing
from awards.compile.achievements import TEXTS
from awards.models import AchievementReport, LinePaper, MeetingBallot, MeetingMinutes
from awards.render import make_report
from thidua.clock import office_date
from thidua.errors import Conflict, Refused
from thidua.events import record
from thidua.paper.pdf import paper_pdf
from thidua.text import clean_line, clean_text, search_key
from units.actions import attach_file, remove_attachment

REPORT_PURPOSE = "bao_cao_thanh_tich"
MOST_LETTERS = 20_000
LABELS = {"profile": "Sơ lược", "merits": "Thành tích đạt được", "honours": "Các hình thức đã được khen thưởng"}


@transaction.atomic
def write_report(*, line, texts, version, by, at):
    """Keeps the three parts of a line's report. `version`: the one that was read, 0 for the portal's draft.

    Raises Conflict when somebody else has saved it since.
    """
    hold_for_editing(line.dossier, by)
    saved = AchievementReport.objects.filter(line=line).first()
    if (saved.version if saved else 0) != version:
        raise Conflict("Báo cáo đã được người khác sửa trong lúc này. So lại với bản vừa lưu rồi lưu.")
    words = {name: _text(name, texts[name]) for name in TEXTS}
    before = {name: getattr(saved, name) for name in TEXTS} if saved else {}
    saved = saved or AchievementReport(line=line, version=0)
    for name, text in words.items():
        setattr(saved, name, text)
    saved.version, saved.changed_by, saved.changed_at = version + 1, by, at
    saved.save()
    note = f"{line.honoree.name}: {line.award.name}"
    record(line.dossier, step="save_report", label="Sửa báo cáo thành tích", by=by, at=at, note=note,
           data={"line": line.pk, "before": before})  # fmt: skip
    return saved


def _text(name, text):
    words = clean_text(text)
    if len(words) > MOST_LETTERS:
        raise Refused(f"Ô “{LABELS[name]}”: dài {len(words)} ký tự, nhiều nhất {MOST_LETTERS}.")
    return words


def attach_report(*, line, version, by, at):
    """Makes the PDF of the report as it is saved and puts it in the dossier, in place of the one made before.

    Raises Refused where nothing is saved yet or this machine makes no PDF, Conflict when it was saved meanwhile.
    """
    if not by.has_perm("awards.edit_dossier", line.dossier):
        raise PermissionDenied("awards.edit_dossier")
    made = paper_pdf(make_report(line))  # seconds: before any lock is held
    with transaction.atomic():
        hold_for_editing(line.dossier, by)
        report = AchievementReport.objects.filter(line=line).select_related("attachment").first()
        if report is None:
            raise Refused("Lưu báo cáo thành tích trước, rồi đính kèm.")
        if report.version != version:
            raise Conflict("Báo cáo vừa được sửa. Xem lại bản mới rồi đính kèm.")
        return _put(line, report, made, by, at)


def _put(line, report, made, by, at):
    dossier, old = line.dossier, report.attachment
    if old is not None and old.removed_at is None:
        remove_attachment(attachment=old, owner=dossier, by=by, at=at)
    upload = ContentFile(made, name=f"bao-cao-thanh-tich-{slugify(search_key(line.honoree.name))[:80]}.pdf")
    report.attachment = attach_file(owner=dossier, purpose=REPORT_PURPOSE, upload=upload, by=by, at=at)
    LinePaper.objects.create(line=line, attachment=report.attachment)
    report.attached_version = report.version
    report.save(update_fields=["attachment", "attached_version"])
    note = f"Báo cáo thành tích: {line.honoree.name}"
    record(dossier, step="add_file", label="Đính kèm giấy tờ", by=by, at=at, note=note)
    return report.attachment


# --- The meeting ------------------------------------------------------------------------------------------------------

LINES = {"place": ("Địa điểm", 200), "chair": ("Chủ trì", 120), "chair_title": ("Chức vụ", 200),
         "secretary": ("Thư ký", 120)}  # fmt: skip
TEXT_BOXES = ("absent", "guests", "opinions")


@dataclass(frozen=True)
class Votes:
    """For one line. Those who were absent vote in writing, so that votes are never more than members."""

    line: int
    agreed: int
    refused: int = 0


@transaction.atomic
def write_minutes(*, dossier, meeting, votes, version, by, at):
    """Keeps the figures of a meeting. `meeting`: columns of MeetingMinutes; `votes`: Votes of lines of this dossier.

    Raises Refused naming the box, Conflict when somebody else has saved since.
    """
    hold_for_editing(dossier, by)
    saved = MeetingMinutes.objects.filter(dossier=dossier).first()
    if (saved.version if saved else 0) != version:
        raise Conflict("Biên bản đã được người khác sửa trong lúc này. So lại với bản vừa lưu rồi lưu.")
    names = dict(dossier.lines.values_list("pk", "honoree__name"))
    _check_meeting(meeting, votes, names, at)
    saved = saved or MeetingMinutes(dossier=dossier)
    for name, value in _cleaned(meeting).items():
        setattr(saved, name, value)
    saved.version, saved.changed_by, saved.changed_at = version + 1, by, at
    saved.save()
    saved.ballots.all().delete()
    MeetingBallot.objects.bulk_create(
        MeetingBallot(minutes=saved, line_id=one.line, agreed=one.agreed, refused=one.refused) for one in votes
    )
    record(dossier, step="save_minutes", label="Sửa biên bản họp xét", by=by, at=at)
    return saved


def _cleaned(meeting):
    lines = {name: clean_line(meeting.get(name) or "")[:most] for name, (_, most) in LINES.items()}
    texts = {name: clean_text(meeting.get(name) or "")[:MOST_LETTERS] for name in TEXT_BOXES}
    return lines | texts | {name: meeting.get(name) for name in ("held_on", "members", "present")}


def _check_meeting(meeting, votes, names, at):
    held_on, members, present = (meeting.get(name) for name in ("held_on", "members", "present"))
    if held_on is not None and held_on > office_date(at):
        raise Refused(f"Ô “Ngày họp”: {held_on:%d/%m/%Y} chưa tới.")
    if present is not None and (members is None or present > members):
        raise Refused("Ô “Số có mặt”: không quá tổng số thành viên.")
    if votes and not members:
        raise Refused("Ô “Tổng số thành viên”: ghi tổng số thành viên, tỷ lệ phiếu tính trên số này.")
    for one in votes:
        if one.line not in names:
            raise Refused("Có phiếu của một dòng không còn trong hồ sơ. Mở lại trang này.")
        if one.agreed + one.refused > members:
            total = one.agreed + one.refused
            raise Refused(f"Dòng {names[one.line]}: {total} phiếu, nhiều hơn tổng số {members} thành viên.")
