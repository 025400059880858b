"""The hand-drawn plan of the invented town: streets as control points, in metres.

Drawn once, like an engraver's plate; the seed never touches it. `shops` is the share of the
street's ground floors that hold a shop, `fringe` how far the street lies from the life of the
town (0 the heart, 1 the edge): vacancy begins where it is high.
"""

from __future__ import annotations

from dataclasses import dataclass

from beffroi.portal.demo.fictional.curves import Point


@dataclass(frozen=True, slots=True)
class Drawn:
    """One named street on the plate; `width` is the distance between façades, in metres."""

    name: str
    kind: str  # OSM highway value
    width: float
    rows: str  # how it is built: "core", "town", "villa" or "" (nothing)
    shops: float
    fringe: float
    points: list[Point]


# One pen stroke, several names: the stroke is cut at the control points named.
BOULEVARD: list[Point] = [
    (-283, -174), (-295, -110), (-273, -12), (-237, 92), (-166, 174), (-86, 229), (7, 241),
    (104, 210), (185, 166), (255, 90), (281, -9), (275, -110), (262, -191), (258, -250), (262, -306),
]  # fmt: skip
HIGH_STREET: list[Point] = [
    (7, 241), (17, 196), (11, 152), (2, 108), (3, 66), (10, 30), (3, -14), (-18, -64),
    (-45, -117), (-51, -179), (-44, -232), (-45, -310), (-82, -393), (-114, -495), (-126, -666),
]  # fmt: skip

STROKES: list[tuple[list[Point], list[tuple[str, str, float, str, float, float, int, int]]]] = [
    (HIGH_STREET, [
        ("Grande-Rue des Drapiers", "pedestrian", 9.5, "core", 0.92, 0.0, 0, 5),
        ("Rue du Pont-Levis", "pedestrian", 8.5, "core", 0.8, 0.12, 5, 9),
        ("Vieux-Pont", "tertiary", 10.0, "", 0.0, 0.3, 9, 10),
        ("Rue du Faubourg-de-Voisne", "tertiary", 11.0, "town", 0.22, 0.9, 10, 14),
    ]),
    (BOULEVARD, [
        ("Boulevard des Tilleuls", "secondary", 23.0, "town", 0.1, 0.65, 0, 4),
        ("Boulevard de la Porte-Haute", "secondary", 23.0, "town", 0.22, 0.4, 4, 8),
        ("Boulevard du Guet", "secondary", 23.0, "town", 0.11, 0.6, 8, 12),
        ("Pont des Lavandières", "secondary", 15.0, "", 0.0, 0.6, 12, 13),
        ("Rue de l’Octroi", "secondary", 15.0, "town", 0.05, 0.8, 13, 14),
    ]),
]  # fmt: skip

