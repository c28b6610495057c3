from django.urls import path

from awards.plan_workflow import PLAN_STEP
from awards.typical_workflow import TYPICAL_STEP
from awards.views import nurturing, typical

app_name = "typical"
urlpatterns = [
    path("", typical.typical_board, name="typical_board"),
    path("moi/", typical.typical_new, name="typical_new"),
    path("ke-hoach/", nurturing.plan_list, name="plan_list"),
    path("ke-hoach/moi/", nurturing.plan_new, name="plan_new"),
    path("ke-hoach/<int:pk>/", nurturing.plan_detail, name="plan_detail"),
    path("ke-hoach/<int:pk>/sua/", nurturing.plan_edit, name="plan_edit"),
    path(f"ke-hoach/<int:pk>/<{PLAN_STEP}:step_name>/", nurturing.plan_step, name="plan_step"),
    path("<int:pk>/truyen-thong/", nurturing.media_add, name="media_add"),
    path("<int:pk>/truyen-thong/<int:item_pk>/bo/", nurturing.media_remove, name="media_remove"),
    path("<int:pk>/anh/", nurturing.picture_add, name="picture_add"),
    path("<int:pk>/anh/<int:picture_pk>/", nurturing.picture_file, name="picture_file"),
    path("<int:pk>/anh/<int:picture_pk>/go/", nurturing.picture_remove, name="picture_remove"),
    path("<int:pk>/", typical.typical_detail, name="typical_detail"),
    path("<int:pk>/sua/", typical.typical_edit, name="typical_edit"),
    path("<int:pk>/ap-dung/<int:replication_pk>/", typical.replication_edit, name="replication_edit"),
    path("<int:pk>/dang/", typical.typical_publish, name="typical_publish"),
    path("<int:pk>/go-dang/", typical.typical_unpublish, name="typical_unpublish"),
    path("<int:pk>/tep/", typical.file_add, name="file_add"),
    path("<int:pk>/tep/<int:file_pk>/go/", typical.file_remove, name="file_remove"),
    path(f"<int:pk>/<{TYPICAL_STEP}:step_name>/", typical.typical_step, name="typical_step"),
]
