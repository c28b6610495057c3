"""Opinions of others, and what goes above the province; under the queue's own address and names."""

from django.urls import path

from awards.views import external, inquiries, opinions, submissions

urlpatterns = [
    path("y-kien/", opinions.opinion_list, name="opinion_list"),
    path("y-kien/<int:pk>/", opinions.opinion_detail, name="opinion_detail"),
    path("y-kien/<int:pk>/tra-loi/", opinions.opinion_answer, name="opinion_answer"),
    path("y-kien/<int:pk>/gia-han/", opinions.opinion_extend, name="opinion_extend"),
    path("y-kien/<int:pk>/nhac/", opinions.opinion_remind, name="opinion_remind"),
    path("<int:pk>/y-kien/", opinions.opinion_matrix, name="opinion_matrix"),
    path("<int:pk>/y-kien/hoi/", opinions.opinion_ask, name="opinion_ask"),
    path("<int:pk>/y-kien/ket-thuc/", opinions.opinion_end, name="opinion_end"),
    path("<int:pk>/y-kien/cap-uy/", opinions.party_ask, name="party_ask"),
    path("<int:pk>/y-kien/cap-uy/tra-loi/", opinions.party_answer, name="party_answer"),
    path("trinh-cap-tren/", submissions.submission_list, name="submission_list"),
    path("<int:pk>/trinh-cap-tren/", submissions.submission_detail, name="submission_detail"),
    path("<int:pk>/trinh-cap-tren/gui/", submissions.submission_send, name="submission_send"),
    path("<int:pk>/trinh-cap-tren/tra-lai/", submissions.submission_return, name="submission_return"),
    path("<int:pk>/trinh-cap-tren/ket-qua/", submissions.submission_result, name="submission_result"),
    path("hiep-y/", inquiries.inquiry_list, name="inquiry_list"),
    path("hiep-y/moi/", inquiries.inquiry_new, name="inquiry_new"),
    path("hiep-y/<int:pk>/", inquiries.inquiry_detail, name="inquiry_detail"),
    path("hiep-y/<int:pk>/hoi/", inquiries.inquiry_ask, name="inquiry_ask"),
    path("hiep-y/<int:pk>/trinh/", inquiries.inquiry_reply, name="inquiry_reply"),
    path("hiep-y/<int:pk>/ky/", inquiries.inquiry_sign, name="inquiry_sign"),
    path("hiep-y/<int:pk>/chuyen-lai/", inquiries.inquiry_hand_back, name="inquiry_hand_back"),
    path("hiep-y/<int:pk>/cap-so/", inquiries.inquiry_answer, name="inquiry_answer"),
    path("quyet-dinh-noi-khac/", external.external_list, name="external_list"),
    path("quyet-dinh-noi-khac/moi/", external.external_new, name="external_new"),
    path("quyet-dinh-noi-khac/<int:pk>/", external.external_detail, name="external_detail"),
    path("quyet-dinh-noi-khac/<int:pk>/them/", external.external_add, name="external_add"),
    path("quyet-dinh-noi-khac/<int:pk>/sua/", external.external_edit, name="external_edit"),
    path("quyet-dinh-noi-khac/<int:pk>/rut/", external.external_withdraw, name="external_withdraw"),
    path("quyet-dinh-noi-khac/<int:pk>/<int:held_pk>/bo/", external.external_remove, name="external_remove"),
]
