"""The addresses of the front door, to be included at the root without a namespace: allauth reverses the bare names.

Only what is used is routed. There is no `account_signup`: sign-up is closed (`Adapter.is_open_for_signup`), its
address is nobody's and answers 404; the same holds for allauth's pages of e-mail addresses and repeated sign-in.
`account_set_password` is where allauth sends a signed-in person without any password; for us that is the reset.
"""

from allauth.account import views
from django.urls import path, re_path
from django.views.generic import RedirectView

LINK_IN_MAIL = r"^mat-khau/dat-lai/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[0-9A-Za-z-]+)/$"


def sign_in_urls(demo_accounts=()):
    """The routes; `demo_accounts` are the pairs (username, who) that the sign-in page shows, in the demo only."""
    sign_in = views.LoginView.as_view(extra_context={"demo_accounts": demo_accounts})
    choose_password = views.PasswordResetFromKeyView.as_view(reset_url_key="mat-khau-moi")  # instead of the key
    set_password = RedirectView.as_view(pattern_name="account_reset_password")
    done = "account_reset_password_from_key_done"
    return [
        path("dang-nhap/", sign_in, name="account_login"),
        path("dang-xuat/", views.logout, name="account_logout"),
        path("mat-khau/doi/", views.password_change, name="account_change_password"),
        path("mat-khau/dat/", set_password, name="account_set_password"),
        path("mat-khau/quen/", views.password_reset, name="account_reset_password"),
        path("mat-khau/quen/da-gui/", views.password_reset_done, name="account_reset_password_done"),
        path("mat-khau/dat-lai/xong/", views.password_reset_from_key_done, name=done),
        re_path(LINK_IN_MAIL, choose_password, name="account_reset_password_from_key"),
        path("tai-khoan/ngung/", views.account_inactive, name="account_inactive"),
    ]


urlpatterns = sign_in_urls()
