"""Paths of sign-in, of one's own account and of messages.

Names in `account_`, `mfa_`, `openid_` and `socialaccount_` are those allauth asks for; its own
addresses are not served.
"""

from django.urls import path, re_path
from django.utils.translation import gettext_lazy as _

from beffroi.accounts.views import (
    account,
    confirming,
    invitations,
    keys,
    messages,
    openid,
    passwords,
    personal,
    second_factor,
    signing,
    unsubscribing,
)

entering = [
    path(_("connexion/"), signing.sign_in, name="sign_in"),
    path(_("connexion/"), signing.sign_in, name="account_login"),
    path(_("connexion/demo/<slug:key>/"), signing.demo_sign_in, name="demo_sign_in"),
    path(_("connexion/second-facteur/"), signing.second_step, name="mfa_authenticate"),
    path(_("connexion/cle/"), signing.sign_in_by_passkey, name="mfa_login_webauthn"),
    path(_("connexion/compte-ferme/"), passwords.inactive, name="account_inactive"),
    path(_("connexion/abandon/"), openid.cancelled, name="socialaccount_login_cancelled"),
    path(_("connexion/<slug:provider_id>/aller/"), openid.go, name="openid_connect_login"),
    path(
        _("connexion/<slug:provider_id>/retour/"), openid.come_back, name="openid_connect_callback"
    ),
    path(_("deconnexion/"), signing.sign_out, name="sign_out"),
    path(_("messages/"), messages.messages_page, name="messages"),
    path(_("messages/tout-lire/"), messages.read_all, name="messages_read"),
    path(_("messages/reglages/"), messages.message_choices, name="message_choices"),
    path(_("messages/<slug:key>/ouvrir/"), messages.open_message, name="message_open"),
    path(_("messages/<slug:key>/ranger/"), messages.sort_message, name="message_sort"),
    path(_("courriels/arreter/<str:token>/"), unsubscribing.unsubscribe, name="unsubscribe"),
    path(_("invitation/<str:token>/"), invitations.accept_invitation, name="accept_invitation"),
    path(_("inscription/"), invitations.sign_up, name="sign_up"),
    path(_("inscription/"), invitations.sign_up, name="account_signup"),
    path(_("mot-de-passe-oublie/"), passwords.forgotten, name="account_reset_password"),
    path(
        _("mot-de-passe-oublie/envoye/"),
        passwords.forgotten_done,
        name="account_reset_password_done",
    ),
    path(
        _("mot-de-passe-oublie/fait/"),
        passwords.new_password_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(  # the key has hyphens too: only a pattern says where the first part ends
        _(r"^mot-de-passe-oublie/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$"),
        passwords.new_password,
        name="account_reset_password_from_key",
    ),
    path(_("adresse/<str:token>/"), account.confirm_email, name="confirm_email"),
    path(_("demonstration/courrier/"), personal.demo_mails, name="demo_mails"),
]

own = [
    path(_("mon-compte/"), account.account, name="account"),
    path(_("mon-compte/adresse/"), account.change_email, name="change_email"),
    path(_("mon-compte/mot-de-passe/"), passwords.change_password, name="account_change_password"),
    path(
        _("mon-compte/mot-de-passe/choisir/"), passwords.set_password, name="account_set_password"
    ),
    path(_("mon-compte/sessions/"), account.sessions, name="account_sessions"),
    path(_("mon-compte/sessions/fermer/"), account.end_other_sessions, name="end_other_sessions"),
    path(_("mon-compte/sessions/<slug:key>/"), account.end_session, name="end_session"),
    path(_("mon-compte/cles-api/"), keys.keys, name="api_keys"),
    path(_("mon-compte/cles-api/<slug:prefix>/"), keys.revoke_key, name="revoke_api_key"),
    path(_("mon-compte/mes-donnees/"), personal.my_data, name="my_data"),
    path(_("mon-compte/mes-donnees/emporter/"), personal.take_away, name="take_my_data"),
    path(_("mon-compte/mes-donnees/effacer/"), personal.erase, name="erase_me"),
    path(_("mon-compte/mes-donnees/rester/"), personal.take_back, name="keep_me"),
    path(_("mon-compte/confirmer/"), confirming.confirm, name="account_reauthenticate"),
    path(_("mon-compte/confirmer/code/"), confirming.confirm_by_code, name="mfa_reauthenticate"),
    path(
        _("mon-compte/confirmer/cle/"),
        confirming.confirm_by_passkey,
        name="mfa_reauthenticate_webauthn",
    ),
]

factors = [
    path(_("mon-compte/second-facteur/"), second_factor.overview, name="second_factor"),
    path(_("mon-compte/second-facteur/"), second_factor.overview, name="mfa_index"),
    path(_("mon-compte/second-facteur/"), second_factor.overview, name="mfa_list_webauthn"),
    path(
        _("mon-compte/second-facteur/application/"),
        second_factor.activate,
        name="mfa_activate_totp",
    ),
    path(
        _("mon-compte/second-facteur/application/retirer/"),
        second_factor.deactivate,
        name="mfa_deactivate_totp",
    ),
    path(
        _("mon-compte/second-facteur/codes/"),
        second_factor.recovery_codes,
        name="mfa_view_recovery_codes",
    ),
    path(
        _("mon-compte/second-facteur/codes/nouveaux/"),
        second_factor.renew_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(_("mon-compte/cles/ajouter/"), second_factor.add_passkey, name="mfa_add_webauthn"),
    path(_("mon-compte/cles/<int:pk>/"), second_factor.rename_passkey, name="mfa_edit_webauthn"),
    path(
        _("mon-compte/cles/<int:pk>/retirer/"),
        second_factor.remove_passkey,
        name="mfa_remove_webauthn",
    ),
]

urlpatterns = [*entering, *own, *factors]
