"""Is this site set up so that a real district may use it? Asked by `manage.py check`."""

import os

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.core.exceptions import ImproperlyConfigured

from weishishi import grants
from weishishi.kernel import signatures
from weishishi.kernel.coordinates import GCJ02, WGS84


@register(Tags.security)
def secrets_are_set(app_configs, **kwargs):
    try:
        secret = settings.SECRET_KEY
    except ImproperlyConfigured:  # Django's answer to an empty key
        secret = ""
    if settings.DEMO or settings.DEBUG:
        return []
    if not secret or secret == settings.DEMO_KEY:
        return [
            Error(
                "正式站点没有密钥。The site has no secret key of its own.",
                hint="请设置环境变量 WEISHISHI_SECRET_KEY（至少 50 个随机字符）。",
                id="weishishi.E001",
            )
        ]
    if secret == settings.FIELD_KEY:
        return [
            Warning(
                "电话与姓名的加密密钥和会话密钥是同一把，换会话密钥会让它们读不出来。"
                "One key encrypts phones and signs sessions: it can never be changed.",
                hint="请设置环境变量 WEISHISHI_FIELD_KEY。",
                id="weishishi.W002",
            )
        ]
    return []


@register(Tags.security)
def checkpoints_have_their_own_key(app_configs, **kwargs):
    """A key that follows from another one falls with it; a wrong one would stop the night's seal."""
    try:
        signatures.public_key(settings.RECORD_KEY)
    except ValueError:
        return [
            Error(
                "存证签名的密钥不是 64 位十六进制。The record's key is not 32 bytes in hexadecimal.",
                hint="运行 python3 -c 'import secrets; print(secrets.token_hex(32))'，"
                "把结果放进环境变量 WEISHISHI_RECORD_KEY，和数据库备份分开保管。",
                id="weishishi.E006",
            )
        ]
    if settings.DEMO or settings.DEBUG or "WEISHISHI_RECORD_KEY" in os.environ:
        return []
    return [
        Warning(
            "存证签名没有自己的密钥，是从会话密钥算出来的。The record has no key of its own.",
            hint="请设置环境变量 WEISHISHI_RECORD_KEY（64 位十六进制），和数据库备份分开保管。",
            id="weishishi.W006",
        )
    ]


@register(Tags.security)
def history_has_its_own_owner(app_configs, **kwargs):
    if grants.separate():
        return []
    return [
        Warning(
            "应用和迁移用的是同一个数据库角色，应用因此有权改写历史记录。"
            "One database role does everything, so the application could rewrite history.",
            hint="请为应用另建一个角色：DATABASE_URL 用它，DATABASE_OWNER_URL 用表的所有者。",
            id="weishishi.W001",
        )
    ]


@register(Tags.security)
def visitors_are_told_apart(app_configs, **kwargs):
    if not settings.BEHIND_TLS or settings.TRUSTED_PROXIES:
        return []
    return [
        Warning(
            "站点在代理后面，却不信任任何代理，所有访客会被当成同一个地址来限次。"
            "Behind a proxy that is not trusted, all visitors share one rate limit.",
            hint="请设置 WEISHISHI_TRUSTED_PROXIES（用 deploy/nginx.conf 时是 1）。",
            id="weishishi.W003",
        )
    ]


@register(Tags.security)
def codes_reach_phones(app_configs, **kwargs):
    if settings.DEMO or settings.DEBUG:
        return []
    name = settings.SMS.rpartition(".")[2]
    if name in ("Demo", "Memory"):
        return [
            Error(
                "正式站点不能用演示短信：验证码会显示在登录页上，谁都能冒用别人的手机号。"
                "The demo's text messages show the code to whoever asks for it.",
                hint="请设置 WEISHISHI_SMS 为短信网关，或不设（默认是 …sms.Gateway）。",
                id="weishishi.E002",
            )
        ]
    if name == "Gateway" and not settings.SMS_URL.startswith(("https://", "http://127.0.0.1")):
        return [
            Error(
                "没有短信网关的地址（要 https），居民收不到验证码，不能登录。"
                "The text message gateway has no https address: no resident can sign in.",
                hint="请设置环境变量 WEISHISHI_SMS_URL，或用 WEISHISHI_SMS 另选一个网关。",
                id="weishishi.E003",
            )
        ]
    return []


@register
def tiles_are_drawn_in_a_known_system(app_configs, **kwargs):
    if settings.TILES_SYSTEM in (WGS84, GCJ02):
        return []
    return [
        Error(
            "地图瓦片的坐标系只认 wgs84 和 gcj02。The tiles' system of coordinates is not known.",
            hint="请把 WEISHISHI_TILES_SYSTEM 设为 wgs84 或 gcj02；百度瓦片不支持。",
            id="weishishi.E004",
        )
    ]


@register(Tags.security)
def staff_prove_themselves_twice(app_configs, **kwargs):
    if settings.SECOND_FACTOR or settings.DEMO or settings.DEBUG:
        return []
    return [
        Warning(
            "工作人员不用第二道验证就能登录，一个泄露的密码就够进入工作台。"
            "Staff sign in with a password alone: one leaked password opens the desk.",
            hint="请去掉环境变量 WEISHISHI_SECOND_FACTOR=0（默认要求第二道验证）。",
            id="weishishi.W004",
        )
    ]


@register(Tags.security)
def the_unified_sign_in_is_overheard_by_nobody(app_configs, **kwargs):
    if not settings.OIDC_URL or settings.OIDC_URL.startswith("https://") or settings.DEBUG:
        return []
    return [
        Error(
            "统一身份认证的地址不是 https，身份会被路上的人冒用。"
            "The unified sign-in is not reached by https, its word cannot be trusted.",
            hint="请把 WEISHISHI_OIDC_URL 设为 https 地址。",
            id="weishishi.E005",
        )
    ]
