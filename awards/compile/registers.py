"""The registers beside the queue of dossiers that a person may open."""

from dataclasses import dataclass

from django.urls import reverse

from awards.compile.opinions import speaks_for
from awards.models.afterwards import READS_COMPLAINTS
from awards.models.inquiries import READS_INQUIRIES
from awards.models.issuing import PREPARES
from awards.models.money import READS_FUND
from awards.models.records import TRUSTED_IN_UNIT
from awards.models.revocations import READS_REVOCATIONS
from units.enums import Role


@dataclass(frozen=True)
class Register:
    label: str
    url: str
    n: int = 0


def registers_for(user):
    """Told from roles in memory: no query."""
    found = []
    if speaks_for(user) or user.sees_province:
        found.append(Register("Ý kiến được hỏi", reverse("awards:opinion_list")))
    if user.sees_province:
        found.append(Register("Trình cấp trên", reverse("awards:submission_list")))
        found.append(Register("Quyết định của nơi khác", reverse("awards:external_list")))
        found.append(Register("Sổ cấp đổi, cấp lại", reverse("awards:reissue_list")))
    if speaks_for(user) or user.sees_province:
        found.append(Register("Lấy ý kiến Nhân dân", reverse("awards:consultation_list")))
    if user.has_role(*PREPARES):
        found.append(Register("Dự thảo quyết định", reverse("awards:draft_list")))
    if user.has_role(*READS_FUND):
        found.append(Register("Quỹ thi đua, khen thưởng", reverse("awards:fund_list")))
    if user.has_role(*READS_COMPLAINTS, Role.HOME_AFFAIRS_OFFICER):
        found.append(Register("Đơn khiếu nại, tố cáo", reverse("awards:complaint_list")))
    if user.has_role(*READS_INQUIRIES):
        found.append(Register("Hiệp y nơi khác hỏi", reverse("awards:inquiry_list")))
    if user.has_role(*READS_REVOCATIONS, *TRUSTED_IN_UNIT):
        found.append(Register("Hủy bỏ khen thưởng", reverse("awards:revocation_list")))
    return found
