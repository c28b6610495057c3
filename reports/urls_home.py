from django.urls import include, path

from reports.views import home, public

urlpatterns = [
    path("", home.home, name="home"),
    path("cong-khai/", public.public, name="public"),
    path("cong-khai/", include("reports.urls_register")),
    path("cong-khai/phong-trao/", public.movements, name="public_movements"),
    path("cong-khai/quyet-dinh/", public.decisions, name="public_decisions"),
    path("cong-khai/quyet-dinh/<int:pk>/", public.decision, name="public_decision"),
    path("cong-khai/lay-y-kien/", include("reports.urls_consultations")),
    path("cong-khai/dien-hinh/", public.models, name="public_models"),
    path("cong-khai/dien-hinh/<int:pk>/", public.model, name="public_model"),
    path("cong-khai/dien-hinh/<int:pk>/anh/<int:picture_pk>/", public.picture, name="public_picture"),
]
