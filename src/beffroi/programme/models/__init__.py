"""Programmes, agreements, axes, sheets, money, meetings, opinions: one module by noun."""

from beffroi.programme.models.agreements import (
    Agreement,
    AgreementPlace,
    Amendment,
    Article,
    Deliberation,
    Party,
)
from beffroi.programme.models.attachments import Attachment
from beffroi.programme.models.axes import Axis, AxisMapping, Objective
from beffroi.programme.models.governance import (
    Attendance,
    Commitment,
    Committee,
    CommitteeMember,
    Contact,
    Decision,
    Meeting,
)
from beffroi.programme.models.indicators import (
    ContextPoint,
    ContextSeries,
    Evidence,
    Measurement,
    TrackedIndicator,
)
from beffroi.programme.models.money import AidScheme, BudgetLine, Draw, Envelope, FinancingLine
from beffroi.programme.models.opinions import OpinionRequest
from beffroi.programme.models.programmes import (
    Programme,
    ProgrammeCount,
    ProgrammeMember,
    ProgrammeVersion,
)
from beffroi.programme.models.reviews import CalendarFeed, YearlyReview
from beffroi.programme.models.sheets import (
    ActionSheet,
    SheetFiling,
    SheetNote,
    SheetParty,
)
from beffroi.programme.models.steps import Benefit, Dependency, Milestone
from beffroi.programme.models.tables import SheetTable
from beffroi.programme.models.takeovers import Takeover

__all__ = [
    "ActionSheet",
    "Agreement",
    "AgreementPlace",
    "AidScheme",
    "Amendment",
    "Article",
    "Attachment",
    "Attendance",
    "Axis",
    "AxisMapping",
    "Benefit",
    "BudgetLine",
    "CalendarFeed",
    "Commitment",
    "Committee",
    "CommitteeMember",
    "Contact",
    "ContextPoint",
    "ContextSeries",
    "Decision",
    "Deliberation",
    "Dependency",
    "Draw",
    "Envelope",
    "Evidence",
    "FinancingLine",
    "Measurement",
    "Meeting",
    "Milestone",
    "Objective",
    "OpinionRequest",
    "Party",
    "Programme",
    "ProgrammeCount",
    "ProgrammeMember",
    "ProgrammeVersion",
    "SheetFiling",
    "SheetNote",
    "SheetParty",
    "SheetTable",
    "Takeover",
    "TrackedIndicator",
    "YearlyReview",
]