STREETS: list[Drawn] = [
    # the heart
    # the square: walked round with its houses on the left, numbered one after the other
    Drawn("Place du Marché-aux-Laines", "pedestrian", 8.0, "core", 0.95, 0.0,
          [(-41, 7), (-23, 46), (-14, 52), (14, 48), (24, 46), (48, 41), (50, 33), (32, -4), (21, -10), (-16, -8), (-26, -6), (-42, -1), (-41, 7)]),
    Drawn("Rue de l’Écritoire", "living_street", 7.0, "core", 0.38, 0.3,
          [(-24, 55), (-59, 81), (-97, 113), (-166, 174)]),
    Drawn("Rue du Puits-Couvert", "living_street", 7.5, "core", 0.4, 0.2,
          [(56, 41), (87, 72), (124, 102), (153, 131), (185, 166)]),
    Drawn("Rue des Étameurs", "living_street", 7.0, "core", 0.27, 0.35,
          [(-35, 27), (-92, 27), (-147, 6), (-210, 12), (-273, -12)]),
    Drawn("Rue aux Cloches", "living_street", 7.5, "core", 0.29, 0.25,
          [(30, -11), (80, -27), (137, -53), (199, -107), (275, -117)]),
    Drawn("Rue de la Licorne", "living_street", 6.5, "core", 0.19, 0.5,
          [(-50, 0), (-96, -34), (-141, -76), (-203, -116), (-292, -142)]),
    Drawn("Rue des Trois-Fuseaux", "living_street", 7.0, "core", 0.22, 0.4,
          [(130, 9), (172, -6), (223, -35), (280, -40)]),
    Drawn("Rue de la Vieille-Enceinte", "living_street", 7.0, "core", 0.1, 0.6,
          [(10, 145), (-46, 143), (-105, 106), (-141, 41), (-153, -25), (-138, -77), (-100, -106), (-43, -110)]),
    Drawn("Rue des Chats-Fourrés", "living_street", 6.5, "core", 0.1, 0.55,
          [(10, 137), (75, 129), (134, 88), (165, 32), (169, -32), (137, -96), (66, -127), (-44, -118)]),
    Drawn("Rue des Gantières", "living_street", 6.0, "core", 0.16, 0.5,
          [(78, -27), (55, -67), (46, -128)]),
    Drawn("Passage du Dé-d’Argent", "footway", 5.0, "core", 0.4, 0.35,
          [(-15, -57), (17, -66), (56, -67)]),
    Drawn("Rue du Sabot-Rouge", "footway", 5.5, "core", 0.24, 0.45,
          [(-13, -50), (-57, -47), (-99, -37)]),
    Drawn("Ruelle du Chat-Perché", "footway", 5.0, "core", 0.08, 0.6,
          [(-72, 91), (-91, 57), (-92, 27), (-109, -7), (-109, -45)]),
    Drawn("Rue de la Lanterne-Sourde", "living_street", 6.5, "core", 0.08, 0.6,
          [(17, 189), (-39, 184), (-83, 170), (-129, 141)]),
    Drawn("Rue des Merciers-Verts", "living_street", 6.5, "core", 0.16, 0.45,
          [(18, 187), (74, 174), (120, 142), (144, 123)]),
    Drawn("Rue des Fondeurs-de-Lune", "living_street", 6.0, "core", 0.05, 0.75,
          [(-155, -41), (-198, -54), (-241, -74)]),
    Drawn("Rue du Rempart-aux-Nonnes", "residential", 7.5, "core", 0.04, 0.8,
          [(-147, 156), (-207, 83), (-233, 4), (-244, -72), (-232, -127), (-222, -167)]),
    Drawn("Rue du Rempart-au-Guet", "residential", 7.5, "core", 0.05, 0.75,
          [(164, 141), (213, 69), (227, -34), (211, -109), (185, -186)]),
    Drawn("Rue des Teinturières", "living_street", 6.0, "core", 0.11, 0.65,
          [(-106, -104), (-115, -137), (-112, -171)]),
    Drawn("Rue du Gué-Fleuri", "living_street", 6.5, "core", 0.13, 0.6,
          [(72, -125), (71, -162), (61, -198)]),
    # the quays
    Drawn("Quai des Tanneurs", "tertiary", 13.0, "core", 0.18, 0.55,
          [(-283, -174), (-211, -178), (-117, -176), (-51, -180)]),
    Drawn("Quai des Lavandières", "tertiary", 13.0, "core", 0.13, 0.65,
          [(-51, -180), (50, -200), (160, -208), (263, -188)]),
    Drawn("Quai des Saponaires", "tertiary", 13.0, "town", 0.06, 0.85,
          [(-44, -232), (49, -249), (151, -255), (260, -235)]),
    # the suburbs of the north and the station
    Drawn("Avenue de la Gare", "secondary", 17.0, "town", 0.29, 0.7,
          [(150, 188), (185, 241), (208, 297), (217, 342)]),
    Drawn("Rue du Faubourg-Haut", "tertiary", 11.0, "town", 0.21, 0.8,
          [(7, 241), (9, 305), (-7, 380), (-31, 464), (-68, 530), (-132, 712)]),
    Drawn("Rue des Ardoisiers", "residential", 9.0, "town", 0.02, 0.9,
          [(-86, 229), (-132, 287), (-151, 346), (-115, 390), (-9, 391)]),
    Drawn("Rue du Quai-aux-Grains", "residential", 10.0, "town", 0.03, 0.85,
          [(217, 342), (152, 339), (80, 362), (-5, 375)]),
    Drawn("Rue des Bleuets-d’Août", "residential", 9.0, "town", 0.02, 0.85,
          [(9, 307), (90, 283), (189, 249)]),
    Drawn("Rue de l’Horloge-Perdue", "residential", 9.0, "town", 0.02, 0.9,
          [(235, 117), (310, 163), (351, 239), (328, 317), (217, 342)]),
    Drawn("Avenue du Levant", "secondary", 16.0, "town", 0.06, 0.95,
          [(280, -39), (365, -20), (495, -5), (666, 10), (986, 50), (1393, 28), (1918, -69)]),
    Drawn("Rue des Jardins-Clos", "residential", 9.0, "villa", 0.0, 1.0,
          [(365, -20), (403, 61), (375, 146), (320, 171)]),
    Drawn("Rue du Point-de-Croix", "residential", 9.0, "villa", 0.0, 1.0,
          [(495, -5), (525, 96), (474, 205), (350, 254)]),
    Drawn("Rue des Cordiers-d’Eau", "residential", 9.0, "villa", 0.0, 1.0,
          [(274, -120), (343, -118), (435, -80), (547, 6)]),
    Drawn("Chemin de la Grève-aux-Joncs", "residential", 8.0, "villa", 0.0, 1.0,
          [(263, -188), (342, -157), (447, -110), (566, -80), (820, -139)]),
    Drawn("Rue des Vergers-Hauts", "tertiary", 10.5, "town", 0.02, 0.95,
          [(-166, 174), (-243, 218), (-321, 275), (-410, 353), (-522, 564)]),
    Drawn("Avenue du Couchant", "secondary", 16.0, "town", 0.05, 0.95,
          [(-273, -12), (-349, 20), (-452, 61), (-612, 154), (-928, 187), (-1408, 318)]),
    Drawn("Rue de l’Orangerie-Neuve", "residential", 9.0, "town", 0.0, 1.0,
          [(-295, -110), (-364, -108), (-438, -62), (-483, 4), (-481, 73)]),
    Drawn("Rue du Clos-Merlin", "residential", 8.5, "villa", 0.0, 1.0,
          [(-247, 220), (-328, 166), (-366, 103), (-373, 29)]),
    Drawn("Rue des Sablons-Bleus", "residential", 8.5, "villa", 0.0, 1.0,
          [(-327, 279), (-415, 227), (-473, 174), (-508, 92)]),
    # the left bank
    Drawn("Rue des Filatures", "tertiary", 10.0, "town", 0.03, 0.9,
          [(-43, -278), (41, -300), (142, -308), (262, -306)]),
    Drawn("Rue du Bief-aux-Moulins", "residential", 8.5, "town", 0.02, 0.9,
          [(-43, -288), (-123, -312), (-233, -346), (-353, -350), (-457, -294), (-552, -165), (-730, -115)]),
    Drawn("Rue des Tisserands-du-Soir", "residential", 9.0, "town", 0.01, 0.95,
          [(-66, -361), (40, -376), (145, -381), (273, -384)]),
    Drawn("Boulevard du Midi-Perdu", "secondary", 15.0, "town", 0.02, 0.95,
          [(262, -306), (279, -386), (272, -487), (231, -585), (113, -771)]),
    Drawn("Rue de la Garenne-aux-Lièvres", "residential", 9.0, "villa", 0.0, 1.0,
          [(40, -376), (37, -444), (-21, -488), (-113, -497)]),
    Drawn("Rue des Peupliers-Droits", "residential", 9.0, "villa", 0.0, 1.0,
          [(145, -381), (165, -450), (219, -521), (256, -535)]),
    # the bypass and the edge
    Drawn("Rocade des Moissons", "primary", 18.0, "", 0.0, 1.0,
          [(170, 1966), (454, 1649), (767, 1362), (1383, 902), (1852, 375), (1925, -228), (1773, -868), (1339, -1494), (1063, -1817), (756, -2112)]),
    Drawn("Rue des Grands-Essarts", "unclassified", 12.0, "", 0.0, 1.0,
          [(1924, -69), (2091, -120), (2284, -80), (2450, 45)]),
]  # fmt: skip

