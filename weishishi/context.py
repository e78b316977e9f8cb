"""What every page knows about the house: its name, its slogan, whether it is a demo."""

from django.conf import settings


def house(request):
    return {
        "SITE_NAME": settings.SITE_NAME,
        "SLOGAN": settings.SLOGAN,
        "OWNER_LINE": settings.OWNER_LINE,
        "HOTLINE": settings.HOTLINE,
        "DEMO": settings.DEMO,
        "LARGE": request.COOKIES.get("size") == "large",
        "LANG": "en" if getattr(request, "LANGUAGE_CODE", "") == "en" else "zh-CN",
    }
