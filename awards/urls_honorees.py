from django.urls import path

from awards.actions import KINDS
from awards.views import duplicates, honorees, records
from thidua.workflow import choice_converter

KIND = choice_converter("record_kind", KINDS)

app_name = "honorees"
urlpatterns = [
    path("", honorees.honoree_list, name="honoree_list"),
    path("moi/", honorees.honoree_new, name="honoree_new"),
    path("trung-lap/", duplicates.duplicate_list, name="duplicate_list"),
    path("trung-lap/<int:first_pk>/<int:second_pk>/", duplicates.duplicate_pair, name="duplicate_pair"),
    path("trung-lap/<int:first_pk>/<int:second_pk>/khac/", duplicates.duplicate_apart, name="duplicate_apart"),
    path("<int:pk>/", honorees.honoree_detail, name="honoree_detail"),
    path("<int:pk>/sua/", honorees.honoree_edit, name="honoree_edit"),
    path("<int:pk>/tach-ra/", duplicates.honoree_split, name="honoree_split"),
    path("<int:pk>/tam-dung/", records.hold_open, name="hold_open"),
    path("<int:pk>/tam-dung/<int:hold_pk>/go/", records.hold_release, name="hold_release"),
    path(f"<int:pk>/<{KIND}:kind_key>/them/", records.record_add, name="record_add"),
    path(f"<int:pk>/<{KIND}:kind_key>/<int:row_pk>/sua/", records.record_edit, name="record_edit"),
    path(f"<int:pk>/<{KIND}:kind_key>/<int:row_pk>/bo/", records.record_remove, name="record_remove"),
]
