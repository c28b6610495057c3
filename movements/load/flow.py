"""Numbers of the workflow as the portal comes with them; one that administrators have changed stays changed."""

from django.db import transaction

from movements.models import FlowSetting
from units.load import LoadReport, upsert

NAMES = {
    FlowSetting.CORRECTION_DAYS: "Số ngày làm việc để sửa báo cáo bị trả lại",
    FlowSetting.PACT_DAYS: "Số ngày từ đầu kỳ thi đua đến hạn ký giao ước của cụm, khối (45: ngày 15/02)",
    FlowSetting.STALLED_DAYS: "Số ngày một điển hình không có việc gì thì coi là đứng yên",
}


@transaction.atomic
def load_flow_settings() -> LoadReport:
    rows = [{"key": key, "name": name, "value": FlowSetting.DEFAULTS[key]} for key, name in NAMES.items()]
    return upsert(FlowSetting, ["key"], rows, once=["value"])
