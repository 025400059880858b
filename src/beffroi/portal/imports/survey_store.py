"""Store the waves of a survey: a source and a published round each, the doors joined to those known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from beffroi.kernel.country import country_pack
from beffroi.observatory import reads as observatory
from beffroi.portal.imports.osm import draw_observed
from beffroi.portal.imports.report import ImportReport, Progress
from beffroi.portal.imports.survey_shown import Wave, changes, doubts, figure_on
from beffroi.premises import reads
from beffroi.premises import writes as premises
from beffroi.premises.models import SurveyFile
from beffroi.sources import survey as files
from beffroi.sources.records import PremisesSeen, SourceFacts, UnreadableSource
from beffroi.sources.survey import Mapping, SurveyTable, Told
from beffroi.sources.survey.defects import unknown_codes
from beffroi.sources.survey.projections import Ground
from beffroi.sources.survey.vocabulary import undecided
from beffroi.territory import writes as territory
from beffroi.territory.models import Perimeter, Source, Town

SHOWN = 200  # changes listed of all waves


class Store:
    """One storing of a survey: within a transaction, which a preview rolls back."""

    def __init__(
        self, town: Town, survey: SurveyFile, table: SurveyTable, ground: Ground, progress: Progress
    ) -> None:
        if survey.format is None:
            raise UnreadableSource(
                _("Dites d’abord de quel producteur est ce relevé."), code="producer"
            )
        self.town, self.survey, self.format = town, survey, survey.format
        self.table, self.progress = table, progress
        self.mapping = Mapping.from_data(survey.mapping)
        self.meanings = reads.meanings_of(self.format)
        self.looked = files.look(table, self.mapping, ground, self.meanings)
        self.shown: dict[str, Any] = {}

    def run(self) -> ImportReport:
        """Store every wave, oldest first; `shown` then says what it changed."""
        told = files.told(self.table, self.mapping, self.looked.places, self.meanings, _families())
        if not told:
            raise UnreadableSource(
                _("Aucune vague de ce relevé ne contient de code."), code="no_wave"
            )
        sources = [self._source(one) for one in told]
        with observatory.unkept():
            before = [figure_on(self.town, source.as_of) for source in sources]
            joined = self._join(told, sources[0])
            waves = self._observe(told, sources)
            self._place(told)
            after = [figure_on(self.town, source.as_of) for source in sources]
        rows = [
            asdict(wave) | {"before": old, "after": new}
            for wave, old, new in zip(waves, before, after, strict=True)
        ]
        self._show(told, rows, joined)
        return self._report(waves, sources[-1])

    def _source(self, told: Told) -> Source:
        """One source a wave; one that was set aside has to be put back first."""
        facts = SourceFacts("survey", told.on, self.format.licence, self.format.producer)
        label = f"{self.format.producer}, {told.on.year}"[:160]
        simulated = self.town.is_fictional
        source = territory.add_source(
            town=self.town, facts=facts, label=label, name=self.format.key, is_simulated=simulated
        )
        if source.removed_at is not None:
            said = _(
                "La source « %(label)s » est mise de côté : rétablissez-la, puis relisez ce fichier."
            )
            raise UnreadableSource(said % {"label": source.label}, code="set_aside")
        return source

    def _join(self, told: Sequence[Told], source: Source) -> premises.Joined:
        """Each door of the file once, as its latest wave tells it."""
        latest = {door.ref: door for one in told for door in one.doors}
        return premises.join_known(
            town=self.town, source=source, scheme=self.format.scheme, seen=list(latest.values()),
            same=set(self.survey.choices.get("same", [])),
        )  # fmt: skip

    def _observe(self, told: Sequence[Told], sources: Sequence[Source]) -> list[Wave]:
        """Every wave at once; beside each, what was held of its day before."""
        scheme, waves, held = self.format.scheme, [], []
        for n, (one, source) in enumerate(zip(told, sources, strict=True)):
            self.progress(n, len(told), "waves")
            held.append(reads.states_on(self.town, one.on))
            seen = premises.placed(self.town, scheme, one.doors)
            waves.append(premises.WaveSeen(source, self._round(one, source, None), one.on, seen))
        counts = premises.observe_waves(town=self.town, scheme=scheme, waves=waves)
        rows = zip(told, sources, counts, held, strict=True)
        found = []
        for one, source, counted, before in rows:
            self._round(one, source, self._completeness(one, counted.not_seen))
            found.append(changes(self.town, one, counted, before, SHOWN))
        return found

    def _round(self, told: Told, source: Source, share: Decimal | None) -> Any:
        wave = told.wave
        notes = [
            _("Jour supposé : le fichier ne dit que l’année.") if wave.supposed else "",
            _("Codes sans sens décidé : %(n)d locaux.") % {"n": told.undecided}
            if told.undecided
            else "",
        ]
        return premises.store_round(
            town=self.town, source=source, perimeter=None, name=source.label[:120],
            started_on=wave.begun or told.on, ended_on=told.on, completeness=share,
            note=" ".join(filter(None, notes)),
        )  # fmt: skip

    def _completeness(self, told: Told, not_seen: int) -> Decimal | None:
        """The share the person said, of the doors met and of those not seen again."""
        said = self.survey.choices.get("coverage")
        if not said:
            return None
        share = Decimal(str(said)) * (told.coded - told.undecided) / (told.coded + not_seen)
        return share.quantize(Decimal("0.001"))

    def _place(self, told: Sequence[Told]) -> None:
        """Streets named by the file, doors on them, and what was observed drawn where nothing is."""
        self.progress(0, None, "ending")
        noted = {
            door.ref: door.street_name for one in told for door in one.doors if door.street_name
        }
        territory.name_streets(town=self.town, names=sorted(set(noted.values())))
        premises.place_on_streets(town=self.town, noted=noted, scheme=self.format.scheme)
        if not Perimeter.objects.of(self.town).exists():
            draw_observed(self.town)

    def _show(self, told: Sequence[Told], rows: list[Any], joined: premises.Joined) -> None:
        waiting = {word.code for word in undecided(self.looked.words, self.meanings)}
        self.faults = [*self.looked.faults, *unknown_codes(self.looked.words, waiting)]
        seen: dict[str, PremisesSeen] = {door.ref: door for one in told for door in one.doors}
        self.shown = {
            "waves": rows,
            "known": joined.known,
            "matched": len(joined.matched),
            "doubtful": doubts(self.town, joined.doubtful, seen),
            "placeless": len(joined.placeless),
            "undecided": [word.as_data() for word in self.looked.words if word.code in waiting],
        }

    def _report(self, waves: Sequence[Wave], source: Source) -> ImportReport:
        counts = {
            "read": sum(wave.coded for wave in waves),
            "taken": sum(wave.new for wave in waves),
            "changed": sum(wave.noted for wave in waves),
            "unchanged": sum(wave.same for wave in waves),
            "not_seen": sum(wave.not_seen for wave in waves),
        }
        told = Counter(fault.severity for fault in self.faults)
        faults = {"refused": told["refused"], "doubtful": told["doubtful"]}
        return ImportReport(source, {"premises": counts, "faults": faults}, self.faults)


def _families() -> dict[str, str]:
    """Subfamily → family of the country's nomenclature."""
    rows = country_pack(settings.BEFFROI_COUNTRY).table("nomenclature.csv")
    return {row["subfamily"]: row["family"] for row in rows}
