"""Electronic mail by whatever backend Django is given (WEISHISHI_EMAIL_URL)."""

from smtplib import SMTPException, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage

from weishishi.outbox.channels import NotSent


def deliver(letter):
    """One address, plain text; the same Message-ID at every try, so that a mailbox shows it once."""
    host = settings.SITE_ADDRESS.split("//")[-1] or "localhost"
    mail = EmailMessage(
        subject=f"【{settings.SITE_NAME}】{letter.title}",
        body=letter.text,
        to=[letter.address],
        headers={"Message-ID": f"<{letter.key}@{host}>", "Auto-Submitted": "auto-generated"},
    )
    try:
        mail.send()
    except SMTPRecipientsRefused as refusal:
        raise NotSent("address refused", for_good=True) from refusal
    except (SMTPException, OSError) as refusal:
        raise NotSent(type(refusal).__name__) from refusal
