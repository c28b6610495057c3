"""The rows of the pages on which a person chooses what to be told."""

from dataclasses import dataclass

from movements.forms.reminders import BY_MAIL, OFFERED, box_of
from units.enums import Channel, NoticeKind
from units.models import OptOut
from units.roles import RECEIVES_FOR_DEPARTMENT

MEANINGS = {
    NoticeKind.TO_SIGN: "Có văn bản, báo cáo, đăng ký trình đồng chí ký.",
    NoticeKind.RECEIVED: "Đơn vị vừa gửi đến nơi đồng chí tiếp nhận.",
    NoticeKind.RETURNED: "Bản đã gửi bị trả lại, được chuyển lại hoặc mở khóa để sửa.",
    NoticeKind.ACCEPTED: "Bản đã gửi được xác nhận, tiếp nhận.",
    NoticeKind.REPORT: "Báo cáo tổng hợp đã lập xong, chuyển bước hoặc phát hành.",
    NoticeKind.FILING_DUE: "Trước và sau hạn gửi báo cáo kết quả của đơn vị.",
    NoticeKind.REGISTRATION_DUE: "Trước và sau hạn đăng ký thi đua của đơn vị.",
    NoticeKind.CORRECTION: "Bản bị trả lại mà đơn vị chưa gửi lại.",
    NoticeKind.WAITING: "Bản gửi đến đã chờ xử lý nhiều ngày làm việc.",
    NoticeKind.LATE_LIST: "Sau hạn 5 ngày làm việc: ai chưa gửi, theo nơi nhận.",
}


@dataclass(frozen=True)
class Choice:
    """One kind of notice: its boxes, where there is something to choose, and whether they are ticked."""

    kind: str
    label: str
    meaning: str
    portal: str  # name of the box; "" when it is always on
    mail: str  # name of the box; "" when no mail is sent
    portal_on: bool
    mail_on: bool


def _kinds(user):
    """What can concern this person: the list of those who are late goes to Sở Nội vụ only."""
    return [
        kind for kind in NoticeKind
        if kind != NoticeKind.LATE_LIST or user.has_role(*RECEIVES_FOR_DEPARTMENT)
    ]  # fmt: skip


def offered_to(user):
    kinds = _kinds(user)
    return [pair for pair in OFFERED if pair[0] in kinds]


def mailed_to(user):
    return [pair for pair in offered_to(user) if pair in BY_MAIL]


def notice_rows(user):
    off = set(OptOut.objects.visible_to(user).values_list("kind", "channel"))
    offered = set(offered_to(user))
    return [_choice(kind, offered, off) for kind in _kinds(user)]


def mail_rows(person):
    """The kinds that are mailed, for whoever came by the address in a mail."""
    off = set(OptOut.objects.visible_to(person).values_list("kind", "channel"))
    return [row for kind in _kinds(person) if (row := _choice(kind, set(mailed_to(person)), off)).mail]


def _choice(kind, offered, off):
    portal, mail = (kind.value, Channel.PORTAL.value), (kind.value, Channel.MAIL.value)
    return Choice(
        kind.value, kind.label, MEANINGS[kind],
        portal=box_of(portal) if portal in offered else "", mail=box_of(mail) if mail in offered else "",
        portal_on=portal not in off, mail_on=mail not in off,
    )  # fmt: skip


def choices_page(person, rows, *, saved=False):
    name, at, domain = person.email.partition("@")
    hidden = f"{name[:2]}…{at}{domain}" if at else "tài khoản chưa có địa chỉ thư"
    return {"rows": rows, "whose": hidden, "saved": saved, "any_on": any(row.mail_on for row in rows)}
