import math

from hypothesis import given
from hypothesis import strategies as st

from beffroi.observatory.rules.figures import Figure
from beffroi.observatory.rules.peers import (
    Commune,
    choose_peers,
    comparison,
    paragraph,
    standing,
)
from tests.observatory.stocks import plain

ACV = frozenset({"acv"})
TOWN = Commune("00001", "Valbourg", 9400, ACV, True, "Ouest")


def like(n, *, population=9400, programmes=ACV, epci_centre=True, region="Ouest"):
    return Commune(f"1{n:04d}", f"Commune {n}", population, programmes, epci_centre, region)


def rate(value, verdict="value"):
    return Figure("vacancy_rate", "vacancy_rate.v1", verdict, value, "ratio")


def test_peers_share_programmes_role_and_region_when_there_are_enough():
    country = [like(n, population=9000 + 100 * n) for n in range(12)]
    country += [
        like(50, programmes=frozenset()),
        like(51, epci_centre=False),
        like(52, region="Est"),
    ]
    group = choose_peers(TOWN, country)
    assert len(group.members) == 10
    assert group.members[0].name == "Commune 4"
    assert group.variables == ("population", "programmes", "epci_centre", "region")
    assert not group.given_up


def test_region_is_given_up_first_and_it_is_said():
    group = choose_peers(TOWN, [like(n, region="Est", population=9000 + n) for n in range(6)])
    assert group.given_up == ("region",)
    words = plain(paragraph(group, {"acv": "Action cœur de ville"}))
    assert words == (
        "On compare Valbourg (9 400 habitants) à 6 communes de 9 000 à 9 005 habitants. "
        "Elles relèvent des mêmes programmes : Action cœur de ville. "
        "Elles sont aussi le centre de leur intercommunalité. "
        "La plus proche par la taille est Commune 5 (9 005 habitants). "
        "Faute de communes assez semblables, on n’a pas tenu compte de : la région."
    )


def test_population_is_never_given_up():
    group = choose_peers(TOWN, [like(n, population=90_000) for n in range(30)])
    assert group.members == ()
    assert "Aucune commune" in str(paragraph(group))


def test_what_the_town_does_not_tell_is_not_asked_of_the_others():
    town = Commune("00001", "Valbourg", 9400)
    group = choose_peers(town, [like(n, programmes=frozenset(), region=f"R{n}") for n in range(6)])
    assert group.variables == ("population", "programmes")


communes = st.lists(
    st.builds(
        like,
        st.integers(0, 9999),
        population=st.integers(1, 200_000),
        programmes=st.sampled_from([ACV, frozenset()]),
        epci_centre=st.booleans(),
        region=st.sampled_from(["Ouest", "Est"]),
    ),
    max_size=40,
)


@given(communes)
def test_every_peer_is_near_in_population_and_agrees_on_the_variables(country):
    group = choose_peers(TOWN, country)
    for peer in group.members:
        assert abs(math.log(peer.population / TOWN.population)) <= math.log(1.5) + 1e-9
        for name in set(group.variables) - {"population"}:
            assert getattr(peer, name) == getattr(TOWN, name)
    assert choose_peers(TOWN, reversed(country)).members == group.members or len(
        {c.code for c in country}
    ) < len(country)


def test_comparison_with_the_median_of_the_peers():
    peers = [rate(v / 100) for v in (6, 8, 9, 12, 14)] + [rate(None, "cannot_tell")]
    found = standing(rate(0.1), peers)
    assert (found.median, found.lower, found.higher, found.known) == (0.09, 3, 2, 5)
    assert plain(comparison(rate(0.1), peers)) == (
        "Taux de vacance commerciale : 10 %, pour une médiane de 9 % dans 5 communes comparables ; "
        "3 sont plus bas, 2 plus haut."
    )


def test_no_comparison_without_our_figure_or_with_few_peers():
    few = [rate(0.1), rate(0.2)]
    assert standing(rate(0.1), few) is None
    assert "que dans 2 communes du groupe" in str(comparison(rate(0.1), few))
    assert "dans aucune commune" in str(comparison(rate(0.1), []))
    assert "pas connue ici" in str(comparison(rate(None, "cannot_tell"), few * 4))
