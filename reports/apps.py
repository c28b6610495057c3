from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "Báo cáo"

    def ready(self):
        from reports import rules  # noqa: F401
        from units.models.attachments import OWNERS

        OWNERS.append("reports.report")
