from django.urls import path

from awards.views import decisions, dossiers, lines
from awards.workflow import DOSSIER_STEP

app_name = "awards"
urlpatterns = [
    path("", dossiers.dossier_list, name="dossier_list"),
    path("moi/", dossiers.dossier_new, name="dossier_new"),
    path("quyet-dinh/", decisions.decision_list, name="decision_list"),
    path("quyet-dinh/<int:pk>/", decisions.decision_detail, name="decision_detail"),
    path("<int:pk>/", dossiers.dossier_detail, name="dossier_detail"),
    path("<int:pk>/sua/", dossiers.dossier_edit, name="dossier_edit"),
    path("<int:pk>/giay-to/", dossiers.paper_add, name="paper_add"),
    path("<int:pk>/giay-to/<int:file_pk>/go/", dossiers.paper_remove, name="paper_remove"),
    path("<int:pk>/dong/moi/", lines.line_new, name="line_new"),
    path("<int:pk>/dong/<int:line_pk>/", lines.line_edit, name="line_edit"),
    path("<int:pk>/dong/<int:line_pk>/bo/", lines.line_remove, name="line_remove"),
    path("<int:pk>/dong/<int:line_pk>/ket-luan/", lines.line_conclude, name="line_conclude"),
    path("<int:pk>/dong/<int:line_pk>/khong-tang/", lines.line_mark, name="line_mark"),
    path(f"<int:pk>/<{DOSSIER_STEP}:step_name>/", dossiers.dossier_step, name="dossier_step"),
]
