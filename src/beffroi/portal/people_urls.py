"""Paths of roles, bodies, hand-over and first steps: they belong to no town."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from beffroi.portal.views import bodies, body_area, first_steps, handover, roles

urlpatterns = [
    path(_("mes-roles/"), roles.my_roles, name="my_roles"),
    path(_("roles/<str:key>/"), roles.role_page, name="role"),
    path(_("roles/<str:key>/finir/"), roles.end_role, name="role_end"),
    path(_("roles/<str:key>/prolonger/"), roles.extend_role, name="role_extend"),
    path(_("roles/<str:key>/preter/"), roles.lend, name="role_lend"),
    path(_("roles/<str:key>/reprendre/"), roles.take_back, name="role_take_back"),
    path(_("organismes/"), bodies.bodies, name="bodies"),
    path(_("organismes/inscrire/"), bodies.body_add, name="body_add"),
    path(_("organismes/<str:key>/"), bodies.body, name="body"),
    path(_("organismes/<str:key>/corriger/"), bodies.body_change, name="body_change"),
    path(_("organismes/<str:key>/territoire/"), body_area.body_area, name="body_area"),
    path(_("organismes/<str:key>/territoire/quitter/"), body_area.body_leave, name="body_leave"),
    path(_("organismes/<str:key>/personnes/"), body_area.body_people, name="body_people"),
    path(
        _("organismes/<str:key>/personnes/<int:number>/quitter/"),
        body_area.member_leaves,
        name="member_leaves",
    ),
    path(_("organismes/<str:key>/fusionner/"), body_area.body_merge, name="body_merge"),
    path(_("passation/<str:key>/"), handover.handover, name="handover"),
    path(_("passation/<str:key>/<int:number>/"), handover.summary, name="handover_summary"),
    path(_("premiers-pas/<str:token>/"), first_steps.account, name="first_account"),
    path(_("installation/organisme/"), first_steps.body, name="first_body"),
]
