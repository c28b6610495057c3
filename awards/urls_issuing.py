"""Drafts, numbers, money, and what follows a decision; under the queue's own address and names."""

from django.urls import path

from awards.views import afterwards, drafts, money, package
from thidua.paper.views import TYPES
from thidua.workflow import choice_converter

TYPE = choice_converter("decision_paper_type", TYPES)
DECISION = "quyet-dinh/<int:pk>/"
urlpatterns = [
    path("du-thao/", drafts.draft_list, name="draft_list"),
    path("du-thao/moi/", drafts.draft_new, name="draft_new"),
    path("du-thao/<int:pk>/", drafts.draft_detail, name="draft_detail"),
    path("du-thao/<int:pk>/sua/", drafts.draft_edit, name="draft_edit"),
    path("du-thao/<int:pk>/bo/", drafts.draft_drop, name="draft_drop"),
    path("du-thao/<int:pk>/lay-so/", drafts.number_take, name="number_take"),
    path("du-thao/<int:pk>/huy-so/", drafts.number_cancel, name="number_cancel"),
    path("du-thao/<int:pk>/phat-hanh/", drafts.draft_issue, name="draft_issue"),
    path(f"du-thao/<int:pk>/du-thao.<{TYPE}:ext>", drafts.draft_file, name="draft_file"),
    path("so-cap-so/", drafts.number_list, name="number_list"),
    path(f"{DECISION}quyet-dinh.<{TYPE}:ext>", drafts.decision_file, name="decision_file"),
    path(f"{DECISION}tien-thuong/", money.decision_money, name="decision_money"),
    path(f"{DECISION}tien-thuong/chi/", money.decision_pay, name="decision_pay"),
    path(f"{DECISION}tien-thuong/<int:payment_pk>/", money.payment_edit, name="payment_edit"),
    path(f"{DECISION}trao-thuong/", afterwards.decision_handover, name="decision_handover"),
    path(f"{DECISION}so-vang/", afterwards.decision_gold, name="decision_gold"),
    path("quyet-dinh/<int:decision_pk>/don-thu/", afterwards.complaint_new, name="complaint_new"),
    path("quy/", money.fund_list, name="fund_list"),
    path("quy/moi/", money.fund_new, name="fund_new"),
    path("quy/<int:pk>/", money.fund_detail, name="fund_detail"),
    path("quy/<int:pk>/sua/", money.fund_edit, name="fund_edit"),
    path("quy/<int:pk>/chi/", money.fund_spend, name="fund_spend"),
    path("quy/<int:pk>/chi/<int:entry_pk>/huy/", money.entry_cancel, name="entry_cancel"),
    path("cap-doi-cap-lai/", afterwards.reissue_list, name="reissue_list"),
    path("cap-doi-cap-lai/moi/<int:held_pk>/", afterwards.reissue_new, name="reissue_new"),
    path("cap-doi-cap-lai/<int:pk>/", afterwards.reissue_detail, name="reissue_detail"),
    path("cap-doi-cap-lai/<int:pk>/ket-qua/", afterwards.reissue_settle, name="reissue_settle"),
    path("don-thu/", afterwards.complaint_list, name="complaint_list"),
    path("don-thu/<int:pk>/", afterwards.complaint_detail, name="complaint_detail"),
    path("don-thu/<int:pk>/<slug:act>/", afterwards.complaint_act, name="complaint_act"),
    path("<int:pk>/goi-ho-so.zip", package.dossier_package, name="dossier_package"),
]
