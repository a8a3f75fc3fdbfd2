"""Every setting of the portal, read from the environment and nowhere else.

`HOSTOPS_ENV` is `embedded` (the default: one machine, servers from wheels), `test` or
`production`. In production a missing or weak value refuses to start; see `checks.py`.
"""

from pathlib import Path

import environ
from bootstrap_wrapper import get_bootstrap_dir
from csp.constants import NONE, SELF
from django_guid.integrations.celery import CeleryIntegration

from hostops.settings_checks import refuse_unsafe_production

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.FileAwareEnv()

HOSTOPS_ENV = env.str("HOSTOPS_ENV", default="embedded")
PRODUCTION = HOSTOPS_ENV == "production"
HOSTOPS_DATA = Path(env.str("HOSTOPS_DATA", default=str(BASE_DIR / ".data")))

SECRET_KEY = env.str("DJANGO_SECRET_KEY", default="" if PRODUCTION else "embedded-only-not-a-secret")
DEBUG = False
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=[] if PRODUCTION else ["*"])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", default=[])
PUBLIC_URL = env.str("PUBLIC_URL", default="" if PRODUCTION else f"http://localhost:{env.str('PORT', default='8000')}")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_guid",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    # the kernel, lowest room first
    "hostops.web",
    "hostops.api",
    "hostops.journal",
    "hostops.accounts",
    "hostops.subjects",
    "hostops.policies",
    "hostops.clocks",
    "hostops.alerts",
    "hostops.duty",
    "hostops.inventory",
    "hostops.embedded",
    # the desks
    "tickets",
    "maintenance",
    "backups",
]

# Who fills a demo's database, in this order; a room that needs another's data comes after it.
DEMO_SEEDS = [
    "hostops.accounts.seed",
    "hostops.policies.seed",
    "hostops.alerts.seed",
    "hostops.duty.seed",
    "tickets.seed",
    "maintenance.seed",
    "backups.seed",
]

MIDDLEWARE = [
    "django_guid.middleware.guid_middleware",
    "hostops.web.middleware.request_metrics",
    "hostops.web.middleware.refuse_large",
    "hostops.web.middleware.refuse_nul",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "hostops.web.middleware.Compress",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "hostops.web.middleware.SignInRequired",
    "hostops.web.middleware.readers_zone",
    "hostops.journal.middleware.origin",
]

ROOT_URLCONF = "hostops.urls"
WSGI_APPLICATION = "hostops.wsgi.application"
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
                "hostops.web.context.layout",
            ],
            "builtins": ["hostops.web.templatetags.hostops"],
        },
    }
]

# --- data -----------------------------------------------------------------------------

DATABASES = {"default": env.db_url("DATABASE_URL", default="" if PRODUCTION else "postgresql:///hostops")}
DATABASES["default"] |= {
    "ENGINE": "django.db.backends.postgresql",
    "CONN_MAX_AGE": env.int("CONN_MAX_AGE", default=600),
    "CONN_HEALTH_CHECKS": True,
    "ATOMIC_REQUESTS": False,  # actions open their own transaction; pages that only read need none
}
# An old open transaction makes the sweep's probe hundreds of times slower: the server ends it.
DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c idle_in_transaction_session_timeout=30s"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.str("REDIS_URL", default="" if PRODUCTION else "redis://127.0.0.1:6379/0")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "hostops",
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"

MEDIA_ROOT = env.str("MEDIA_ROOT", default=str(HOSTOPS_DATA / "media"))
# The largest file that a message may carry, in bytes, and how many at once.
ATTACHMENT_MAX_BYTES = env.int("ATTACHMENT_MAX_BYTES", default=10 * 1024 * 1024)
ATTACHMENT_MAX_COUNT = env.int("ATTACHMENT_MAX_COUNT", default=10)
# The longest draft, all its fields together, and how many days one is kept that nobody goes on with.
DRAFT_MAX_CHARS = env.int("DRAFT_MAX_CHARS", default=200_000)
DRAFT_RETENTION_DAYS = env.int("DRAFT_RETENTION_DAYS", default=30)
# How far a backup's end may lie ahead of the portal's clock before it is taken for a mistake.
BACKUP_CLOCK_SKEW_SECONDS = env.int("BACKUP_CLOCK_SKEW_SECONDS", default=300)
# The largest file of a vendor or a distribution that is read; the CISA catalogue has some 2 MB.
PATCH_FEED_MAX_BYTES = env.int("PATCH_FEED_MAX_BYTES", default=16 * 1024 * 1024)
# The largest report of a backup tool, in bytes, and how many runs one call may tell of.
BACKUP_REPORT_MAX_BYTES = env.int("BACKUP_REPORT_MAX_BYTES", default=16 * 1024 * 1024)
BACKUP_BULK_MAX_RUNS = env.int("BACKUP_BULK_MAX_RUNS", default=5000)
# How much of a ping's body is kept, in bytes, and how many pings of a schedule.
PING_BODY_LIMIT = env.int("PING_BODY_LIMIT", default=100_000)
PINGS_KEPT = env.int("PINGS_KEPT", default=100)
# The largest body of a REST call that carries no file.
API_MAX_BYTES = env.int("API_MAX_BYTES", default=1024 * 1024)
DATA_UPLOAD_MAX_MEMORY_SIZE = ATTACHMENT_MAX_BYTES
# The largest form with all its files; a larger one is refused before it is read.
FORM_MAX_BYTES = ATTACHMENT_MAX_COUNT * ATTACHMENT_MAX_BYTES + DATA_UPLOAD_MAX_MEMORY_SIZE

