"""How does a resident get her account? By proving a phone; one account per phone."""

from secrets import token_hex

from villages.models import Person
from weishishi.kernel import cipher, clock


def known_by(phone):
    """The account of that phone, also when it is switched off; None for a new phone."""
    return Person.objects.filter(phone_index=cipher.index(phone)).first()


def open_by(phone):
    """The account of a phone that was just proved and whose owner says she is 14 or older (PIPL 31).

    Two requests at once get the same account: the index of a phone is unique.
    """
    new = Person(username=f"phone-{token_hex(8)}")
    new.take_phone(phone)
    new.set_unusable_password()
    fields = ("username", "phone", "password")
    person, _made = Person.objects.get_or_create(
        phone_index=new.phone_index, defaults={name: getattr(new, name) for name in fields}
    )
    return person


def phone_was_proved(person):
    person.phone_verified_at = clock.now()
    person.save(update_fields=["phone_verified_at"])
