"""Settings of every place the portal runs in: the environment goes in, a missing value fails loudly.

No server is needed to start: without DATABASE_URL the data is SQLite under var/, without REDIS_URL the
queue is Celery's filesystem broker under var/, without EMAIL_URL mail becomes files under var/outbox/.
The same code runs on PostgreSQL, Redis and SMTP when the three are given. `.env.example` lists them all.
"""

from datetime import time, timedelta
from pathlib import Path

import environ
from csp.constants import NONE, SELF

from thidua.start import demo_offset, open_var, secret_key

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = open_var(BASE_DIR / "var")
NODE_MODULES = BASE_DIR / "node_modules"

env = environ.Env()
if (BASE_DIR / ".env").exists():
    environ.Env.read_env(BASE_DIR / ".env")

# --- Where it runs ---------------------------------------------------------------------------------------
DEMO = env.bool("THIDUA_DEMO", False)
DEBUG = env.bool("DEBUG", False)
SECRET_KEY = env.str("SECRET_KEY", "") or secret_key(VAR, demo=DEMO)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
SITE_URL = env.str("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
HTTPS = SITE_URL.startswith("https://")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[SITE_URL] if HTTPS else [])

# The office: names that a province writes on its own pages and papers.
OFFICE = {
    "province": env.str("OFFICE_PROVINCE", "Tỉnh Kon Tum"),
    "authority": env.str("OFFICE_AUTHORITY", "Ủy ban nhân dân tỉnh Kon Tum"),
    "body": env.str("OFFICE_BODY", "Hội đồng Thi đua - Khen thưởng"),
    "department": env.str("OFFICE_DEPARTMENT", "Sở Nội vụ"),
    "department_code": env.str("OFFICE_DEPARTMENT_CODE", "SNV"),
    "province_codes": env.list("OFFICE_PROVINCE_CODES", default=["KT", "QNG"]),
    "place": env.str("OFFICE_PLACE", "Kon Tum"),
    "portal": env.str("OFFICE_PORTAL", "Thi đua, khen thưởng"),
    "motto": env.bool("OFFICE_MOTTO", False),  # Quốc hiệu above the public page: the office decides
}

# Root certificates (.pem, .crt, .cer) against which the signatures in signed papers are verified; none: not verified.
SIGNATURE_ROOTS = env.str("SIGNATURE_ROOTS", "")

# The office's clock: in the demo it starts on DEMO_TODAY and runs on; elsewhere it is the machine's.
DEMO_TODAY = env.str("DEMO_TODAY", "2024-12-18")
OFFICE_CLOCK_OFFSET = demo_offset(VAR, DEMO_TODAY) if DEMO else timedelta(0)

# --- The application -------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "thidua.apps.KernelConfig",
    "units.apps.UnitsConfig",
    "movements.apps.MovementsConfig",
    "awards.apps.AwardsConfig",
    "reports.apps.ReportsConfig",
    "thidua.admin_apps.CatalogueAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "rest_framework",
    "rest_framework.authtoken",
    "drf_spectacular",
    "import_export",
    "rules",
    "csp",
    "django_htmx",
    "template_partials",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # pages over slow lines; it pads each answer, so lengths tell no secret
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "units.middleware.office_day",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "thidua.urls"
WSGI_APPLICATION = "thidua.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "units.context.shell",
            ],
            "builtins": [
                "django.templatetags.static",
                "template_partials.templatetags.partials",
                "django_htmx.templatetags.django_htmx",
                "thidua.templatetags.ui",
            ],
        },
    }
]

# --- Data ------------------------------------------------------------------------------------------------
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR / 'thidua.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # IMMEDIATE: a deferred transaction that reads and then writes fails under load with "database is locked".
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.str("REDIS_URL", "")
REDIS_PREFIX = env.str("REDIS_PREFIX", "thidua")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": REDIS_PREFIX,
    }
    if REDIS_URL
    else {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "thidua_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

MEDIA_ROOT = VAR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "thidua.staticfiles.NodeModulesFinder",
    "thidua.swagger_files.SwaggerFinder",
]
ATTACHMENT_MAX_BYTES = 20 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# --- Background work -------------------------------------------------------------------------------------
CELERY_BROKER_URL = REDIS_URL or "filesystem://localhost"
if REDIS_URL:
    CELERY_BROKER_TRANSPORT_OPTIONS = {"global_keyprefix": f"{REDIS_PREFIX}:", "visibility_timeout": 3600}
