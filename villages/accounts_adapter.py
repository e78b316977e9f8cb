"""What we tell django-allauth about our accounts."""

from allauth.account.adapter import DefaultAccountAdapter


class Adapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        """Accounts are opened by proving a phone, or by the system administrator."""
        return False

    def add_message(self, *args, **options):
        """Our pages say what happened themselves."""
