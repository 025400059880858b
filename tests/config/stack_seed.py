"""Fill a stack: an empty town, a surveyed one, and somebody signed in who acts for both.

Prints the session's key.
"""

import datetime as dt
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.test import Client  # noqa: E402

from beffroi.accounts.models import Person  # noqa: E402
from beffroi.accounts.rules import roles  # noqa: E402
from beffroi.territory import writes  # noqa: E402
from tests.observatory import towns  # noqa: E402

surveyed = towns.town()
towns.surveyed(surveyed, vacant=9, total=45)
empty = writes.open_town(insee_code="35236", name="Redon", by=None)
person = Person.objects.create_person("a@example.invalid", "Ana", is_fictional=settings.DEMO)
for place in (surveyed, empty):
    writes.give_role(
        person=person, town=place, role=roles.ADVISOR, start=dt.date(2020, 1, 1), by=None
    )
client = Client()
client.force_login(person)
print(client.cookies[settings.SESSION_COOKIE_NAME].value)
