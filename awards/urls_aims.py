from django.urls import path

from awards.enums import Subject
from awards.views import aims
from thidua.workflow import choice_converter

SUBJECT = choice_converter("aim_subject", Subject.values)

app_name = "aims"
urlpatterns = [
    path("<int:pk>/danh-hieu/", aims.aim_list, name="aim_list"),
    path(f"<int:pk>/danh-hieu/moi/<{SUBJECT}:subject>/", aims.aim_new, name="aim_new"),
    path("<int:pk>/danh-hieu/tu-tep/", aims.aim_upload, name="aim_upload"),
    path("<int:pk>/danh-hieu/tep-mau/", aims.aim_template, name="aim_template"),
    path("<int:pk>/danh-hieu/<int:aim_pk>/", aims.aim_edit, name="aim_edit"),
    path("<int:pk>/danh-hieu/<int:aim_pk>/bo/", aims.aim_remove, name="aim_remove"),
]