RIVER: list[Point] = [
    (-3216, 266), (-2791, 283), (-2366, 266), (-1945, 215), (-1528, 130), (-1118, 12), (-818, -27), (-559, -59), (-421, -141),
    (-299, -194), (-214, -198), (-117, -198), (-48, -205), (49, -224), (155, -231), (262, -212), (355, -175), (497, -119),
    (818, -173), (1255, -272), (1673, -474), (2042, -685), (2395, -922), (2731, -1182), (3047, -1466),
]  # fmt: skip

RIVER_NAME = "La Voisne"
RIVER_WIDTH = 31.0
MILL_STREAM: list[Point] = [
    (-544, -64), (-500, -162), (-431, -266), (-343, -308), (-236, -303), (-142, -272), (-95, -230), (-86, -201),
]  # fmt: skip
MILL_STREAM_NAME = "Bief des Sept-Vannes"
MILL_STREAM_WIDTH = 10.0
RAILWAY: list[Point] = [
    (-3173, 1221), (-2782, 1055), (-2381, 913), (-1973, 795), (-1558, 702), (-911, 597), (-354, 410), (-35, 440), (239, 393),
    (783, 582), (1571, 842), (1967, 995), (2356, 1168), (2735, 1360), (3104, 1571),
]  # fmt: skip
