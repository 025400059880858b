"""A survey file of the fictional town, as a chamber would hand it over: to try an import with.

Everything in it is simulated: doors and trades of the invented town, codes of nobody's nomenclature,
and the slips that real files have. `static/portal/releve-clairvoisne.geojson` is what this makes.

usage: python -m beffroi.portal.demo.survey_file > …/static/portal/releve-clairvoisne.geojson
"""

from __future__ import annotations

import json
import sys
from typing import Any

from beffroi.kernel.country import country_pack
from beffroi.portal.demo import fictional
from beffroi.portal.demo.fictional.values import FictionalTown, Observation, Premises

LAST, BEFORE = "simulated/round/2026-05", "simulated/round/2025-05"
WALKED_ON = "2026-10-05"
VACANT, WORKS, ODD = "LV", "LT", "X"
FAMILIES = {
    "alimentaire": ("AL", "Alimentaire"), "equipement_personne": ("PE", "Equip. de la personne"),
    "equipement_maison": ("MA", "Equip. de la maison"), "services": ("SE", "Services"),
    "culture_loisirs": ("CU", "Culture et loisirs"), "automobile": ("AU", "Automobile"),
    "hygiene_sante_beaute": ("SB", "Santé beauté"),
    "cafes_hotels_restaurants": ("HR", "Hôtellerie restauration"),
}  # fmt: skip
STATES = {"vacant": VACANT, "works_unknown": WORKS}
LABELS = {VACANT: ("Local vacant", "Locaux vacants"), WORKS: ("En travaux", "Locaux en travaux")}
EMPTIED, FILLED, MOVED, UNSAID = 12, 3, 40, 77  # places, among the doors, of what differs


def survey() -> dict[str, Any]:
    """The survey as GeoJSON: two waves in two columns, in WGS 84."""
    made = fictional.build()
    words = _words()
    seen = {wave: _seen(made, wave) for wave in (BEFORE, LAST)}
    doors = [door for door in made.premises if door.ref in seen[LAST] and door.zone == "centre"]
    rows = [_row(n, door, seen, words) for n, door in enumerate(doors)]
    rows[EMPTIED] |= _said("Code2026", VACANT, words)
    filled = next(n for n, row in enumerate(rows) if row["Code2026"] == VACANT)
    rows[filled] |= _said("Code2026", rows[FILLED]["Code2026"], words)
    rows[UNSAID] |= _said("Code2026", ODD, words)
    rows[MOVED]["Catégorie 2026"] = "#N/A"
    features = [
        {"type": "Feature", "properties": row, "geometry": _drawn(door, n)}
        for n, (row, door) in enumerate(zip(rows, doors, strict=True))
    ]
    return {"type": "FeatureCollection", "name": "releve_simule_clairvoisne", "features": features}


def _seen(made: FictionalTown, wave: str) -> dict[str, Observation]:
    return {
        one.premises: one for one in made.observations if one.round == wave and not one.corrects
    }


def _words() -> dict[str, tuple[str, str, str]]:
    """Subfamily → code of the invented nomenclature, label, category."""
    found, ranks = {}, dict.fromkeys(FAMILIES, 0)
    for row in country_pack("fr").table("nomenclature.csv"):
        if row["family"] in FAMILIES:
            ranks[row["family"]] += 1
            letters, filed = FAMILIES[row["family"]]
            code = f"{letters}{ranks[row['family']]:02d}"
            found[row["subfamily"]] = (code, row["label_fr"], filed)
    return found


def _row(
    n: int, door: Premises, seen: dict[str, dict[str, Observation]], words: dict[str, Any]
) -> dict[str, Any]:
    codes = {wave: _code(held.get(door.ref), words) for wave, held in seen.items()}
    row = {
        "Ref": f"CLV{n + 1:03d}", "Numero": door.house_number, "Adresse": door.street.upper(),
        "Date du passage": WALKED_ON, "Code2025": codes[BEFORE],
    }  # fmt: skip
    return row | _said("Code2026", codes[LAST], words) | {"Surface": float(door.sales_area_m2 or 0)}


def _code(one: Observation | None, words: dict[str, Any]) -> str | None:
    if one is None:
        return None
    if one.state in STATES:
        return STATES[one.state]
    return words[one.activity][0] if one.activity in words else ODD


def _said(title: str, code: str | None, words: dict[str, Any]) -> dict[str, Any]:
    """A code with what the file puts beside it."""
    label, filed = LABELS.get(code or "", ("", ""))
    if not label:
        label, filed = next((w[1:] for w in words.values() if w[0] == code), ("", ""))
    empty = {VACANT: "Vacant", WORKS: "Travaux"}.get(code or "", "( )")
    return {title: code, "Activité 2026": label, "Catégorie 2026": filed, "Vacance 2026": empty}


def _drawn(door: Premises, n: int) -> dict[str, Any]:
    """The door's polygon; one is drawn 9 m too far east."""
    slid = 0.00012 if n == MOVED else 0.0
    rings = door.footprint["coordinates"]
    return {
        "type": "Polygon",
        "coordinates": [[[round(x + slid, 7), round(y, 7)] for x, y in ring] for ring in rings],
    }


def text() -> str:
    """The file, one door a line."""
    made = survey()
    lines = ",\n".join(json.dumps(one, ensure_ascii=False) for one in made["features"])
    return f'{{"type": "FeatureCollection", "name": "{made["name"]}", "features": [\n{lines}\n]}}\n'


if __name__ == "__main__":
    sys.stdout.write(text())
