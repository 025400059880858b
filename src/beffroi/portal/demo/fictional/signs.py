"""Invented signs: «Boulangerie du Pont-Levis», «Au Fil d’Ambre». No two alike in one town."""

from __future__ import annotations

import random

PLACES = (
    "du Pont-Levis", "des Drapiers", "de la Voisne", "du Vieux-Pont", "de l’Écritoire",
    "du Puits-Couvert", "de la Licorne", "du Guet", "de la Lanterne-Sourde", "des Lavandières",
    "du Dé-d’Argent", "de la Porte-Haute", "des Sept-Vannes", "de la Halle aux Laines",
    "des Étameurs", "des Trois-Fuseaux", "du Chat-Perché", "des Gantières", "du Sabot-Rouge",
    "du Parvis", "des Tanneurs", "du Gué-Fleuri", "de l’Horloge-Perdue", "du Faubourg-Haut",
)  # fmt: skip
FAMILIES = (
    "Aubertelle", "Quillefer", "Lissandrel", "Brisenoix", "Vaucambrelle", "Ferrandelin", "Gallimelle",
    "Pasquerolle", "Sauvenelle", "Tournemaille", "Herbelune", "Montgrivel", "Ravaudier", "Clopineau",
    "Fanchevin", "Marjolain", "Belloiseau", "Trouvenot", "Perdriole", "Chantegrelle", "Mirabelon",
    "Dorvachon", "Luminaud", "Passeroseau", "Baguenaud", "Hirondin", "Verjusot", "Cornemuzel",
)  # fmt: skip
# Heads take a place; whole names stand alone; "{n}" takes a family name.
HEADS: dict[str, tuple[str, ...]] = {
    "boulangerie-patisserie": ("Boulangerie", "Le Fournil", "Aux Miches", "Le Pétrin"),
    "boucherie-charcuterie": ("Boucherie", "Charcuterie", "Boucherie {n}", "Maison {n}, boucher"),
    "primeur": ("Le Panier", "Primeurs", "Les Cageots"),
    "poissonnerie": ("Poissonnerie", "La Criée", "L’Étal"),
    "superette": ("Épicerie", "Le Petit Marché"),
    "epicerie-fine": ("Le Garde-Manger", "Comptoir {n}", "L’Épicière"),
    "cave-boissons": ("La Cave", "Les Tonneaux", "Caves {n}"),
    "confiserie-chocolaterie": ("Chocolaterie {n}", "Les Bêtises", "Confiserie"),
    "traiteur": ("Traiteur {n}", "Les Marmites", "La Table à emporter"),
    "glacier": ("Givre & Cannelle", "Glacier {n}", "Les Glaces"),
    "pret-a-porter": (
        "Au Fil d’Ambre", "Fil & Fable", "La Penderie", "Robe & Rebelle", "{n} Habille", "Les Ourlets",
        "Mademoiselle {n}", "Le Vestiaire", "Lin, Laine & Lune", "Boutonnière", "Chemiserie {n}",
        "Cousu de Nuit", "L’Envers et l’Endroit d’Alma", "La Cabine Rouge-Gorge",
    ),
    "chaussures": ("Chaussures {n}", "Le Pied", "Aux Souliers", "Talons & Galoches"),
    "maroquinerie": ("Maroquinerie {n}", "La Sacoche", "Cuir & Compas"),
    "horlogerie-bijouterie": ("Bijouterie {n}", "Horlogerie {n}", "Or & Rosée", "Le Balancier"),
    "couture-sur-mesure": ("Couture {n}", "L’Aiguille", "Atelier {n}"),
    "deco-arts-table": ("La Maison", "Vaisselle & Vent", "Les Intérieurs", "{n} Décors", "Nappes & Cie"),
    "meubles": ("Meubles {n}", "Ébénisterie {n}", "Le Buffet"),
    "electromenager": ("{n} Ménager", "Électro", "Dépannage {n}"),
    "droguerie-quincaillerie": ("Quincaillerie {n}", "Droguerie", "La Boulonnerie"),
    "textile-mercerie": ("Mercerie", "Pelotes & Papotes", "Le Mètre-Ruban", "Rideaux {n}"),
    "fleuriste-jardinerie-animalerie": ("Fleurs", "Pétales & Plume", "Le Sécateur", "{n} Fleuriste"),
    "telephonie": ("Allô", "Téléphonie {n}", "Le Combiné"),
    "bazar-solderie": ("Bazar", "Tout-à-Trouver", "Le Déballage"),
    "librairie": ("Librairie", "La Page Cornée", "Librairie {n}", "L’Encre et la Lanterne"),
    "tabac-presse": ("Tabac-presse", "La Civette", "Presse {n}"),
    "cadeaux-divers": ("Les Trouvailles", "Bric & Brindille", "L’Écrin", "Curiosités {n}"),
    "jeux-jouets": ("La Toupie", "Jouets {n}", "Le Cheval à bascule"),
    "sport": ("Sports {n}", "La Foulée", "L’Échappée"),
    "occasion-brocante": ("Brocante", "Seconde Manche", "Le Grenier", "Antiquités {n}", "Revenants & Reliures"),
    "salle-de-sport": ("La Salle", "Le Ring", "Souffle"),
    "pharmacie": ("Pharmacie", "Pharmacie {n}"),
    "optique": ("Optique", "Lunettes {n}", "L’Œil", "Le Bésicle"),
    "optique-prothese": ("Audition {n}", "L’Ouïe", "Le Cornet"),
    "parfumerie": ("Parfumerie {n}", "Sillage & Santal", "Parfumerie"),
    "coiffure": ("Coiffure {n}", "Mèches & Manies", "Salon {n}", "Le Peigne", "Ciseaux", "Épi Rebelle", "Barbier {n}"),
    "esthetique": ("Institut {n}", "Peau de Pêche-Abricot", "L’Onglerie", "Institut"),
    "bien-etre": ("La Parenthèse", "Massages {n}", "Le Hammam"),
    "laboratoire": ("Laboratoire",),
    "kine-appareillage": ("Cabinet {n}", "Podologie {n}", "Kinés"),
    "banque": ("Caisse {n}", "Banque {n}", "Comptoir bancaire {n}"),
    "assurance": ("Assurances {n}", "Mutuelle {n}", "Cabinet d’assurance {n}"),
    "agence-immobiliere": ("Immobilière {n}", "Agence", "{n} Habitat", "Clés & Clochers"),
    "agence-interim": ("Intérim {n}", "{n} Emploi", "Missions"),
    "agence-voyages": ("Voyages {n}", "Cap & Cabine", "L’Escale"),
    "auto-ecole": ("Auto-école", "Conduite {n}", "Permis"),
    "pressing-laverie": ("Pressing", "Laverie", "Blanc {n}"),
    "cordonnerie-serrurerie": ("Cordonnerie {n}", "Clés & Talons", "Cordonnerie"),
    "reparation-telephonie": ("Docteur Écran", "Réparation {n}", "L’Écran"),
    "retouche-reparation": ("Retouches {n}", "Point par Point", "Cycles {n}"),
    "pompes-funebres": ("Pompes funèbres {n}", "Marbrerie {n}"),
    "restaurant": (
        "Auberge", "Le Bouchon", "La Marmite", "Chez {n}", "La Table", "L’Assiette", "Bistrot {n}",
        "Crêperie", "Trattoria {n}", "Le Buron", "L’Oseille", "Le Jardin de Thé-Menthe",
    ),
    "restauration-rapide": ("Kebab", "Sandwichs {n}", "La Part", "Bol & Baguettes", "Friterie", "Pizza {n}", "Burger {n}"),
    "cafe-bar": ("Café", "Bar", "Le Zinc", "Le Comptoir", "Brasserie", "Chez {n}, café", "La Buvette"),
    "hotel": ("Hôtel", "Hôtel {n}"),
    "location-sport": ("La Rame Bleue",),
}  # fmt: skip


STANDS_ALONE = 13  # heads this long, or with "&", are whole names and serve once


class SignMaker:
    """Gives each shop a sign that nobody else in town bears."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.given: set[str] = set()

    def sign(self, activity: str, street: str = "") -> str:
        """A new sign for this subfamily; a shop readily takes the name of its street."""
        heads = HEADS[activity]
        for _ in range(400):
            name = self._draw(self.rng.choice(heads), street)
            if name not in self.given:
                self.given.add(name)
                return name
        raise LookupError(f"no unused sign left for {activity}")

    def _draw(self, head: str, street: str) -> str:
        if "{n}" in head:
            return head.format(n=self.rng.choice(FAMILIES))
        if " & " in head or len(head) >= STANDS_ALONE:
            return head
        own = street.partition(" ")[2]
        return f"{head} {own if own and self.rng.random() < 0.4 else self.rng.choice(PLACES)}"
