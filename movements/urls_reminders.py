"""Reminders: what went to whom, what an officer sends by hand, what a person wants to be told, calendars."""

from django.urls import path

from movements.views import my_notices, reminders

urlpatterns = [
    path("nhac-viec/", reminders.outbox_list, name="outbox_list"),
    path("nhac-viec/soan/", reminders.reminder_compose, name="reminder_compose"),
    path("nhac-viec/<int:pk>/", reminders.outbox_detail, name="outbox_detail"),
    path("nhac-viec/<int:pk>/gui-lai/", reminders.outbox_again, name="outbox_again"),
    path("thong-bao/cua-toi/", my_notices.my_notices, name="my_notices"),
    path("thong-bao/thu/<str:token>/", my_notices.mail_choices, name="mail_choices"),
    path("lich/dia-chi/", my_notices.calendar_address, name="calendar_address"),
    path("lich/don-vi.ics", my_notices.calendar_file, name="calendar_file"),
    path("lich/<str:token>.ics", my_notices.calendar_feed, name="calendar_feed"),
]
