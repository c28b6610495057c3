from django.contrib.auth.decorators import login_required
from django.urls import include, path, re_path
from drf_spectacular.views import SpectacularAPIView
from rest_framework.routers import SimpleRouter

from reports.api import (
    awarding,
    catalogue,
    consultations,
    councils,
    dictionary,
    dossier_desk,
    external,
    filings,
    honorees,
    implementation,
    inquiries,
    issuing,
    mine,
    model_plans,
    opinions,
    outbox,
    pacts,
    registrations,
    revocations,
    submissions,
    summaries,
    typical,
    views,
)

app_name = "api"
router = SimpleRouter()
router.register("movements", views.Movements, "movement")
router.register("filings", filings.Filings, "filing")
router.register("registrations", registrations.Registrations, "registration")
router.register("pacts", pacts.Pacts, "pact")
router.register("registration-summaries", summaries.Summaries, "summary")
router.register("registration-deadlines", summaries.Deadlines, "deadline")
router.register("delegations", mine.Delegations, "delegation")
router.register("dossiers", views.Dossiers, "dossier")
router.register("reminders", outbox.Reminders, "reminder")
router.register("dossier-filters", dossier_desk.SavedFilters, "dossier_filter")
router.register("decisions", views.Decisions, "decision")
router.register("decision-drafts", issuing.Drafts, "draft")
router.register("decision-numbers", issuing.Numbers, "number")
router.register("funds", awarding.Funds, "fund")
router.register("bonus-payments", awarding.Payments, "payment")
router.register("reissues", awarding.Reissues, "reissue")
router.register("complaints", awarding.Complaints, "complaint")
router.register("opinions", opinions.Opinions, "opinion")
router.register("submissions", submissions.Submissions, "submission")
router.register("inquiries", inquiries.Inquiries, "inquiry")
router.register("revocations", revocations.Revocations, "revocation")
router.register("external-decisions", external.ExternalDecisions, "external")
router.register("consultations", consultations.Consultations, "consultation")
router.register("typical-models", typical.TypicalModels, "typical_model")
router.register("model-plans", model_plans.ModelPlans, "model_plan")
router.register("councils", councils.Councils, "council")
router.register("sittings", councils.Sittings, "sitting")
router.register("honorees", honorees.Honorees, "honoree")
router.register("activities", implementation.Activities, "activity")
router.register("indicators", dictionary.Indicators, "indicator")
router.register("due-dates", catalogue.DueDates, "duedate")
router.register("extensions", catalogue.Extensions, "extension")

urlpatterns = [
    path("", login_required(views.Docs.as_view(url_name="api:schema")), name="docs"),
    path("schema/", SpectacularAPIView.as_view(generator_class=views.OnceGenerator), name="schema"),
    path("completeness/", catalogue.Completeness.as_view(), name="completeness"),
    re_path(
        r"^completeness/table\.(?P<ending>xlsx|csv|pdf)$",
        catalogue.CompletenessFile.as_view(),
        name="completeness_file",
    ),
    path("my-notices/", mine.MyNotices.as_view(), name="my_notices"),
    path("my-calendar/", mine.UnitCalendar.as_view(), name="my_calendar"),
    path("my-calendar/address/", mine.CalendarAddress.as_view(), name="calendar_address"),
    path("receipt-check/", filings.ReceiptCheck.as_view(), name="receipt_check"),
    path("decisions/<int:pk>/handover/", awarding.DecisionHandover.as_view(), name="decision_handover"),
    path("decisions/<int:pk>/gold-book/", awarding.DecisionGold.as_view(), name="decision_gold"),
    path("dossiers/<int:pk>/package/", awarding.DossierPackage.as_view(), name="dossier_package"),
    path("", include(router.urls)),
]
