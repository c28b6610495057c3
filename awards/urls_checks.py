from django.urls import path

from awards.views import line_checks

LINE = "<int:pk>/dong/<int:line_pk>"
urlpatterns = [
    path("<int:pk>/tieu-chuan/", line_checks.dossier_checks, name="dossier_checks"),
    path("<int:pk>/tieu-chuan/kiem-tra-lai/", line_checks.dossier_recheck, name="dossier_recheck"),
    path("<int:pk>/tieu-chuan/chon-luat/", line_checks.law_choice, name="law_choice"),
    path(f"{LINE}/tieu-chuan/", line_checks.line_check, name="line_check"),
    path(f"{LINE}/tieu-chuan/ket-luan/", line_checks.line_judgement, name="line_judgement"),
    path(f"{LINE}/tieu-chuan/can-cu/", line_checks.line_ground, name="line_ground"),
    path(f"{LINE}/so-lieu/", line_checks.line_shares, name="line_shares"),
    path(f"{LINE}/sang-kien/", line_checks.line_initiative, name="line_initiative"),
]
