"""Ajustement : vraisemblance avec erreurs types, 10 000 origines × 50 magasins.

What huff calls its likelihood is Σ ln (observed − expected)²: least where shares are small wherever
nobody answered. On the shares of few respondents it falls as far as the bounds, whatever they are;
on those of many it has a valley near the truth, which of scipy's methods Powell's finds in some 150
evaluations. (`trust-constr`, of its documented example, takes 1,200 there and ends further off.)
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt
    from chalandise.calibration import MaximumLikelihood
    from chalandise.market import Market

    from beffroi.cli.bench import Bench

    Floats = npt.NDArray[np.float64]

ORIGINS, STORES, FEW, MANY = 10_000, 50, 20, 2_000
NEAR = 1e-4  # of logL: the peer then stands in the valley of the truth
GRADIENT = 4e-8  # for each million answers: below 1e-6 for all of MANY
EXAMPLE = {"bounds": [(0.5, 1), (-2, -1)], "method": "trust-constr"}  # of huff's documentation
VALLEY = {"bounds": [(0.5, 1), (-3, -1)], "method": "Powell"}  # its default bounds


def run(bench: Bench) -> None:
    market = simulated()
    few, many = answers(market, FEW), answers(market, MANY)
    compilation(bench, market, few)
    bench.tell(f"  {MANY:,} réponses par origine, huff par la méthode de Powell :")
    seconds, theirs, apart = side_by_side(bench, market, many, VALLEY)
    if apart > NEAR:
        raise RuntimeError("huff ne trouve pas la même vallée : la comparaison ne vaut pas")
    bench.ratio("vraisemblance, face à huff", 1 / seconds, 1 / theirs, at_least=1000)
    bench.tell(f"  {FEW} réponses par origine, huff comme dans sa documentation (trust-constr) :")
    seconds, theirs, _ = side_by_side(bench, market, few, EXAMPLE)
    bench.tell(
        f"    huff s’arrête à ses bornes, ce n’est pas un ajustement ; rapport {theirs / seconds:,.0f}"
    )


def compilation(bench: Bench, market: Market, counts: Floats) -> None:
    bench.time("compilation, ou lecture de son cache", lambda: fitted(market, counts))


def fitted(market: Market, counts: Floats) -> MaximumLikelihood:
    from chalandise.calibration import MaximumLikelihood
    from chalandise.decay import Power
    from chalandise.market import Huff

    return MaximumLikelihood(Huff(Power(1.5), 0.9), tolerance=GRADIENT).fit(market, counts)


def side_by_side(
    bench: Bench, market: Market, counts: Floats, way: Mapping[str, object]
) -> tuple[float, float, float]:
    """Our seconds, the peer's, and how far its logL is from the maximum, relative."""
    from beffroi.cli.bench import load

    shares = counts / counts.sum(axis=1, keepdims=True)
    given = {"minutes": market.times.rows(0, ORIGINS), "area": market.attraction[:, 0]}
    theirs = load("_huff").ask(bench, "fit", shares=shares, **given, **way)
    bench.tell(
        f"    huff, ajustement : {theirs.seconds['fit']:.1f} s (une fois, sans erreurs types ; "
        f"préparation à part : {theirs.seconds['preparation']:.1f} s)"
    )
    seconds, fit = bench.time(
        "  le nôtre, avec erreurs types", lambda: fitted(market, counts), repeat=15
    )
    return seconds, theirs.seconds["fit"], judge(bench, market, counts, fit, theirs.found)


def simulated() -> Market:
    from chalandise.market import Market

    rng = np.random.default_rng(0)
    minutes = rng.uniform(1, 60, (ORIGINS, STORES))
    return Market(minutes, rng.uniform(100, 3000, STORES), np.ones(ORIGINS))


def answers(market: Market, each: int) -> Floats:
    """Simulated respondents who choose as a known model says."""
    from chalandise.decay import Power
    from chalandise.market import Huff

    rng = np.random.default_rng(each)
    shares = Huff(Power(1.8), 0.7).shares(market).values
    return rng.multinomial(each, shares).astype(float)


def judge(
    bench: Bench,
    market: Market,
    counts: Floats,
    fit: MaximumLikelihood,
    found: dict[str, Floats],
) -> float:
    """The peer minimises another thing than a likelihood: both are put on the same logL."""
    from chalandise.decay import Power
    from chalandise.market import Huff

    gamma, lam = found["parameters"].tolist()
    theirs = Huff(Power(lam), gamma).shares(market).values
    log_likelihood = float((counts * np.log(theirs)).sum())
    errors = fit.standard_errors_ or {}
    ours = [f"{name} = {value:.4f} ± {errors[name]:.4f}" for name, value in fit.parameters_.items()]
    bench.tell(f"    {', '.join(ours)} (vrais 0,7 et 1,8) ; huff {gamma:.4f} et {lam:.4f}")
    apart = 1 - fit.log_likelihood_ / log_likelihood
    bench.tell(
        f"    logL : {fit.log_likelihood_:,.1f} ; celle de huff est plus basse de {apart:.1e}"
    )
    bench.tell(f"    norme du gradient : {fit.gradient_norm_:.1e} (au plus 1e-6)")
    if fit.gradient_norm_ > 1e-6 or apart < 0:
        raise RuntimeError("le maximum n’est pas atteint")
    return apart
