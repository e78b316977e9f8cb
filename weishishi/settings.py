"""All settings, from the environment, with defaults for a demo on one machine.

Every name that may be set is listed in docs/operating.md.
"""

from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote, urlsplit

import environ
from celery.schedules import crontab
from csp.constants import NONE, SELF

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env("WEISHISHI_VAR", default=str(BASE_DIR / "var")))

# ── What kind of site this is ────────────────────────────────────────────────────────────────────
# A demo shows invented details about real places, says so on every page, and lets a given day
# begin when its data were loaded (weishishi.kernel.clock).
DEMO = env.bool("WEISHISHI_DEMO", default=False)
DEBUG = env.bool("WEISHISHI_DEBUG", default=False)
DEMO_KEY = "only-for-a-demo-on-this-machine-never-for-a-real-district"
SECRET_KEY = env("WEISHISHI_SECRET_KEY", default=DEMO_KEY if DEMO or DEBUG else "")
# Phones and names of people without an account are encrypted with this key (kernel.cipher).
FIELD_KEY = env("WEISHISHI_FIELD_KEY", default=SECRET_KEY)
# Checkpoints of the record are signed with this key: 32 bytes in hexadecimal, kept apart from the
# database and its backups. A demo makes one of its own.
RECORD_KEY = env(
    "WEISHISHI_RECORD_KEY", default=sha256(f"record {SECRET_KEY}".encode()).hexdigest()
)
ALLOWED_HOSTS = env.list("WEISHISHI_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("WEISHISHI_ORIGINS", default=[])
BEHIND_TLS = env.bool("WEISHISHI_TLS", default=False)
TRUSTED_PROXIES = env.int("WEISHISHI_TRUSTED_PROXIES", default=0)

# ── The words of the house ───────────────────────────────────────────────────────────────────────
SITE_NAME = env("WEISHISHI_NAME", default="金湾民生微实事")
DISTRICT_CODE = env("WEISHISHI_DISTRICT", default="440404")
SLOGAN = env.list(
    "WEISHISHI_SLOGAN", default=["巷子里缺盏灯、", "门口少个棚，", "说一声，", "件件有回音。"]
)
# Each of these is the district's own sentence in place of the one of the page.
LEAD = env("WEISHISHI_LEAD", default="")  # below the slogan
NEARBY = env("WEISHISHI_NEARBY", default="")  # the heading over the projects of the home page
PROMISE = env("WEISHISHI_PROMISE", default="")  # below the five steps
WINDOW_LINE = env("WEISHISHI_WINDOW_LINE", default="")  # in the footer: where one can say it aloud
FILING_LINE = env("WEISHISHI_FILING_LINE", default="")  # whatever else must be said about filings
ICP_RECORD = env("WEISHISHI_ICP_RECORD", default="")  # 粤ICP备…号, with its link
POLICE_RECORD = env("WEISHISHI_POLICE_RECORD", default="")  # 粤公网安备…号, with its link
SITE_CODE = env("WEISHISHI_SITE_CODE", default="")  # 网站标识码
OWNER_LINE = env("WEISHISHI_OWNER_LINE", default="")
HOTLINE = env("WEISHISHI_HOTLINE", default="")
# https://…, before the links in messages; without it they begin with the path.
SITE_ADDRESS = env("WEISHISHI_ADDRESS", default="").rstrip("/")

# ── Applications ─────────────────────────────────────────────────────────────────────────────────
INSTALLED_APPS = [
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "weishishi",
    "weishishi.outbox",
    "weishishi.record",
    "villages",
    "funding",
    "projects",
    "weishishi.admin_site.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "rest_framework",
    "drf_spectacular",
    "django_filters",
    "csp",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "weishishi.languages.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "villages.middleware.ActingPost",
    "villages.middleware.ResidentsStay",
    "villages.desk_hours.DeskHours",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "weishishi.errors.MethodNotAllowed",
    "weishishi.errors.TooBusy",
]
ROOT_URLCONF = "weishishi.urls"
WSGI_APPLICATION = "weishishi.wsgi.application"
ADMIN_PATH = env("WEISHISHI_ADMIN_PATH", default="admin/")
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
                "weishishi.context.house",
            ],
            "builtins": ["weishishi.kernel.tags"],
        },
    }
]


