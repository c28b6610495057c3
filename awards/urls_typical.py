from django.urls import path

from awards.typical_workflow import TYPICAL_STEP
from awards.views import typical

app_name = "typical"
urlpatterns = [
    path("", typical.typical_board, name="typical_board"),
    path("moi/", typical.typical_new, name="typical_new"),
    path("<int:pk>/", typical.typical_detail, name="typical_detail"),
    path("<int:pk>/sua/", typical.typical_edit, name="typical_edit"),
    path("<int:pk>/ap-dung/<int:replication_pk>/", typical.replication_edit, name="replication_edit"),
    path("<int:pk>/dang/", typical.typical_publish, name="typical_publish"),
    path("<int:pk>/go-dang/", typical.typical_unpublish, name="typical_unpublish"),
    path("<int:pk>/tep/", typical.file_add, name="file_add"),
    path("<int:pk>/tep/<int:file_pk>/go/", typical.file_remove, name="file_remove"),
    path(f"<int:pk>/<{TYPICAL_STEP}:step_name>/", typical.typical_step, name="typical_step"),
]
