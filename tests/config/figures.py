"""Everything an installation says in figures, as JSON: run on two databases, compared whole."""

import hashlib
import json
import sys

import django

django.setup()

from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from beffroi.observatory.models import Diagnosis  # noqa: E402
from beffroi.observatory.reads.panorama import panorama  # noqa: E402
from beffroi.premises import reads as premises  # noqa: E402
from beffroi.premises.models import Premises  # noqa: E402
from beffroi.territory.models import Perimeter, Town  # noqa: E402


def told(town):
    found = {"premises": Premises.objects.of(town).count()}
    for perimeter in [None, *Perimeter.objects.of(town).order_by("pk")]:
        for day in premises.known_days(town):
            seen = panorama(town, day, perimeter=perimeter)
            found[f"{perimeter} {day}"] = {
                "figures": {code: repr(figure) for code, figure in seen.figures.items()},
                "stock": repr(seen.stock),
                "streets": repr(seen.streets),
                "register": {code: repr(one) for code, one in seen.register_figures.items()},
            }
    for row in Diagnosis.objects.of(town):
        answer = Client().get(reverse("diagnosis_pdf", args=[town.slug, row.number]))
        assert answer.status_code == 200
        found[f"diagnosis {row.number}"] = hashlib.sha256(answer.content).hexdigest()
    return found


json.dump({town.slug: told(town) for town in Town.objects.order_by("pk")}, sys.stdout)