# ── Database: PostgreSQL only ────────────────────────────────────────────────────────────────────
# "default" is the application's role, which may not rewrite history; "owner" migrates.
def _database(url):
    settings = environ.Env.db_url_config(url)
    settings["HOST"] = unquote(settings["HOST"] or "")
    settings["CONN_MAX_AGE"] = env.int("WEISHISHI_CONN_MAX_AGE", default=60)
    settings["CONN_HEALTH_CHECKS"] = True
    if seconds := env.int("WEISHISHI_STATEMENT_SECONDS", default=0):
        # A visitor's question that hangs must not hold a hand of the web process, nor a lock.
        settings["OPTIONS"] = {
            "options": f"-c statement_timeout={seconds}s -c lock_timeout=2s"
            " -c idle_in_transaction_session_timeout=30s"
        }
    return settings


DATABASE_URL = env("DATABASE_URL", default="postgres:///weishishi")
DATABASES = {"default": _database(DATABASE_URL)}
if OWNER_URL := env("DATABASE_OWNER_URL", default=""):
    # The owner makes the tests' database, too; the application's role uses it.
    DATABASES["owner"] = _database(OWNER_URL) | {"TEST": {"DEPENDENCIES": []}}
    DATABASES["default"]["TEST"] = {"MIRROR": "owner"}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# ── Redis: the doorbell, never the promise ───────────────────────────────────────────────────────
REDIS_URL = env("REDIS_URL", default="redis://127.0.0.1:6379/0")
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
}
# Pages that are the same for everybody are kept this long at most (weishishi.kept_pages); 0: never.
PAGE_SECONDS = env.int("WEISHISHI_PAGE_SECONDS", default=60)
CELERY_BROKER_URL = REDIS_URL
CELERY_TIMEZONE = "Asia/Shanghai"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True  # a killed worker's task comes back
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_CONCURRENCY = env.int("WEISHISHI_WORKER_CONCURRENCY", default=2)
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 500
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # Redis may be away for an hour; then on it goes
CELERY_TASK_TIME_LIMIT = 55  # seconds; a task that hangs ends before its message comes back
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 120,  # seconds until a killed worker's task is given to another
    "unacked_restore_interval": 10,  # looked for this often, not every 100 s
    "unacked_restore_throttle": 1,
    "socket_connect_timeout": 2,
    "socket_timeout": 5,
    "health_check_interval": 10,
}
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    # Finds what the doorbell missed: a message row is the promise.
    "deliver-what-is-due": {"task": "weishishi.outbox.tasks.deliver_due", "schedule": 15.0},
    "say-that-the-worker-lives": {"task": "weishishi.outbox.tasks.beat", "schedule": 60.0},
    "tell-the-news": {"task": "projects.tasks.tell_news", "schedule": crontab(hour=8, minute=10)},
    "forget-what-is-due": {
        "task": "projects.tasks.forget_what_is_due",
        "schedule": crontab(hour=3, minute=20),
    },
    "sum-up-the-week": {
        "task": "projects.tasks.sum_up_the_week",
        "schedule": crontab(hour=8, minute=0, day_of_week="mon"),
    },
    "process-lost-photos": {"task": "projects.tasks.process_lost_photos", "schedule": 60.0},
    "press-figures-together": {
        "task": "projects.tasks.press_figures_together",
        "schedule": 300.0,
    },
    "check-figures": {
        "task": "projects.tasks.check_figures",
        "schedule": crontab(hour=3, minute=30),
    },
    "audit-money": {
        "task": "funding.tasks.audit_money",
        "schedule": crontab(hour=3, minute=40),
    },
    "seal-the-record": {
        "task": "weishishi.record.tasks.seal_day",
        "schedule": crontab(minute=10),
    },
    "compare-the-record": {
        "task": "weishishi.record.tasks.compare",
        "schedule": crontab(hour=4, minute=10),
    },
    "sweep-originals": {"task": "projects.tasks.sweep_originals", "schedule": 3600.0},
    "follow-book-and-calendar": {
        "task": "projects.tasks.follow_book_and_calendar",
        "schedule": crontab(hour=0, minute=5),
    },
    "nudge": {"task": "projects.tasks.nudge", "schedule": crontab(hour=8, minute=30)},
    "ask-again": {"task": "projects.tasks.ask_again", "schedule": crontab(hour=9, minute=10)},
    "lapse-promises": {"task": "projects.tasks.lapse_promises", "schedule": 3600.0},
    "sweep-sheets": {"task": "projects.tasks.sweep_sheets", "schedule": 3600.0},
}
# ── Messages: the box needs nothing, each way out of the building is set up by the district ──────
OUTBOX_GRACE_SECONDS = env.int("WEISHISHI_GRACE_SECONDS", default=60)  # a step's may be recalled
OUTBOX_QUIET_HOURS = env("WEISHISHI_QUIET_HOURS", default="21:00-08:00")

