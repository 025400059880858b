"""Paths of a town's shops. A shop's address never dies: its identifier is never given again."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from beffroi.marketplace.views import windows

urlpatterns = [
    path(_("commerces/"), windows.shops, name="shops"),
    path(_("commerces/<str:public_id>/"), windows.shop, name="shop"),
    path(_("commerces/<str:public_id>/<slug:slug>/"), windows.shop, name="shop_named"),
]
