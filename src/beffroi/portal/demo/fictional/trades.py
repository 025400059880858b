"""The trades of a French town centre of 12,000 inhabitants, their usual shares and hours.

Codes are the subfamilies of the country pack's nomenclature; shares are those of an ordinary
small centre (services and care about a third, dress a sixth, food and cafés a third).
"""

from __future__ import annotations

from dataclasses import dataclass

from beffroi.portal.demo.fictional.values import Network


@dataclass(frozen=True, slots=True)
class Trade:
    """One subfamily: `share` is a weight, `heart` > 0 seeks the main street, < 0 flees its rents."""

    code: str
    family: str
    share: float
    heart: float = 0.0
    personal_service: bool = False
    hours: str = "Tu-Sa 09:30-12:30,14:00-19:00"
    area: tuple[int, int] = (35, 110)
    growing: float = 1.0  # weight multiplier for those who open after 2018


_FOOD = "Tu-Sa 07:00-13:00,15:30-19:30; Su 07:30-12:30"
_OFFICE = "Mo-Fr 09:00-12:30,14:00-18:00"
_TABLE = "Tu-Sa 12:00-14:00,19:00-22:00; Su 12:00-14:30"

TRADES: tuple[Trade, ...] = (
    Trade("boulangerie-patisserie", "alimentaire", 8, 0.2, hours=_FOOD, area=(35, 80)),
    Trade("boucherie-charcuterie", "alimentaire", 4, 0.1, hours=_FOOD, area=(35, 80)),
    Trade("primeur", "alimentaire", 2, 0.2, hours=_FOOD, area=(30, 70)),
    Trade("poissonnerie", "alimentaire", 1.5, 0.2, hours=_FOOD, area=(30, 60)),
    Trade("superette", "alimentaire", 2.5, 0, hours="Mo-Sa 08:00-20:00; Su 09:00-12:30", area=(180, 380)),
    Trade("epicerie-fine", "alimentaire", 2, 0.4, growing=2.2),
    Trade("cave-boissons", "alimentaire", 2.5, 0.2, growing=1.5),
    Trade("confiserie-chocolaterie", "alimentaire", 2, 0.6),
    Trade("traiteur", "alimentaire", 2, 0),
    Trade("glacier", "alimentaire", 1, 0.5),
    Trade("pret-a-porter", "equipement_personne", 23, 0.9, area=(45, 160), growing=0.45),
    Trade("chaussures", "equipement_personne", 6, 0.9, area=(50, 140), growing=0.4),
    Trade("maroquinerie", "equipement_personne", 2.5, 0.8, growing=0.6),
    Trade("horlogerie-bijouterie", "equipement_personne", 5, 0.9, area=(25, 70), growing=0.6),
    Trade("couture-sur-mesure", "equipement_personne", 1.5, -0.3),
    Trade("deco-arts-table", "equipement_maison", 6, 0.5, area=(50, 150)),
    Trade("meubles", "equipement_maison", 4, -0.3, area=(120, 420), growing=0.4),
    Trade("electromenager", "equipement_maison", 3, -0.2, area=(80, 260), growing=0.4),
    Trade("droguerie-quincaillerie", "equipement_maison", 3, -0.1, area=(60, 240), growing=0.5),
    Trade("textile-mercerie", "equipement_maison", 3, 0.2, growing=0.9),
    Trade("fleuriste-jardinerie-animalerie", "equipement_maison", 5, 0.1, hours="Tu-Sa 09:00-19:00; Su 09:00-12:30"),
    Trade("telephonie", "equipement_maison", 3, 0.5, area=(30, 80)),
    Trade("bazar-solderie", "equipement_maison", 2, 0, area=(90, 320), growing=1.4),
    Trade("librairie", "culture_loisirs", 3, 0.5, area=(50, 180)),
    Trade("tabac-presse", "culture_loisirs", 5, 0, hours="Mo-Sa 06:30-19:30; Su 07:30-12:30"),
    Trade("cadeaux-divers", "culture_loisirs", 4, 0.4, growing=1.4),
    Trade("jeux-jouets", "culture_loisirs", 2, 0.5, growing=0.7),
    Trade("sport", "culture_loisirs", 2, 0.3, area=(70, 260), growing=0.6),
    Trade("occasion-brocante", "culture_loisirs", 3, -0.5, growing=2.6),
    Trade("salle-de-sport", "culture_loisirs", 1, -0.6, hours="Mo-Su 06:00-23:00", area=(180, 420), growing=1.5),
    Trade("pharmacie", "hygiene_sante_beaute", 6, 0.3, hours="Mo-Fr 08:45-12:30,14:00-19:15; Sa 09:00-12:30", area=(60, 160), growing=0.1),
    Trade("optique", "hygiene_sante_beaute", 7, 0.7, area=(50, 120)),
    Trade("optique-prothese", "hygiene_sante_beaute", 2, 0.1, hours=_OFFICE, growing=1.6),
    Trade("parfumerie", "hygiene_sante_beaute", 3, 0.8, growing=0.7),
    Trade("coiffure", "hygiene_sante_beaute", 18, -0.1, True, hours="Tu-Fr 09:00-18:30; Sa 08:30-17:00", area=(25, 75)),
    Trade("esthetique", "hygiene_sante_beaute", 8, -0.1, True, area=(25, 70), growing=1.6),
    Trade("bien-etre", "hygiene_sante_beaute", 2, -0.4, True, area=(30, 90), growing=2.2),
    Trade("laboratoire", "hygiene_sante_beaute", 1, 0, True, hours="Mo-Fr 07:30-18:00; Sa 08:00-12:00", area=(80, 160)),
    Trade("kine-appareillage", "hygiene_sante_beaute", 2, -0.6, True, hours=_OFFICE, growing=1.6),
    Trade("banque", "services", 10, 0.2, hours="Tu-Fr 08:45-12:15,13:45-17:45; Sa 08:45-12:30", area=(90, 240), growing=0.1),
    Trade("assurance", "services", 9, -0.3, hours=_OFFICE, growing=0.8),
    Trade("agence-immobiliere", "services", 9, 0.1, hours="Mo-Sa 09:30-12:00,14:00-18:30", growing=1.4),
    Trade("agence-interim", "services", 4, -0.6, hours=_OFFICE),
    Trade("agence-voyages", "services", 3, 0.2, growing=0.4),
    Trade("auto-ecole", "services", 4, -0.6, True, hours="Mo-Fr 14:00-19:00; Sa 10:00-12:00"),
    Trade("pressing-laverie", "services", 3, -0.2, True),
    Trade("cordonnerie-serrurerie", "services", 2, 0, True, area=(15, 40)),
    Trade("reparation-telephonie", "services", 2, 0.1, True, area=(15, 45), growing=2.8),
    Trade("retouche-reparation", "services", 2, -0.4, True, area=(15, 45), growing=2.0),
    Trade("pompes-funebres", "services", 2, -0.9, True, hours="Mo-Sa 09:00-12:00,14:00-18:00", area=(50, 120)),
    Trade("restaurant", "cafes_hotels_restaurants", 20, 0, hours=_TABLE, area=(50, 150), growing=1.2),
    Trade("restauration-rapide", "cafes_hotels_restaurants", 9, 0, hours="Mo-Sa 11:00-22:00", area=(25, 80), growing=2.4),
    Trade("cafe-bar", "cafes_hotels_restaurants", 13, -0.1, hours="Mo-Sa 07:30-20:00", area=(35, 110)),
    Trade("hotel", "cafes_hotels_restaurants", 2, -0.3, hours="24/7", area=(120, 300), growing=0.1),
)  # fmt: skip
BY_CODE = {trade.code: trade for trade in TRADES}
SEASONAL = Trade(
    "location-sport", "culture_loisirs", 0, -0.5, hours="Jun 15-Sep 15 Mo-Su 10:00-19:00"
)
EDGE_TRADES = ("hypermarche", "sport", "chaussures", "electromenager")

NETWORKS: tuple[Network, ...] = (
    Network("maille-et-mistrelle", "Maille & Mistrelle", "integrated", "pret-a-porter"),
    Network("soulivane", "Soulivane", "integrated", "chaussures"),
    Network("regards-d-ambrelune", "Regards d’Ambrelune", "coop", "optique"),
    Network("panier-lauriolle", "Panier Lauriolle", "franchise", "superette"),
    Network("fournil-bellorge", "Fournil Bellorgeon", "franchise", "boulangerie-patisserie"),
    Network("banque-arveline", "Banque Arveline", "coop", "banque"),
    Network("coiffelune", "Coiffelune & Cie", "franchise", "coiffure"),
    Network("hyper-bravelin", "Hyper Bravelin", "integrated", "hypermarche"),
)