# ── People ───────────────────────────────────────────────────────────────────────────────────────
AUTH_USER_MODEL = "villages.Person"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "admin:login"
# How somebody came in is her session's backend (villages/backends.py).
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend", "villages.backends.ByPhone"]
RESIDENT_SESSION_SECONDS = 90 * 24 * 3600  # since the last visit
LOGIN_REDIRECT_URL = "admin:index"
SECOND_FACTOR = env.bool("WEISHISHI_SECOND_FACTOR", default=not (DEMO or DEBUG))
DESK_IDLE_MINUTES = env.int("WEISHISHI_DESK_IDLE_MINUTES", default=30)
DESK_HOURS = env.int("WEISHISHI_DESK_HOURS", default=12)
INVITATION_HOURS = 24

# ── Text messages: the code a resident signs in with ─────────────────────────────────────────────
SMS = env(
    "WEISHISHI_SMS",
    default="weishishi.outbox.channels.sms." + ("Demo" if DEMO or DEBUG else "Gateway"),
)
SMS_URL = env("WEISHISHI_SMS_URL", default="")
SMS_KEY = env("WEISHISHI_SMS_KEY", default="")
SMS_SIGNATURE = env("WEISHISHI_SMS_SIGNATURE", default=SITE_NAME)
SMS_TEMPLATE = env("WEISHISHI_SMS_TEMPLATE", default="")
# The provider's ids of the messages' templates by topic, "*" for all others (docs/notifications.md).
SMS_TEMPLATES = env.json("WEISHISHI_SMS_TEMPLATES", default={})
EMAIL_URL = env("WEISHISHI_EMAIL_URL", default="consolemail://" if DEMO or DEBUG else "")
if EMAIL_URL:
    vars().update(env.email_url_config(EMAIL_URL))
EMAIL_TIMEOUT = 5
DEFAULT_FROM_EMAIL = env("WEISHISHI_EMAIL_FROM", default="weishishi@localhost")
WECHAT_URL = env("WEISHISHI_WECHAT_URL", default="https://api.weixin.qq.com/cgi-bin")
WECHAT_APP_ID = env("WEISHISHI_WECHAT_APP_ID", default="")
WECHAT_SECRET = env("WEISHISHI_WECHAT_SECRET", default="")
WECHAT_TEMPLATES = env.json("WEISHISHI_WECHAT_TEMPLATES", default={})
_WAYS = "weishishi.outbox.channels"
CHANNELS = {"robot": f"{_WAYS}.robot.deliver"}
if SMS_TEMPLATES or DEMO:
    CHANNELS["sms"] = f"{_WAYS}.sms.deliver"
if EMAIL_URL:
    CHANNELS["email"] = f"{_WAYS}.email.deliver"
if WECHAT_APP_ID:
    CHANNELS["wechat"] = f"{_WAYS}.wechat.deliver"
SMS_PER_PHONE_A_DAY = env.int("WEISHISHI_SMS_PER_PHONE_A_DAY", default=10)

# ── django-allauth: codes, second factors and OpenID Connect; its own pages are not used ─────────
ACCOUNT_ADAPTER = "villages.adapters.Adapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
# Per person, never per address: a whole office stands behind one.
ACCOUNT_RATE_LIMITS = {"login_failed": "5/5m/key", "reauthenticate": "10/5m/user"}
MFA_ADAPTER = "villages.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO or DEBUG
MFA_FORMS = {
    "authenticate": "villages.forms.second_factor.AuthenticateForm",
    "reauthenticate": "villages.forms.second_factor.ReauthenticateForm",
    "activate_totp": "villages.forms.second_factor.ActivateTOTPForm",
    "add_webauthn": "villages.forms.second_factor.AddPasskeyForm",
}
ACCOUNT_FORMS = {"reauthenticate": "villages.forms.second_factor.PasswordAgainForm"}
SOCIALACCOUNT_ADAPTER = "villages.adapters.UnifiedSignIn"
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_LOGIN_ON_GET = True  # a link: our policy lets no form lead to another site
OIDC_URL = env("WEISHISHI_OIDC_URL", default="")
OIDC_NAME = env("WEISHISHI_OIDC_NAME", default="统一身份认证")
OIDC_CLAIM = env("WEISHISHI_OIDC_CLAIM", default="preferred_username")
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "unified",
                "name": OIDC_NAME,
                "client_id": env("WEISHISHI_OIDC_CLIENT", default=""),
                "secret": env("WEISHISHI_OIDC_SECRET", default=""),
                "settings": {"server_url": OIDC_URL},
            }
        ] if OIDC_URL else [],
    }
}  # fmt: skip

