"""The desk of committees and towns: Django's admin, entered by posts instead of flags."""

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    default_site = "weishishi.admin_site.Desk"


class Desk(AdminSite):
    site_header = site_title = "工作台"
    index_title = "我的待办"
    enable_nav_sidebar = False
