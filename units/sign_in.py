"""The one front door: django-allauth, with sign-up closed and every word of it Vietnamese.

allauth has no Vietnamese catalogue, so whatever it can say is said here or in templates/account/. The counters of
wrong tries live in the shared cache, under the account's name alone.
"""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import ChangePasswordForm as BaseChangePasswordForm
from allauth.account.forms import LoginForm
from allauth.account.forms import ResetPasswordForm as BaseResetPasswordForm
from allauth.account.forms import ResetPasswordKeyForm as BaseResetPasswordKeyForm
from django import forms
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from units.passwords import in_our_words, is_demo_password

ADVICE = "Ít nhất 14 ký tự; một câu dài dễ nhớ là tốt nhất. Không dùng họ tên, tên đăng nhập, thư điện tử của mình."


class Adapter(DefaultAccountAdapter):
    """How allauth behaves here: nobody signs up, names alone are counted, links lead to this site only."""

    error_messages = {
        "account_inactive": "Tài khoản này đã ngừng dùng.",
        "cannot_remove_primary_email": "Không xóa được địa chỉ thư điện tử chính.",
        "duplicate_email": "Địa chỉ thư điện tử này đã có trong tài khoản.",
        "email_password_mismatch": "Thư điện tử hoặc mật khẩu không đúng.",
        "email_taken": "Địa chỉ thư điện tử này đã có người dùng.",
        "enter_current_password": "Mật khẩu hiện tại không đúng.",
        "incorrect_code": "Mã không đúng.",
        "incorrect_password": "Mật khẩu không đúng.",
        "invalid_login": "Không đăng nhập được với thông tin vừa nhập.",
        "invalid_or_expired_key": "Liên kết không đúng hoặc đã hết hạn.",
        "invalid_password_reset": "Liên kết đặt lại mật khẩu không đúng, đã dùng hoặc đã hết hạn.",
        "max_email_addresses": "Mỗi tài khoản có nhiều nhất %d địa chỉ thư điện tử.",
        "password_of_the_demo": "Mật khẩu của bản trình diễn không dùng được ở đây. "
        "Bấm “Quên mật khẩu” để đặt mật khẩu riêng.",
        "phone_password_mismatch": "Số điện thoại hoặc mật khẩu không đúng.",
        "phone_taken": "Số điện thoại này đã có người dùng.",
        "rate_limited": "Thử quá nhiều lần. Chờ ít phút rồi thử lại.",
        "same_as_current": "Giá trị mới phải khác giá trị đang dùng.",
        "select_only_one": "Chỉ chọn một.",
        "too_many_login_attempts": "Tài khoản này đã bị nhập sai mật khẩu năm lần nên tạm khóa. "
        "Chờ 15 phút rồi đăng nhập lại, hoặc bấm “Quên mật khẩu”.",
        "unknown_email": "Không có tài khoản nào dùng địa chỉ thư điện tử này.",
        "unknown_phone": "Không có tài khoản nào dùng số điện thoại này.",
        "unverified_primary_email": "Địa chỉ thư điện tử chính chưa được xác nhận.",
        "username_blacklisted": "Tên đăng nhập này không dùng được.",
        "username_password_mismatch": "Tên đăng nhập hoặc mật khẩu không đúng. Sai năm lần thì tạm khóa 15 phút.",
        "username_taken": "Tên đăng nhập này đã có người dùng.",
    }

    def is_open_for_signup(self, _request):
        return False

    def is_ajax(self, _request):
        """Never: pages only, so that no second kind of answer has to be kept safe and Vietnamese."""
        return False

    def is_safe_url(self, url):
        """Paths of this site only; allauth would also go to any other host in ALLOWED_HOSTS."""
        return url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def get_logout_redirect_url(self, _request):
        return reverse("account_login")

    def get_password_change_redirect_url(self, _request):
        return resolve_url(settings.LOGIN_REDIRECT_URL)

    def pre_authenticate(self, request, **credentials):
        """Counts the try, then refuses the demo's password whoever asks: the answer tells nothing about accounts."""
        super().pre_authenticate(request, **credentials)
        if not settings.DEMO and is_demo_password(credentials.get("password", "")):
            raise self.validation_error("password_of_the_demo")

    def _get_login_attempts_cache_key(self, _request, **credentials):
        # allauth puts the Host header in front, port and all: each invented port would bring five more tries.
        return (credentials.get("username") or credentials["email"]).lower()

    def forget_wrong_tries(self, username):
        """Opens a locked account at once; for whoever has just proved to be its owner."""
        self._delete_login_attempts_cached_email(self.request, username=username)

    def clean_password(self, password, user=None):
        try:
            return super().clean_password(password, user)
        except ValidationError as refusal:
            raise in_our_words(refusal) from None

    def format_email_subject(self, subject):
        return f"{settings.OFFICE['portal']}: {subject}"

    def get_reset_password_from_key_url(self, key):
        """An address of SITE_URL: the Host header belongs to whoever filled in the form."""
        uid, _, token = key.partition("-")
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
        return f"{settings.SITE_URL}{path}"

    def send_mail(self, template_prefix, email, context):
        hours = settings.PASSWORD_RESET_TIMEOUT // 3600
        own = {"office": settings.OFFICE, "site_url": settings.SITE_URL, "valid_hours": hours}
        super().send_mail(template_prefix, email, context | own)