# ── Language, time, numbers ──────────────────────────────────────────────────────────────────────
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_NAME = "language"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

# ── Files ────────────────────────────────────────────────────────────────────────────────────────
STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR_DIR / "static"
MEDIA_ROOT = VAR_DIR / "media"

# ── The record ───────────────────────────────────────────────────────────────────────────────────
# Published checkpoints, outside the database: a restored backup does not take them back.
RECORD_FOLDER = env("WEISHISHI_RECORD_FOLDER", default=str(VAR_DIR / "record"))
# Who gets each day's checkpoint by mail and can prove later what was published.
RECORD_WITNESSES = env.list("WEISHISHI_RECORD_WITNESSES", default=[])
# What a checkpoint also says: {name: function}.
RECORD_SUMS = {
    "ledger": "funding.queries.trial.balance",
    "files": "funding.queries.trial.files",
}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2500  # an assembly ticks a thousand names and their reasons

# ── Maps: no tiles unless a source is named, and then only its host is let in ─────────────────────
TILES = env("WEISHISHI_TILES", default="")  # https://….example/{z}/{x}/{y}.png
TILES_ATTRIBUTION = env("WEISHISHI_TILES_ATTRIBUTION", default="")
TILES_SYSTEM = env("WEISHISHI_TILES_SYSTEM", default="wgs84")  # or gcj02
DISTRICT_CENTRE = env.list(
    "WEISHISHI_CENTRE", cast=float, default=[22.07, 113.3]
)  # where a map begins

# From how many metres on two matters count as near each other.
NEAR_METRES = env.int("WEISHISHI_NEAR_METRES", default=300)

# ── Wishes: small things, promised for a day, back on the wall when the promise is not kept ──────
WISH_MOST_YUAN = env.int("WEISHISHI_WISH_MOST_YUAN", default=1000)
WISH_GRACE_DAYS = env.int("WEISHISHI_WISH_GRACE_DAYS", default=7)  # after the promised day
WISH_LONGEST_DAYS = env.int("WEISHISHI_WISH_LONGEST_DAYS", default=60)  # until the promised day
WISHES_PER_PHONE = env.int("WEISHISHI_WISHES_PER_PHONE", default=3)  # open claims


def tiles_host(address):
    """The origin of the tiles as the content security policy names it; {s} covers its subdomains."""
    parts = urlsplit(address)
    host = parts.netloc
    return (
        [f"{parts.scheme}://" + ("*" + host[host.index(".") :] if "{" in host else host)]
        if host
        else []
    )


# ── Security ─────────────────────────────────────────────────────────────────────────────────────
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "weishishi.errors.csrf_failure"
if BEHIND_TLS:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", *tiles_host(TILES)],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# ── API ──────────────────────────────────────────────────────────────────────────────────────────
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "UNAUTHENTICATED_USER": None,
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
}
# Requests from one address in one minute of the clock.
API_PER_MINUTE = env.int("WEISHISHI_API_PER_MINUTE", default=300)
DATA_LICENCE = env(
    "WEISHISHI_DATA_LICENCE",
    default="可以免费复制、改作、转载和再发布，也可以商用；请写明来源和数据日期，不得用来识别个人。",
)
SPECTACULAR_SETTINGS = {
    "TITLE": "民生微实事公开数据",
    "DESCRIPTION": (
        "只读，不用登记，不用密钥；内容和网页上公开的完全一样，没有电话、住址和姓名。"
        "金额单位是分，时间是北京时间，编码是 UTF-8。"
        "一个地址一分钟读得太多会得到 429，等 Retry-After 写的秒数再读。"
        "带上次的 ETag 来问（If-None-Match），没有变就得到 304。"
    ),
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "ENUM_NAME_OVERRIDES": {
        "PublicStateEnum": "projects.api.serializers.STATES",
        "ProjectClassEnum": "projects.choices.ProjectClass",
        "UnitKindEnum": "villages.models.Village.Kind",
    },
}

# ── Logs ─────────────────────────────────────────────────────────────────────────────────────────
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env("WEISHISHI_LOG_LEVEL", default="WARNING")},
}
