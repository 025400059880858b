"""`{{ session.device|device }}`."""

from django import template

from beffroi.accounts.rules.devices import device_sentence

register = template.Library()
register.filter("device", device_sentence)
