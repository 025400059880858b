"""What most pages of a context are asked with: a town's agreement and its advisor."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from beffroi.programme.models import Agreement

from . import made


@pytest.fixture
def agreement(db: Any) -> Agreement:
    place = made.town()
    return made.agreement(place, made.chamber(place), made.hall(place))


@pytest.fixture
def client(agreement: Agreement) -> Client:
    found = Client()
    found.force_login(made.advisor(agreement.holder))
    return found
