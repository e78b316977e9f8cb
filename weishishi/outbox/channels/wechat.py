"""A template message of the district's official account (微信公众号模板消息).

Needs WECHAT_APP_ID, WECHAT_SECRET and a template id per topic; the address is the resident's openid.
"""

from django.conf import settings
from django.core.cache import cache

from weishishi.outbox.channels import NotSent, http

TOKEN, SPARE = "outbox-wechat-token", 300  # seconds before its end at which a new one is asked for
OLD = (40001, 40014, 42001)  # errcodes of a token that holds no more
WRONG = (40003, 40037, 43004, 47003)  # of a letter that will never be taken


def deliver(letter):
    """The title and the number in the template's fields; NotSent with WeChat's errcode."""
    template = settings.WECHAT_TEMPLATES.get(letter.topic) or settings.WECHAT_TEMPLATES.get("*")
    if not template:
        raise NotSent("no template", for_good=True)
    facts = letter.facts
    document = {
        "touser": letter.address,
        "template_id": template,
        "client_msg_id": letter.key,
        "url": f"{settings.SITE_ADDRESS}/track/",
        "data": {
            "thing1": {"value": str(facts.get("title", letter.title))[:20]},
            "character_string2": {"value": str(facts.get("number", "")).replace(" ", "")[:32]},
            "phrase3": {"value": letter.title[:5]},
        },
    }
    answer = http.post(
        f"{settings.WECHAT_URL}/message/template/send?access_token={_token()}", document
    )
    code = answer.get("errcode", 0)
    if code in OLD:
        cache.delete(TOKEN)
    if code:
        raise NotSent(f"errcode {code}", for_good=code in WRONG)


def _token():
    token = cache.get(TOKEN)
    if token is None:
        answer = http.post(
            f"{settings.WECHAT_URL}/stable_token",
            {
                "grant_type": "client_credential",
                "appid": settings.WECHAT_APP_ID,
                "secret": settings.WECHAT_SECRET,
            },
        )
        token = answer.get("access_token")
        if not token:
            raise NotSent(f"errcode {answer.get('errcode', 'none')}")
        cache.set(TOKEN, token, max(answer.get("expires_in", 7200) - SPARE, 60))
    return token
