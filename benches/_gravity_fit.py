"""Ajustement : vraisemblance avec erreurs types, 10 000 origines × 50 magasins, 20 réponses chacune."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt
    from chalandise.market import Market

    from beffroi.cli.bench import Bench

ORIGINS, STORES, ANSWERS = 10_000, 50, 20


def run(bench: Bench) -> None:
    from chalandise.calibration import MaximumLikelihood
    from chalandise.decay import Power
    from chalandise.market import Huff

    from beffroi.cli.bench import load

    market, counts = answers()
    given = {"minutes": market.times.rows(0, ORIGINS), "area": market.attraction[:, 0]}
    theirs = load("_huff").ask(bench, "fit", shares=counts / ANSWERS, **given)
    bench.tell(f"  huff, préparation à part : {theirs.seconds['preparation']:.1f} s")
    bench.tell(f"  huff, ajustement : {theirs.seconds['fit']:.1f} s (une fois, sans erreurs types)")
    start = Huff(Power(1.5), 0.9)
    seconds, fit = bench.time(
        "le nôtre, avec erreurs types",
        lambda: MaximumLikelihood(start).fit(market, counts),
        repeat=5,
    )
    judge(bench, market, counts, fit, theirs.found["parameters"])
    # huff ends on its bounds after some 30 evaluations: nothing it could be waited for longer gives
    bench.tell(
        "  (visé : 1 000 fois ; huff s’arrête au bord, sa mesure n’est pas une vraisemblance)"
    )
    bench.ratio("vraisemblance, face à huff", 1 / seconds, 1 / theirs.seconds["fit"], at_least=100)


def answers() -> tuple[Market, npt.NDArray[np.float64]]:
    """Simulated respondents who choose as a known model says."""
    from chalandise.decay import Power
    from chalandise.market import Huff, Market

    rng = np.random.default_rng(0)
    minutes = rng.uniform(1, 60, (ORIGINS, STORES))
    market = Market(minutes, rng.uniform(100, 3000, STORES), np.ones(ORIGINS))
    shares = Huff(Power(1.8), 0.7).shares(market).values
    return market, np.stack([rng.multinomial(ANSWERS, row) for row in shares]).astype(float)


def judge(bench: Bench, market: Market, counts, fit, peer) -> None:  # type: ignore[no-untyped-def]
    """The peer minimises another thing than a likelihood: both are put on the same logL."""
    from chalandise.decay import Power
    from chalandise.market import Huff

    theirs = Huff(Power(float(peer[1])), float(peer[0])).shares(market).values
    log_likelihood = float((counts * np.log(theirs)).sum())
    bench.tell(
        f"  γ et λ : {fit.parameters_['gamma']:.4f} et {fit.parameters_['lam']:.4f} "
        f"(vrais 0,7 et 1,8) ; huff {peer[0]:.4f} et {peer[1]:.4f}"
    )
    bench.tell(
        f"  logL : {fit.log_likelihood_:,.1f} ; aux paramètres de huff {log_likelihood:,.1f}"
    )
    bench.tell(f"  norme du gradient : {fit.gradient_norm_:.1e} (au plus 1e-6)")
    if fit.gradient_norm_ > 1e-6 or fit.log_likelihood_ < log_likelihood:
        raise RuntimeError("le maximum n’est pas atteint")
