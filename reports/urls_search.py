from django.urls import path

from reports.views import search

urlpatterns = [path("", search.results, name="search")]
