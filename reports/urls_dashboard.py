from django.urls import path

from reports.views import dashboard

app_name = "dashboard"
urlpatterns = [
    path("", dashboard.overview, name="overview"),
    path("diem/<str:code>/", dashboard.point, name="point"),
    path("so-lieu/<str:code>/", dashboard.figure_sources, name="figure"),
    path("bao-cao/", dashboard.filings, name="filings"),
    path("khen-thuong/", dashboard.honours, name="honours"),
    path("ho-so/", dashboard.dossiers, name="dossiers"),
]
