"""Which papers the portal makes of a dossier, for whom, and each of them made."""

from dataclasses import dataclass

from awards.compile.achievements import report_issuer, report_text
from awards.compile.check_words import check_text
from awards.compile.consultation_words import consultation_text, newest_ended
from awards.compile.dossier_words import (
    BY_CHAIRMAN,
    BY_DEPARTMENT,
    BY_PARENT,
    BY_UNIT,
    dossier_text,
    issuer_of,
)
from awards.compile.minutes import minutes_text
from awards.enums import Authority, LineState
from awards.render.achievement import achievement_paper
from awards.render.checks import check_paper
from awards.render.consultation import summary_paper
from awards.render.minutes import minutes_paper
from awards.render.petition import PETITIONS, list_paper
from awards.render.slips import receipt_paper, refusal_paper
from units.models import Attachment


@dataclass(frozen=True)
class PaperKind:
    key: str
    label: str
    note: str


KINDS = (
    PaperKind("to-trinh", "Tờ trình của đơn vị", "kèm danh sách; để trống số, ngày khi chưa ký"),
    PaperKind("danh-sach", "Danh sách đề nghị", "theo danh hiệu, hình thức và đối tượng"),
    PaperKind("bien-ban", "Biên bản họp xét", "điền từ số liệu cuộc họp, hoặc để trống để ghi tay"),
    PaperKind("bang-kiem-tra", "Bảng kiểm tra tiêu chuẩn", "từng dòng, từng tiêu chuẩn, kèm căn cứ"),
    PaperKind("to-trinh-cap-quan-ly", "Tờ trình của cấp quản lý", "khi gửi tiếp hồ sơ của đơn vị"),
    PaperKind("giay-tiep-nhan", "Giấy tiếp nhận hồ sơ và hẹn trả kết quả", "của Sở Nội vụ"),
    PaperKind("tong-hop-y-kien", "Bản tổng hợp, giải trình ý kiến", "lấy ý kiến Nhân dân đã hết thời gian"),
    PaperKind("to-trinh-snv", "Tờ trình của Sở Nội vụ", "các dòng đủ điều kiện, tiêu chuẩn"),
    PaperKind("to-trinh-chu-tich", "Dự thảo tờ trình của Chủ tịch", "khen thưởng cấp Nhà nước"),
    PaperKind("thong-bao", "Thông báo không đủ điều kiện, tiêu chuẩn", "các dòng không đủ điều kiện, kèm lý do"),
)  # fmt: skip
LABELS = {kind.key: kind.label for kind in KINDS}
OFFICES = {
    "to-trinh": BY_UNIT, "to-trinh-cap-quan-ly": BY_PARENT, "to-trinh-snv": BY_DEPARTMENT,
    "to-trinh-chu-tich": BY_CHAIRMAN,
}  # fmt: skip


def papers_for(dossier, user):
    """The kinds of papers that this reader of the dossier's files may have made of it, in the order of the way.

    What an office drafts for itself is its own until it has been signed and numbered.
    """
    province = user.sees_province and dossier.arrived_at is not None
    open_to = {
        "to-trinh-cap-quan-ly": not dossier.goes_to_department
        and (user.unit_id == dossier.receiver_id or user.sees_province or bool(dossier.forward_number)),
        "giay-tiep-nhan": dossier.receipt_number is not None,
        "tong-hop-y-kien": province and newest_ended(dossier) is not None,
        "to-trinh-snv": province,
        "to-trinh-chu-tich": province and dossier.level == Authority.STATE,
        "thong-bao": (province or bool(dossier.refusal_number)) and _has_ineligible(dossier),
    }
    return [kind for kind in KINDS if open_to.get(kind.key, True)]


def _has_ineligible(dossier):
    return dossier.lines.filter(state__in=LineState.FAILED_HERE).exists()


def make_paper(dossier, key, *, today, purposes, user, notice=None):
    """One paper as it stands now; the key is one of those that `papers_for` gives, `purposes` names kinds of files.

    `user`: who reads it, for the check tells of holds and discipline to few. `notice`: which of several notices of
    ineligibility; None: the next one, or the newest when every line was told.
    """
    text = dossier_text(dossier, today=today)
    if key in OFFICES:
        office = OFFICES[key]
        return PETITIONS[office](text, issuer_of(dossier, office))
    if key == "giay-tiep-nhan":
        return receipt_paper(text, issuer_of(dossier, BY_DEPARTMENT), dossier, _files(dossier, purposes))
    if key == "bang-kiem-tra":
        office = BY_UNIT if dossier.arrived_at is None else BY_DEPARTMENT
        return check_paper(text, issuer_of(dossier, office), check_text(dossier, user, today=today))
    if key == "thong-bao":
        return refusal_paper(text, issuer_of(dossier, BY_DEPARTMENT), notice or _newest_notice(dossier, text))
    return _OTHERS[key](dossier, text, today)


def _list(dossier, text, today):
    return list_paper(text, issuer_of(dossier, BY_UNIT))


def _minutes(dossier, text, today):
    minutes, issuer = minutes_text(dossier, text.lines, today=today), issuer_of(dossier, BY_UNIT)
    return minutes_paper(text, issuer, minutes)


def _files(dossier, purposes):
    """What the dossier holds, as each is called there."""
    files = Attachment.objects.of(dossier).order_by("pk").values_list("purpose", "name")
    return [(purposes.get(purpose, "Tệp"), name) for purpose, name in files]


def _newest_notice(dossier, text):
    untold = any(line.notice is None for line in text.ineligible)
    return None if untold else dossier.notices.last()


def _consulted(dossier, text, today):
    asked = consultation_text(newest_ended(dossier))
    return summary_paper(text, issuer_of(dossier, BY_DEPARTMENT), asked)


_OTHERS = {"danh-sach": _list, "bien-ban": _minutes, "tong-hop-y-kien": _consulted}


def make_report(line):
    """The achievement report of one line as it stands now."""
    return achievement_paper(report_text(line), report_issuer(line))
