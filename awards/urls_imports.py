from django.urls import path

from awards.enums import ImportKind
from awards.views import imports
from thidua.workflow import choice_converter

KIND = choice_converter("import_kind", ImportKind.values)

app_name = "imports"
urlpatterns = [
    path("", imports.import_list, name="import_list"),
    path(f"mau/<{KIND}:kind>.xlsx", imports.import_template, name="import_template"),
    path("<int:pk>/", imports.import_detail, name="import_detail"),
    path("<int:pk>/trang/", imports.import_sheets, name="import_sheets"),
    path("<int:pk>/chon/", imports.import_choose, name="import_choose"),
    path("<int:pk>/nhap/", imports.import_accept, name="import_accept"),
    path("<int:pk>/bo/", imports.import_drop, name="import_drop"),
    path("<int:pk>/loi/", imports.import_errors, name="import_errors"),
]
