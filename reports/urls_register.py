from django.urls import path

from reports.views import register

urlpatterns = [
    path("so-khen-thuong/", register.entries, name="public_register"),
    path("kiem-tra/", register.check_form, name="public_check_form"),
    path("kiem-tra/<str:code>/", register.check, name="public_check"),
    path("quyet-dinh.rss", register.rss, name="public_rss"),
    path("quyet-dinh.json", register.feed, name="public_json"),
]