# --- people ---------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.Person"
SILENCED_SYSTEM_CHECKS = [
    "auth.E003"
]  # usernames are unique by a constraint that ignores case, which the check cannot read
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/accounts/login/"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# Failed sign-ins of one name, or from one address, within the window, before the door waits.
# An office shares an address, so an address may fail more often than a name.
SIGN_IN_ATTEMPTS = env.int("SIGN_IN_ATTEMPTS", default=10)
SIGN_IN_ATTEMPTS_PER_ADDRESS = env.int("SIGN_IN_ATTEMPTS_PER_ADDRESS", default=10 * SIGN_IN_ATTEMPTS)
SIGN_IN_WINDOW_SECONDS = env.int("SIGN_IN_WINDOW_SECONDS", default=300)
# How long the link of a forgotten password works, in seconds.
PASSWORD_RESET_TIMEOUT = env.int("PASSWORD_RESET_TIMEOUT", default=3600)

# --- browser --------------------------------------------------------------------------

LANGUAGE_CODE = "en"
USE_I18N = False
USE_TZ = True
TIME_ZONE = "UTC"
STATIC_URL = "/static/"
STATIC_ROOT = env.str("STATIC_ROOT", default=str(HOSTOPS_DATA / "static"))
STATICFILES_DIRS = [BASE_DIR / "static", ("bootstrap", get_bootstrap_dir())]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
CSRF_FAILURE_VIEW = "hostops.web.errors.csrf_failure"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

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
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
# TLS ends at the proxy; how many proxies to believe is said, never guessed (iptor:6b).
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)
if PRODUCTION:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=31_536_000)
    SECURE_SSL_REDIRECT = env.bool("SSL_REDIRECT", default=True)
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
    if TRUSTED_PROXIES:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- REST -----------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "hostops.accounts.bearer.BearerAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["hostops.api.auth.SignedInAndInScope"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["hostops.api.parsers.BoundedJSONParser"],
    "DEFAULT_PAGINATION_CLASS": "hostops.api.pagination.CursorPages",
    "DEFAULT_FILTER_BACKENDS": ["hostops.api.filters.StrictFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "hostops.api.schema.HostopsSchema",
    "DEFAULT_THROTTLE_CLASSES": ["hostops.api.throttling.PersonRate", "hostops.api.throttling.AddressRate"],
    "DEFAULT_THROTTLE_RATES": {
        "user": env.str("API_RATE", default="12000/min"),
        "anon": env.str("API_RATE_ANONYMOUS", default="600/min"),
    },
    "NUM_PROXIES": TRUSTED_PROXIES,
    "EXCEPTION_HANDLER": "hostops.api.problems.handle",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
    "URL_FORMAT_OVERRIDE": None,  # `?format=` would be one more way to ask for what Accept asks for
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Hostops",
    "VERSION": "1",
    "DESCRIPTION": "Promises as data, a clock for each. What a person can do in the browser, a client can do here.",
    "OAS_VERSION": "3.1.1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    "POSTPROCESSING_HOOKS": [],  # words of a closed set stand where they are used, not under made-up names
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
}

# --- workers --------------------------------------------------------------------------

CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True  # a killed worker's task runs again; every task bears that
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 600, "global_keyprefix": env.str("BROKER_PREFIX", default="")}
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_DEFAULT_QUEUE = env.str("BROKER_QUEUE", default="hostops")

# --- mail -----------------------------------------------------------------------------

# EMAIL_URL as smtp://user:password@host:587/?tls=true; without one, mails are files that staff can read.
EMAIL_FILE_PATH = str(HOSTOPS_DATA / "mail")
if env.str("EMAIL_URL", default=""):
    vars().update(env.email_url("EMAIL_URL"))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_TIMEOUT = 10
# How long the outbox keeps what it has sent, failed or dropped; the alerts themselves stay.
DELIVERY_RETENTION_DAYS = env.int("DELIVERY_RETENTION_DAYS", default=400)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("MAIL_FROM", default="Hostops <hostops@localhost>")

# --- seen from outside ----------------------------------------------------------------

LOG_LEVEL = env.str("LOG_LEVEL", default="INFO")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "django_guid.log_filters.CorrelationId"}},
    "formatters": {
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s %(correlation_id)s",
            "rename_fields": {"asctime": "at", "levelname": "level", "name": "logger", "correlation_id": "request_id"},
        }
    },
    "handlers": {
        "stdout": {
            "class": "logging.StreamHandler",
            "stream": "ext://sys.stdout",
            "formatter": "json",
            "filters": ["request_id"],
        }
    },
    "root": {"handlers": ["stdout"], "level": LOG_LEVEL},
    "loggers": {
        "django.server": {"level": "WARNING"},
        # What clients ask wrongly stands in the web server's own line, where secrets in addresses are masked.
        "django.request": {"level": "ERROR"},
        "django_guid": {"level": "WARNING"},
        # A line for each task of each second says nothing; tasks log what they did.
        "celery.worker.strategy": {"level": "WARNING"},
        "celery.app.trace": {"level": "WARNING"},
        "celery.beat": {"level": "WARNING"},
        # Dozens of lines on the tables of a font, for every PDF.
        "fontTools": {"level": "WARNING"},
    },
}
DJANGO_GUID = {
    "GUID_HEADER_NAME": "X-Request-ID",
    "VALIDATE_GUID": True,
    "RETURN_HEADER": True,
    "EXPOSE_HEADER": False,
    # Carries a request's id on to its tasks, and has workers and beat log as the settings say.
    "INTEGRATIONS": [CeleryIntegration(use_django_logging=True)],
}
# The sweep is late, and `/readyz` says so, when its last round is older than this many seconds.
SWEEP_LAG_LIMIT = env.int("SWEEP_LAG_LIMIT", default=30)
# Who may read `/metrics`: the bearer of this token; without one, only this machine.
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")

refuse_unsafe_production(globals())
