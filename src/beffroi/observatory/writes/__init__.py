"""Changes of the observatory: what is published, what rings."""

from beffroi.observatory.writes.alerts import (
    acknowledge,
    change_rule,
    close,
    give_usual_rules,
    judge_rule,
)
from beffroi.observatory.writes.diagnoses import publish_diagnosis
from beffroi.observatory.writes.publications import (
    ask_again,
    ask_publication,
    cancel_publication,
    end_publication,
    keep_paper,
    run_publication,
)
from beffroi.observatory.writes.telling import tell_to_redo

__all__ = [
    "acknowledge",
    "ask_again",
    "ask_publication",
    "cancel_publication",
    "change_rule",
    "close",
    "end_publication",
    "give_usual_rules",
    "judge_rule",
    "keep_paper",
    "publish_diagnosis",
    "run_publication",
    "tell_to_redo",
]
