from django.urls import path

from reports.views import reports
from reports.workflow import REPORT_STEP

app_name = "reports"
urlpatterns = [
    path("", reports.report_list, name="report_list"),
    path("lich/<int:pk>/chay/", reports.schedule_run, name="schedule_run"),
    path("lan-chay/<int:pk>/", reports.run_detail, name="run_detail"),
    path("luot-gui/<int:pk>/gui-lai/", reports.delivery_again, name="delivery_again"),
    path("<int:pk>/", reports.report_detail, name="report_detail"),
    path("<int:pk>/gui-thu/", reports.report_test, name="report_test"),
    path("<int:pk>/so-lieu/<str:code>/", reports.figure_detail, name="figure_detail"),
    path(f"<int:pk>/<{REPORT_STEP}:step_name>/", reports.report_step, name="report_step"),
]
