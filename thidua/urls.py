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
    path("bao-cao/", include("reports.urls")),
    path("quan-tri/", admin.site.urls),
    path("suc-khoe/", views.health, name="health"),
]
