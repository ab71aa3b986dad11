"""Everything an installation can set comes from the environment; a value the program cannot run on is refused at start.

DATABASE_URL, SAMSYN_DATA, SAMSYN_SECRET_KEY, SAMSYN_DEBUG, SAMSYN_HOSTS, SAMSYN_HTTPS, SAMSYN_EMAIL_URL,
SAMSYN_CASES_URL, SAMSYN_CASES_KEY: see docs/DEVELOPERS.md.
"""

import secrets
from pathlib import Path

from samsyn.core import env

BASE_DIR = Path(__file__).resolve().parent
DATA = Path(env.text("SAMSYN_DATA", "data")).resolve()
DATA.mkdir(parents=True, exist_ok=True)

DEBUG = env.flag("SAMSYN_DEBUG")
ALLOWED_HOSTS = env.words("SAMSYN_HOSTS", "127.0.0.1 localhost [::1] testserver")
HTTPS = env.flag("SAMSYN_HTTPS")


def _secret() -> str:
    """The secret of this installation: from the environment, else made once and kept beside the data."""
    if given := env.text("SAMSYN_SECRET_KEY"):
        if len(given) < 32:
            raise env.BadSetting("SAMSYN_SECRET_KEY: minst 32 tecken")
        return given
    file = DATA / "secret-key"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(48), encoding="ascii")
    return file.read_text(encoding="ascii")


SECRET_KEY = _secret()

# Case rows are off in an installation until it gives them a key of their own.
CASES_KEY = env.text("SAMSYN_CASES_KEY")
if CASES_KEY and len(CASES_KEY) < 32:
    raise env.BadSetting("SAMSYN_CASES_KEY: minst 32 tecken")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "django_cotton.apps.SimpleAppConfig",
    "template_partials.apps.SimpleAppConfig",
    "samsyn.core",
    "samsyn.ui",
    "samsyn.associations",
    "samsyn.ledger",
    "samsyn.governance",
    "samsyn.interventions",
    "samsyn.participants",
    "samsyn.participants.cases",
    "samsyn.reports",
    "samsyn.desk",
    "samsyn.demo",
    "allauth",  # after our own apps, whose account templates come first
    "allauth.account",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "samsyn.associations.access.TenantMiddleware",
    "axes.middleware.AxesMiddleware",
    "samsyn.participants.afterwards.Afterwards",
]

ROOT_URLCONF = "samsyn.urls"
WSGI_APPLICATION = "samsyn.wsgi.application"

_LOADERS = [
    "template_partials.loader.Loader",
    [
        (
            "django.template.loaders.cached.Loader",
            [
                "django_cotton.cotton_loader.Loader",
                "django.template.loaders.filesystem.Loader",
                "django.template.loaders.app_directories.Loader",
            ],
        )
    ],
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "loaders": [tuple(_LOADERS)],
            "builtins": ["django_cotton.templatetags.cotton", "template_partials.templatetags.partials"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "samsyn.desk.context.navigation",
            ],
        },
    }
]

DATABASES = {"default": env.database(env.text("DATABASE_URL", f"sqlite:///{DATA / 'samsyn.sqlite3'}"))}
DATABASES["cases"] = env.database(env.text("SAMSYN_CASES_URL", f"sqlite:///{DATA / 'cases.sqlite3'}"))
DATABASE_ROUTERS = ["samsyn.core.routing.CaseRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 1000}},
    # charts and files made from data, keyed by the content they were made from
    "made": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": str(DATA / "made"),
        "TIMEOUT": 60 * 60 * 24 * 30,
        "OPTIONS": {"MAX_ENTRIES": 2000},
    },
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

AUTH_USER_MODEL = "associations.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "samsyn.associations.access.AccountAdapter"
ACCOUNT_RATE_LIMITS = {"login_failed": ""}  # axes counts failures, across processes
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
AXES_FAILURE_LIMIT = env.number("SAMSYN_LOGIN_FAILURES", 6, least=1)
AXES_COOLOFF_TIME = env.number("SAMSYN_LOGIN_WAIT_HOURS", 1, least=1)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "samsyn.associations.views.public.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "samsyn.associations.access.login_name"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

LANGUAGE_CODE = "sv"
TIME_ZONE = "Europe/Stockholm"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATIC_ROOT.mkdir(exist_ok=True)
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
MEDIA_ROOT = DATA / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# a year of 300 000 vouchers is about 90 MB; more than this is refused with the number
SIE_MAX_BYTES = env.number("SAMSYN_MAX_UPLOAD_MB", 400, least=1) * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
SIE_BACKGROUND_BYTES = 2 * 1024 * 1024

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SESSION_COOKIE_AGE = 60 * 60 * 12
CSRF_TRUSTED_ORIGINS = env.words("SAMSYN_ORIGINS")
globals().update(env.mail(env.text("SAMSYN_EMAIL_URL")))  # letters print to the console until a server is named
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SILENCED_SYSTEM_CHECKS: list[str] = []
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # a strange Host header is answered with 400; it is nobody's fault here
    "loggers": {"django.security.DisallowedHost": {"level": "CRITICAL"}},
}
