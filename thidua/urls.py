from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from reports.demo import ACCOUNTS
from thidua import views
from units.sign_in_urls import sign_in_urls

urlpatterns = [
    path("", include("reports.urls_home")),
    path("", include("units.urls")),
    path("", include(sign_in_urls(ACCOUNTS if settings.DEMO else ()))),
    path("", include("movements.urls")),
    path("trien-khai/", include("movements.urls_implementation")),
    path("khen-thuong/", include("awards.urls")),
    path("doi-tuong/nhap-danh-sach/", include("awards.urls_imports")),
    path("doi-tuong/", include("awards.urls_honorees")),
    path("hoi-dong/", include("awards.urls_councils")),
    path("danh-muc/phap-luat/", include("awards.urls_law")),
    path("dien-hinh/", include("awards.urls_typical")),
    path("dang-ky/", include("awards.urls_aims")),
    path("dieu-hanh/", include("reports.urls_dashboard")),
    path("tim/", include("reports.urls_search")),
    path("api/v1/", include("reports.api.urls")),
    path("bao-cao/", include("reports.urls")),
    path("quan-tri/", admin.site.urls),
    path("suc-khoe/", views.health, name="health"),
]
