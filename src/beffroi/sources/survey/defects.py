"""What is wrong in a survey and does not stop it: told row by row, or in one sentence."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beffroi.sources.records import Fault
from beffroi.sources.survey.mapping import Mapping as Columns
from beffroi.sources.survey.places import Places
from beffroi.sources.survey.roles import is_blank, is_odd, plain
from beffroi.sources.survey.table import SurveyTable
from beffroi.sources.survey.vocabulary import Word, category_words, codes_of, rows_of, words_of

RARE = 0.02  # share of the rows under which a category may be a slip of the pen
ALIKE = 0.85  # of difflib's ratio: « Equi. de la maison » and « Equip. de la maison » have 0.97


def defects(table: SurveyTable, mapping: Columns, places: Places) -> list[Fault]:
    """Everything told of a file, the gravest first."""
    found = [
        *_ragged(table), *empty_waves(table, mapping), *same_ids(table, mapping),
        *same_places(table, mapping, places), *unplaced(table, places),
        *odd_words(table, mapping), *two_categories(table, mapping), *places.faults,
    ]  # fmt: skip
    if table.layers[1:]:
        said = _("Ce fichier a plusieurs couches : seule « %(name)s », la plus longue, est lue.")
        found.append(Fault("layers", said % {"name": table.layers[0]}, severity="note"))
    return sorted(found, key=lambda fault: ("refused", "doubtful", "note").index(fault.severity))


def _ragged(table: SurveyTable) -> Iterable[Fault]:
    for line in table.ragged:
        said = _(
            "Cette ligne a plus de cellules que de titres : elle est prise, celles en trop sont "
            "laissées ; vérifiez qu’aucune valeur n’a glissé."
        )
        yield Fault("ragged", said, line=line, severity="doubtful")


def empty_waves(table: SurveyTable, mapping: Columns) -> Iterable[Fault]:
    """Waves that hold nothing: they are no survey of zero doors."""
    for wave in mapping.waves:
        if not codes_of(table, mapping, wave):
            said = _(
                "La vague %(wave)s est vide : elle n’est pas un relevé, et n’est pas enregistrée."
            )
            yield Fault("empty_wave", said % {"wave": wave.key or wave.column}, column=wave.column,
                        severity="note")  # fmt: skip


def keys_of(table: SurveyTable, mapping: Columns) -> list[str]:
    """The identifiers of the rows; "" where there is none."""
    title = mapping.columns.get("id", "")
    return table.column(title) if title else [""] * len(table.rows)


def repeated(table: SurveyTable, mapping: Columns) -> dict[str, list[int]]:
    """Identifiers that several rows of one wave bear, with those rows."""
    keys = keys_of(table, mapping)
    found: dict[str, list[int]] = {}
    for wave in mapping.waves if mapping.wave_column else mapping.waves[:1]:
        rows: dict[str, list[int]] = defaultdict(list)
        for n in rows_of(table, mapping, wave):
            if keys[n]:
                rows[keys[n]].append(n)
        found |= {key: held for key, held in rows.items() if len(held) > 1}
    return found


def same_ids(table: SurveyTable, mapping: Columns) -> Iterable[Fault]:
    """One fault an identifier borne twice: the rows stay apart, told by their places."""
    for key, rows in repeated(table, mapping).items():
        said = _(
            "L’identifiant %(key)s désigne %(n)d locaux : ils sont gardés tous, distingués par leur place."
        ) % {"key": key, "n": len(rows)}
        lines = ", ".join(str(table.lines[n]) for n in rows[:8])
        yield Fault("same_id", said, ref=key[:60], line=table.lines[rows[0]],
                    column=mapping.columns["id"], value=lines, severity="doubtful")  # fmt: skip


def same_places(table: SurveyTable, mapping: Columns, places: Places) -> Iterable[Fault]:
    """Rows of one wave that stand on the very same point."""
    for wave in mapping.waves if mapping.wave_column else mapping.waves[:1]:
        rows: dict[tuple[float, float], list[int]] = defaultdict(list)
        for n in rows_of(table, mapping, wave):
            where = places.points[n]
            if where is not None:
                rows[(round(where[0], 6), round(where[1], 6))].append(n)
        for held in rows.values():
            if len(held) > 1:
                said = _(
                    "%(n)d lignes ont exactement la même place : vérifiez qu’il s’agit de locaux distincts."
                )
                lines = ", ".join(str(table.lines[n]) for n in held[:8])
                yield Fault("same_place", said % {"n": len(held)}, line=table.lines[held[0]],
                            value=lines, severity="doubtful")  # fmt: skip


def unplaced(table: SurveyTable, places: Places) -> Iterable[Fault]:
    """Rows that stand nowhere: taken only where an address known here finds them."""
    for line, where in zip(table.lines, places.points, strict=True):
        if where is None:
            said = _(
                "Aucune place : cette ligne n’est gardée que si son adresse est celle d’un local connu."
            )
            yield Fault("unplaced", said, line=line, severity="doubtful")


def odd_words(table: SurveyTable, mapping: Columns) -> Iterable[Fault]:
    """Categories that say nothing, or that look like a slip of the pen."""
    for title in _worded(table, mapping):
        seen = category_words(table.column(title))
        for value, count in seen.items():
            better = likely_meant(value, seen)
            if is_odd(value):
                said = ngettext(
                    "« %(value)s » ne dit rien : %(n)d ligne.",
                    "« %(value)s » ne dit rien : %(n)d lignes.",
                    count,
                )
            elif better:
                said = _("« %(value)s » est sans doute « %(better)s ».")
            else:
                continue
            words = {"value": value, "n": count, "better": better}
            yield Fault("odd_word", said % words, column=title, value=value, expected=better,
                        severity="doubtful")  # fmt: skip


def _worded(table: SurveyTable, mapping: Columns) -> list[str]:
    """Columns of words to look over: categories, and the codes of each wave."""
    asked = [
        mapping.columns.get("category", ""),
        *mapping.beside,
        *(w.column for w in mapping.waves),
    ]
    return [title for title in dict.fromkeys(asked) if title in table.titles]


def likely_meant(value: str, seen: Mapping[str, int]) -> str:
    """The frequent word of which a rare one is a misspelling; "" for none."""
    total = sum(seen.values())
    if seen[value] > max(2.0, RARE * total) or len(value) < 6 or any(c.isdigit() for c in value):
        return ""
    bare = plain(value)
    rivals = [one for one in seen if one != value and seen[one] > seen[value]]
    scored = [(SequenceMatcher(None, bare, plain(one)).ratio(), seen[one], one) for one in rivals]
    best = max(scored, default=(0.0, 0, ""))
    return best[2] if best[0] >= ALIKE else ""


def two_categories(table: SurveyTable, mapping: Columns) -> Iterable[Fault]:
    """A code that the file files under several categories."""
    title = mapping.columns.get("category", "")
    wave = next((w for w in reversed(mapping.waves) if codes_of(table, mapping, w)), None)
    if not title or wave is None:
        return
    values = table.column(title)
    filed: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for n, code in codes_of(table, mapping, wave).items():
        if not is_blank(values[n]) and not is_odd(values[n]):
            filed[code][values[n]] += 1
    for code, seen in filed.items():
        if len(seen) > 1:
            said = _("Le code %(code)s est rangé dans plusieurs catégories : %(seen)s.")
            listed = ", ".join(f"« {one} » ({n})" for one, n in seen.most_common())
            yield Fault("two_categories", said % {"code": code, "seen": listed}, column=title,
                        value=code, severity="note")  # fmt: skip


def unknown_codes(words: Sequence[Word], undecided: set[str]) -> Iterable[Fault]:
    """Codes nobody has decided: their doors leave the base of rates until somebody does."""
    for word in words:
        if word.code in undecided:
            said = ngettext(
                "Le code « %(code)s » n’a pas de sens décidé : %(n)d constat reste hors de la base des taux.",
                "Le code « %(code)s » n’a pas de sens décidé : %(n)d constats restent hors de la base des taux.",
                word.total,
            )
            yield Fault("unknown_code", said % {"code": word.code, "n": word.total}, ref=word.code[:60],
                        value=word.code, severity="doubtful")  # fmt: skip


__all__ = ["defects", "keys_of", "likely_meant", "repeated", "unknown_codes", "words_of"]
