from django.contrib.auth.decorators import login_required
from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView
from rest_framework.routers import SimpleRouter

from reports.api import views

app_name = "api"
router = SimpleRouter()
router.register("movements", views.Movements, "movement")
router.register("filings", views.Filings, "filing")
router.register("registrations", views.Registrations, "registration")
router.register("dossiers", views.Dossiers, "dossier")
router.register("decisions", views.Decisions, "decision")

urlpatterns = [
    path("", login_required(views.Docs.as_view(url_name="api:schema")), name="docs"),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("", include(router.urls)),
]
