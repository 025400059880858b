"""Which kind of data of the table of rights each model holds, and which routes prove its rows.

A model that comes must be entered here. If its group has no proof yet, the table's row is no
longer pending: write the proof with it.
"""

from __future__ import annotations

from collections.abc import Iterable

from beffroi.accounts.rules.table import GROUPS

# Whole contexts whose models are no data of a town.
NOT_OF_THE_TABLE = {
    "kernel": "the log and the ledger: read through the journal and the figures",
    "accounts": "a person's own account, messages and choices",
}
# model → group of the table, or the reason why it has none (a sentence)
MODELS: dict[str, str] = {
    "territory.Town": "town",
    "territory.TownArms": "town",
    "territory.TownDomain": "town",
    "territory.FormerPath": "town",
    "territory.Perimeter": "town",
    "territory.Street": "premises_state",
    "territory.GroundFeature": "premises_state",
    "territory.Source": "sources",
    "territory.ImportRun": "sources",
    "territory.Organisation": "roles",
    "territory.AreaPlace": "roles",
    "territory.Membership": "roles",
    "territory.Merger": "roles",
    "territory.RoleAssignment": "roles",
    "territory.Kept": "indicators",
    "merchants.Network": "premises_state",
    "merchants.Shop": "premises_state",
    "merchants.ShopStatement": "premises_state",
    "merchants.Establishment": "premises_state",
    "merchants.EstablishmentPeriod": "premises_state",
    "premises.Premises": "premises_state",
    "premises.PremisesRef": "premises_state",
    "premises.Within": "premises_state",
    "premises.Lineage": "premises_state",
    "premises.PremisesState": "premises_state",
    "premises.Occupancy": "premises_state",
    "premises.SurveyRound": "survey",
    "premises.RoundPart": "survey",
    "premises.RoundStop": "survey",
    "premises.FieldNote": "survey",
    "premises.FieldPhoto": "survey",
    "premises.RoundVerdict": "survey",
    "premises.DoorReport": "door_reports",
    "premises.DoorVisit": "vacancy_reason",
    "premises.OnlineSalesCase": "online_sales",
    "premises.CaseSignal": "online_sales",
    "premises.CaseStep": "online_sales",
    "premises.TradePlan": "trade_plan",
    "premises.TradeWish": "trade_plan",
    "premises.SharedHours": "trade_plan",
    "premises.SurveyFormat": "sources",
    "premises.SurveyCode": "sources",
    "premises.SurveyFile": "sources",
    "premises.Observation": "premises_state",
    "premises.Coverage": "premises_state",
    "place.Counter": "footfall",
    "place.HourCount": "footfall",
    "place.TownEvent": "footfall",
    "observatory.Diagnosis": "diagnosis",
    "observatory.Study": "diagnosis",
    "observatory.Finding": "diagnosis",
    "observatory.Restitution": "diagnosis",
    "observatory.RestitutionQuestion": "diagnosis",
    "observatory.Alert": "alerts",
    "observatory.AlertRule": "alerts",
    "programme.Agreement": "agreement",
    "programme.AgreementPlace": "agreement",
    "programme.Amendment": "agreement",
    "programme.Article": "agreement",
    "programme.Deliberation": "agreement",
    "programme.Party": "agreement",
    "programme.Axis": "agreement",
    "programme.AxisMapping": "agreement",
    "programme.Objective": "agreement",
    "programme.Attachment": "agreement",
    "programme.Attendance": "agreement",
    "programme.Commitment": "agreement",
    "programme.Committee": "agreement",
    "programme.CommitteeMember": "agreement",
    "programme.Contact": "agreement",
    "programme.Decision": "agreement",
    "programme.Meeting": "agreement",
    "programme.ContextPoint": "agreement",
    "programme.ContextSeries": "agreement",
    "programme.Evidence": "agreement",
    "programme.Measurement": "agreement",
    "programme.TrackedIndicator": "agreement",
    "programme.OpinionRequest": "agreement",
    "programme.Programme": "agreement",
    "programme.ProgrammeCount": "agreement",
    "programme.ProgrammeMember": "agreement",
    "programme.ProgrammeVersion": "agreement",
    "programme.YearlyReview": "agreement",
    "programme.ActionSheet": "agreement",
    "programme.Benefit": "agreement",
    "programme.Dependency": "agreement",
    "programme.Milestone": "agreement",
    "programme.SheetFiling": "agreement",
    "programme.SheetNote": "agreement",
    "programme.SheetParty": "agreement",
    "programme.Takeover": "agreement",
    "programme.SheetTable": "agreement",
    "programme.AidScheme": "financing",
    "programme.BudgetLine": "financing",
    "programme.Draw": "financing",
    "programme.Envelope": "financing",
    "programme.FinancingLine": "financing",
    "programme.CalendarFeed": "agreement",
    "observatory.Nomenclature": "sources",
    "observatory.LocalTerm": "sources",
    "observatory.TermMatch": "sources",
    "observatory.ReceivedObservatory": "sources",
    "observatory.Publication": "diagnosis",
    "observatory.KeptPaper": "diagnosis",
}
# group → routes whose real answers prove its rows (tests/rights/test_walk.py, test_above.py)
PROVED: dict[str, frozenset[str]] = {
    "indicators": frozenset({"indicators", "indicator"}),
    "premises_state": frozenset({"premises", "correct_street", "shop_facts", "shop_fact"}),
    "survey": frozenset(
        {"rounds", "round_new", "round_page", "round_check", "round_publish", "walk_notes"}
    ),
    "door_reports": frozenset({"door_reports", "door_report_answer", "shop_fact_answer"}),
    "online_sales": frozenset({"online_cases", "online_case", "online_case_step"}),
    "trade_plan": frozenset(
        {
            "trades",
            "trade_plan",
            "trade_plan_new",
            "trade_wish_add",
            "where_to_open_team",
            "shared_hours_doors",
        }
    ),
    "alerts": frozenset({"alerts", "alert", "alert_rule", "five_doors", "door_visits"}),
    "vacancy_reason": frozenset({"door_visit_share"}),
    "sources": frozenset(
        {
            "data",
            "import_more",
            "source_withdraw",
            "import_run",
            "nomenclature_edit",
            "observatory_receive",
        }
    ),
    "diagnosis": frozenset(
        {"diagnoses", "publish_diagnosis", "publication", "study", "finding", "restitution_keep"}
    ),
    "town": frozenset({"town", "town_settings", "town_look", "town_path", "open_town_files"}),
    "journal": frozenset({"town_journal", "journal"}),
    "footfall": frozenset({"footfall_event_new", "footfall_counter_describe"}),
    "installation": frozenset({"town_domains"}),
    "agreement": frozenset(
        {
            "agreements",
            "agreement_effects",
            "agreement_reviews",
            "agreement_reviews_year",
            "steering",
            "essential",
            "sheets",
            "sheet",
            "agreement",
            "agreement_new",
            "agreement_draft",
            "agreement_text",
            "agreement_parties",
            "agreement_axes",
            "agreement_amendments",
            "agreement_ending",
            "agreement_ending_file",
            "agreement_frame",
            "agreement_rollup",
            "agreement_rollup_file",
            "body_rollup",
            "body_rollup_file",
            "agreement_committees",
            "agreement_committees_meeting",
            "agreement_commitments",
            "opinions",
            "opinion",
        }
    ),
    "financing": frozenset(
        {
            "agreement_budget",
            "agreement_envelope",
            "agreement_draw",
            "agreement_draw_cancel",
            "sheet_budget",
        }
    ),
    # Given and ended by writes; tests/territory/test_roles.py asserts who may.
    "roles": frozenset(),
}
# group → names its models would bear, after the domain document; met anywhere, they wake the row
NOUNS: dict[str, frozenset[str]] = {
    "owner_identity": frozenset({"Owner", "OwnerLink"}),
    "locomvac": frozenset({"Locomvac", "LocomvacRow"}),
    "rent": frozenset({"Rent", "Lease", "Listing"}),
    "audit_result": frozenset({"Audit", "DigitalAudit", "MysteryVisit", "LabelDecision"}),
    "survey_answers": frozenset({"Survey", "SurveyAnswer", "Answer"}),
    "sale_intention": frozenset({"BusinessTransfer", "SaleIntention"}),
    "applications": frozenset({"Application", "Appraisal", "Score", "Award", "Call"}),
}


def unknown(labels: Iterable[str]) -> list[str]:
    """Models of ours of which nobody said which data they hold."""
    return [
        label
        for label in labels
        if label not in MODELS
        and (label.split(".")[0] not in NOT_OF_THE_TABLE or _noun(label) is not None)
    ]


def unproved(labels: Iterable[str]) -> list[str]:
    """Groups that have a model and no proof."""
    held = {MODELS.get(label) or _noun(label) for label in labels}
    return sorted(group for group in held if group in GROUPS and group not in PROVED)


def _noun(label: str) -> str | None:
    name = label.split(".")[1]
    return next((group for group, names in NOUNS.items() if name in names), None)