# --- Forms -------------------------------------------------------------------------------------------------


def word(field, label, *, missing, hint="", **errors):
    """Gives a field of allauth our label, hint and messages, and takes the placeholder that repeats the label."""
    field.label, field.help_text = label, hint
    field.widget.attrs.pop("placeholder", None)
    field.error_messages |= {
        "required": missing,
        "null_characters_not_allowed": f"{label}: có ký tự không hợp lệ.",
        **errors,
    }


class SignInForm(LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        name, password = self.fields["login"], self.fields["password"]
        longest = f"Tên đăng nhập dài nhất {name.max_length} ký tự."
        word(name, "Tên đăng nhập", missing="Chưa nhập tên đăng nhập.", max_length=longest)
        word(password, "Mật khẩu", missing="Chưa nhập mật khẩu.")
        name.widget.attrs |= {"autocapitalize": "none", "spellcheck": "false", "autofocus": True}

    @property
    def demo_password(self):
        """What the page may show beside the demo's accounts; nothing outside the demo."""
        return settings.DEMO_PASSWORD if settings.DEMO else ""


class TypedTwice:
    """A new password in two boxes, with our words."""

    def word_new_password(self):
        word(
            self.fields["password1"],
            "Mật khẩu mới",
            missing="Chưa nhập mật khẩu mới.",
            hint=ADVICE,
        )
        word(self.fields["password2"], "Nhập lại mật khẩu mới", missing="Chưa nhập lại mật khẩu mới.")

    def clean(self):
        cleaned = forms.Form.clean(self)  # past allauth's own check, which says the same in English
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and second and first != second:
            self.add_error("password2", "Hai lần nhập mật khẩu mới không giống nhau.")
        return cleaned


class ChangePasswordForm(TypedTwice, BaseChangePasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        word(self.fields["oldpassword"], "Mật khẩu hiện tại", missing="Chưa nhập mật khẩu hiện tại.")
        self.word_new_password()


class ResetPasswordForm(BaseResetPasswordForm):
    """Asks for the reset mail. The page that follows is the same for every address, and so is the work behind it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        word(
            self.fields["email"],
            "Thư điện tử",
            missing="Chưa nhập địa chỉ thư điện tử.",
            hint="Địa chỉ đã khai cho tài khoản của anh, chị.",
            invalid="Địa chỉ thư điện tử chưa đúng, ví dụ đúng: ten@donvi.gov.vn.",
            max_length="Địa chỉ thư điện tử quá dài.",
        )

    def clean_email(self):
        """Looks at the address of the person only: allauth's own table still knows the addresses of former days."""
        email = self.cleaned_data["email"]
        people = get_user_model().objects.filter(email__iexact=email, is_active=True)
        self.users = [person for person in people if person.email.lower() == email]
        return email

    def save(self, request, **kwargs):
        if self.users:
            return super().save(request, **kwargs)
        # An unknown address gets a letter too: the time it takes must not tell who has an account.
        email = self.cleaned_data["email"]
        Adapter().send_mail("account/email/unknown_account", email, {})
        return email


class ResetPasswordKeyForm(TypedTwice, BaseResetPasswordKeyForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.word_new_password()

    def save(self):
        super().save()
        Adapter().forget_wrong_tries(self.user.username)
