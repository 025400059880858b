"""What is asked of people: what to publish, when to ring, what was done."""

from beffroi.observatory.forms.alerts import AcknowledgeForm, AlertRuleForm, CloseForm
from beffroi.observatory.forms.publishing import PublishForm

__all__ = ["AcknowledgeForm", "AlertRuleForm", "CloseForm", "PublishForm"]