else:
    queue = VAR / "queue"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(queue / "messages"),
        "data_folder_out": str(queue / "messages"),
        "control_folder": str(queue / "control"),
        "store_processed": False,
        "polling_interval": 0.1,
    }
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 200
CELERY_TIMEZONE = "Asia/Ho_Chi_Minh"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    "find-due-schedules": {"task": "reports.tasks.find_due_schedules", "schedule": 60, "options": {"expires": 55}},
    "sweep": {"task": "reports.tasks.sweep", "schedule": 60, "options": {"expires": 55}},
    "close-consultations": {"task": "awards.tasks.close_consultations", "schedule": 60, "options": {"expires": 55}},
    "remind": {"task": "movements.tasks.remind", "schedule": 60, "options": {"expires": 55}},
}
RUN_LEASE = timedelta(minutes=5)
DELIVERY_LEASE = timedelta(minutes=2)
PRINT_LEASE = timedelta(minutes=5)
# Requests a minute from one address to the public register: whoever copies it out takes the feeds instead.
PUBLIC_LIMITS = {"search": 120, "check": 60, "feed": 60}
REMIND_FROM = time.fromisoformat(env.str("REMIND_FROM", "07:30"))  # on the office's clock, on working days

# --- Mail ------------------------------------------------------------------------------------------------
EMAIL_URL = env.str("EMAIL_URL", "")
if EMAIL_URL:
    vars().update(env.email_url_config(EMAIL_URL))
else:
    EMAIL_BACKEND = "thidua.mail.OutboxBackend"
EMAIL_TIMEOUT = 30
EMAIL_OUTBOX = VAR / "outbox"
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", '"Cổng Thi đua, khen thưởng" <no-reply@thidua.invalid>')
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- People ----------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "units.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "full_name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 14}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "units.passwords.NotTheDemoPassword"},
]
DEMO_PASSWORD = "thidua-demo"  # noqa: S105 - a published word, refused for everyone outside the demo

PASSWORD_RESET_TIMEOUT = 24 * 3600

ACCOUNT_ADAPTER = "units.sign_in.Adapter"
ACCOUNT_FORMS = {
    "login": "units.sign_in.SignInForm",
    "change_password": "units.sign_in.ChangePasswordForm",
    "reset_password": "units.sign_in.ResetPasswordForm",
    "reset_password_from_key": "units.sign_in.ResetPasswordKeyForm",
}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
COMMENT_RATE = (20, 600)  # comments of the public from one address, in so many seconds
ACCOUNT_RATE_LIMITS = {
    "login": "600/m/ip",  # a whole province may sit behind one address
    "login_failed": "5/15m/key",
    "change_password": "5/m/user",
    "reset_password": "60/m/ip,3/15m/key",
    "reset_password_from_key": "60/m/ip",
    "reauthenticate": "10/m/user",
}

SESSION_ENGINE = "django.contrib.sessions.backends.cached_db" if REDIS_URL else "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "thidua.views.csrf_failure"

# --- Security --------------------------------------------------------------------------------------------
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^suc-khoe/$"]
if env.bool("BEHIND_PROXY", False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1  # rate limits count the person's address, not the proxy's
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}

# --- Language and time -----------------------------------------------------------------------------------
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
FORMAT_MODULE_PATH = "thidua.formats"
USE_THOUSAND_SEPARATOR = False

# --- Programming interface, /api/v1/ -----------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "rest_framework.authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser", "rest_framework.parsers.MultiPartParser"],
    "DEFAULT_PAGINATION_CLASS": "reports.api.pages.Pages",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "reports.api.errors.answer",
    "PAGE_SIZE": 50,
    "DATE_INPUT_FORMATS": ["iso-8601"],
    "COERCE_DECIMAL_TO_STRING": True,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Cổng Thi đua, khen thưởng: giao diện lập trình",
    "DESCRIPTION": "Đọc phong trào, chỉ tiêu, hạn gửi, báo cáo kết quả, đăng ký, hồ sơ, quyết định; nhập số liệu, ghi "
    "đăng ký, giao ước, sổ triển khai, hạn gửi và đi các bước xử lý, với đúng quyền của người giữ khóa. Ngày theo ISO "
    "8601; số trả ra là chuỗi thập phân dấu chấm. Khi ghi, số JSON được hiểu chính xác, còn chuỗi thì đọc như ô trên "
    "trang.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "/static/img/favicon.svg",
    # Well over a hundred operations: the page opens with the list of groups and a box to find one, and leaves the long
    # list of models out.
    "SWAGGER_UI_SETTINGS": {
        "persistAuthorization": False,
        "deepLinking": True,
        "docExpansion": "none",
        "filter": True,
        "defaultModelsExpandDepth": -1,
    },
    "ENUM_NAME_OVERRIDES": {
        "MovementState": "movements.enums.MovementState",
        "FilingState": "movements.enums.FilingState",
        "RegistrationState": "movements.enums.RegistrationState",
        "DossierState": "awards.enums.DossierState",
        "LineState": "awards.enums.LineState",
        "CheckVerdict": "awards.enums.CheckVerdict",
        "OpinionKind": "awards.enums.OpinionKind",
        "SubjectClass": "movements.enums.SubjectClass",
        "ActivityKind": "movements.enums.ActivityKind",
        "DueLevel": "movements.enums.DueLevel",
        "TermKind": "movements.enums.TermKind",
        "ReminderState": "movements.enums.ReminderState",
    },
}
IMPORT_EXPORT_USE_TRANSACTIONS = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "WARNING")},
}
