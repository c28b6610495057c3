from django.urls import path

from awards.forms_law import TABLES
from awards.views import law
from thidua.workflow import choice_converter

TABLE = choice_converter("law_table", list(TABLES))

app_name = "law"
urlpatterns = [
    path("", law.law_home, name="home"),
    path("chung/", law.law_of_award, {"code": ""}, name="common"),
    path("danh-hieu/<str:code>/", law.law_of_award, name="award"),
    path(f"<{TABLE}:table>/moi/", law.provision_new, name="provision_new"),
    path(f"<{TABLE}:table>/<int:pk>/", law.provision_detail, name="provision_detail"),
    path(f"<{TABLE}:table>/<int:pk>/sua/", law.provision_edit, name="provision_edit"),
    path(f"<{TABLE}:table>/<int:pk>/ket-thuc/", law.provision_end, name="provision_end"),
    path(f"<{TABLE}:table>/<int:pk>/doi-chieu/", law.provision_confirm, name="provision_confirm"),
]
