from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "Báo cáo"

    def ready(self):
        from reports import checks, rules  # noqa: F401
        from thidua.sight import OWNERS

        OWNERS.append("reports.report")
