"""The report's workflow, as data (states: catalogue `bao_cao_snv`)."""

from reports.enums import ReportState as S
from thidua.workflow import workflow

REPORT = workflow(
    "bao_cao_snv",
    "reports.report",
    ("to_lead", "Trình trưởng phòng", {S.COMPILED}, S.TO_LEAD, {}),
    ("to_head", "Trình ký", {S.TO_LEAD}, S.TO_HEAD, {}),
    ("send_back", "Chuyển lại chuyên viên", {S.TO_LEAD, S.TO_HEAD}, S.COMPILED, {"needs_note": True}),
    ("sign", "Ký", {S.TO_HEAD}, S.SIGNED, {}),
    ("issue", "Cấp số và phát hành", {S.SIGNED}, S.ISSUED, {"needs_form": True}),
)
REPORT_STEP = REPORT.converter()
