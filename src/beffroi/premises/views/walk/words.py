"""The sentences the application fills in on the phone; what never changes stands in its template.

A name ending in _one or _many is chosen there by the number {n}.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from beffroi.ui.typography import typo

LIST: dict[str, Any] = {
    "no_number": _("sans n°"),
    "no_street": _("rue inconnue"),
    "place": _("{number} {street}"),
    "vacant": _("Local vide"),
    "no_sign": _("Enseigne non relevée"),
    "state_gone": _("disparu"),
    "state_same": _("inchangé"),
    "state_unknown": _("état inconnu"),
    "side_left": _("côté gauche"),
    "side_right": _("côté droit"),
    "draft": _("brouillon"),
    "doubt_short": _("à regarder de près"),
    "differs": _("vous n’êtes pas d’accord"),
    "differs_long": _("Vos deux notes se contredisent : le contrôle choisira."),
    "noted_unchanged": _("inchangé"),
    "noted_changed": _("noté : {state}"),
    "noted_at": _("Vous, à {when} : {what}"),
    "noted_by": _("vu par {who}"),
    "note_refused": _("note refusée"),
    "why_refused": _("Note refusée : {why}"),
    "joined_to": _("réuni au {number}"),
    "colleague": _("{who}, à {when} : {state}"),
    "last_seen": _("Vu le {day} : {state}"),
    "never_seen": _("Jamais relevé."),
    "changed": _("Changé"),
    "correct": _("Corriger"),
    "all_seen_one": _("La porte de cette marche est vue."),
    "all_seen_many": _("Les {n} portes de cette marche sont vues."),
    "no_doors": _("Cette marche n’a aucune porte."),
}
SAID: dict[str, Any] = {
    "said_unchanged": _("{where} : inchangé."),
    "said_noted": _("{where} : noté."),
    "then": _("{done} Ensuite : {where}, {what}."),
    "taken_back": _("Note du {where} retirée."),
    "withdrawn": _("{where} : local retiré."),
    "sent_already": _("Cette note vient de partir : corrigez-la plutôt."),
    "second_door": _("Maintenant la seconde porte."),
    "draft_back": _("Votre note commencée vous attendait."),
    "draft_full": _(
        "La mémoire du téléphone est pleine : ce brouillon n’est pas gardé. Notez avant de quitter."
    ),
    "lost_full": _(
        "La mémoire du téléphone est pleine : cette note n’est pas gardée. Libérez de la place ou envoyez, puis recommencez ; rien d’autre n’est perdu."
    ),
    "no_store": _(
        "Ce navigateur ne peut rien garder (navigation privée, peut-être) : la marche ne peut pas se faire ici. Utilisez les feuilles de marche."
    ),
    "stopped": _(
        "L’application s’est arrêtée sur une erreur. Ce qui est noté reste sur ce téléphone : rechargez la page."
    ),
    "lost": _("Cette note n’a pas pu être gardée ({fault}). Recommencez."),
}
FORM: dict[str, Any] = {
    "new_door": _("Une porte de plus"),
    "known": _("Connu : {what}"),
    "placed_near": _("Placée près du {number}."),
    "placed_map": _("Placée sur la carte."),
    "placed_here": _("Placée là où vous êtes."),
    "no_activity": _("non précisée"),
    "found_one": _("{n} activité proposée"),
    "found_many": _("{n} activités proposées"),
    "found_none": _(
        "Aucune activité ne correspond : essayez un autre mot, ou dites-le en remarque."
    ),
    "photo": _("Photo {n}"),
    "photo_sent": _("photo envoyée"),
    "photo_remove": _("Retirer la photo {n}"),
    "photo_full": _(
        "Plus assez de place sur ce téléphone pour une photo. La note, elle, est gardée : continuez sans photo, et envoyez dès que le réseau revient."
    ),
    "photo_unreadable": _("Cette image est illisible : prenez-en une autre."),
    "locating": _("Recherche de votre position…"),
    "located_one": _("Votre position, à {n} m près."),
    "located_many": _("Votre position, à {n} m près."),
    "locate_denied": _(
        "Le téléphone ne donne pas sa position à cette page : autorisez-la dans ses réglages, ou placez la porte à la main."
    ),
    "locate_none": _("Pas de position pour l’instant : placez la porte à la main."),
    "fault_state": _("Dites ce qu’est le local : occupé, vide, en travaux…"),
    "fault_absorbed": _("Cochez le ou les locaux réunis à celui-ci."),
}
BAR: dict[str, Any] = {
    "progress_one": _("{seen} porte vue sur {all}"),
    "progress_many": _("{seen} portes vues sur {all}"),
    "off": _("Hors réseau"),
    "to_send": _("À envoyer"),
    "look_here": _("À voir"),
    "sent_short": _("Envoyé"),
    "nothing_waits": _("Rien n’attend sur ce téléphone."),
    "notes_wait_one": _("{n} note attend sur ce téléphone."),
    "notes_wait_many": _("{n} notes attendent sur ce téléphone."),
    "photos_wait_one": _("{n} photo attend sur ce téléphone."),
    "photos_wait_many": _("{n} photos attendent sur ce téléphone."),
    "photos_refused_one": _("{n} photo refusée : {why}"),
    "photos_refused_many": _("{n} photos refusées : {why}"),
    "last_sync": _("Dernier échange avec le serveur : {when}."),
    "never_synced": _("Aucun échange avec le serveur depuis que ce relevé est sur ce téléphone."),
    "bring_offline": _(
        "Ce relevé n’est pas encore sur ce téléphone, et il n’y a pas de réseau : ouvrez-le une première fois avec du réseau."
    ),
    "sign_in": _("Se connecter"),
    "sending": _("Envoi en cours…"),
    "all_sent": _("Tout est envoyé."),
    "room": _("Place prise sur ce téléphone : {used} sur {quota} accordés."),
    "room_low": _(
        "La place accordée sur ce téléphone s’épuise : envoyez vos photos quand le réseau revient."
    ),
    "room_full": _(
        "Plus de place pour les photos sur ce téléphone : les notes, elles, continuent d’être gardées."
    ),
    "not_persisted": _(
        "Le navigateur ne promet pas de garder ces notes si le téléphone manque de place : envoyez dès que le réseau revient, ou installez l’application."
    ),
    "clock_late": _(
        "L’horloge de ce téléphone retarde de {by}. Les heures de vos notes sont corrigées à l’envoi."
    ),
    "clock_early": _(
        "L’horloge de ce téléphone avance de {by}. Les heures de vos notes sont corrigées à l’envoi."
    ),
    "minutes_one": _("{n} minute"),
    "minutes_many": _("{n} minutes"),
    "hours_one": _("{n} heure"),
    "hours_many": _("{n} heures"),
    "days_one": _("{n} jour"),
    "days_many": _("{n} jours"),
    "round_dates": _("du {from} au {to}"),
}
NET: dict[str, Any] = {
    "net_offline": _("Pas de réseau. Tout ce que vous notez est gardé sur ce téléphone et partira seul quand le réseau reviendra."),
    "net_offline_short": _("Hors réseau."),
    "net_signed_out": _("Votre session est terminée. Vos notes restent ici : connectez-vous de nouveau et elles partiront."),
    "net_other_person": _("Une autre personne est connectée sur ce téléphone. Ces notes partiront sous votre nom, quand vous vous connecterez."),
    "net_forbidden": _("Ce relevé ne vous est plus confié : le serveur ne prend pas ces notes. Elles restent sur ce téléphone ; parlez-en à l’équipe."),
    "net_closed": _("Ce relevé est clos : il ne prend plus de notes. Les vôtres restent sur ce téléphone ; demandez à l’équipe de le rouvrir."),
    "net_unread": _("Le serveur n’a pas compris cet envoi. Vos notes restent ici ; ouvrez l’application avec du réseau pour la mettre à jour."),
    "net_protocol": _("Cette version de l’application est trop ancienne pour ce serveur : ouvrez-la avec du réseau pour la mettre à jour. Vos notes restent ici."),
    "net_server": _("Le serveur ne répond pas comme il faut. Nouvel essai bientôt ; vos notes restent ici."),
    "net_busy": _("Le serveur demande d’attendre un peu. Nouvel essai bientôt ; vos notes restent ici."),
    "net_strange": _("Ce réseau répond autre chose que Beffroi : une page d’accueil de Wi-Fi, sans doute. Vos notes restent ici."),
    "net_full": _("La mémoire du téléphone est pleine : libérez de la place pour que l’échange puisse se faire. Vos notes restent ici."),
}  # fmt: skip


def words() -> dict[str, str]:
    """Every sentence in the reader's language, with its typography."""
    told = LIST | SAID | FORM | BAR | NET
    return {key: typo(str(text), get_language()) for key, text in told.items()}
