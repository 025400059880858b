"""How sales answer to a small change of attraction, own and rivals'."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from chalandise.errors import InvalidInput
from chalandise.market import Solution
from chalandise.market.times import Floats, blocks

LARGEST = 5000  # stores: beyond, the matrix alone is over 200 MB


@dataclass(frozen=True, eq=False)
class Elasticities:
    """∂ ln T_j / ∂ ln A_k for one attraction variable.

    Attributes
    ----------
    cross : ndarray, shape (m, m)
        Row j, column k: per cent by which the sales of j change when the attraction of k grows by
        1 %. NaN in the row of a store that sells nothing. The diagonal is the own elasticity.
    """

    cross: Floats

    @property
    def own(self) -> Floats:
        """∂ ln T_j / ∂ ln A_j, shape (m,)."""
        return np.diagonal(self.cross)


def elasticities(solution: Solution, variable: int = 0) -> Elasticities:
    """Elasticities of sales with respect to attraction.

    Formula: of a share, ∂ ln p_ij / ∂ ln A_j = γ (1 − p_ij) and ∂ ln p_ij / ∂ ln A_k = −γ p_ik;
    of sales, their mean weighted by the flows, γ (δ_jk − Σ_i E_ij p_ik / T_j).

    Parameters
    ----------
    solution : Solution
        Of at most 5,000 stores, else `InvalidInput`.
    variable : int
        Which attraction variable, hence which γ.

    Source: Cooper and Nakanishi (1988), *Market-Share Analysis*, p. 33-35.
    """
    n, m = solution.market.shape
    gammas = solution.model.gammas
    if m > LARGEST or not 0 <= variable < len(gammas):
        raise InvalidInput(f"no elasticities of {m} stores for attraction variable {variable}")
    mixed = np.zeros((m, m))
    for start, stop in blocks(0, n, m):
        shares = solution.shares(start, stop).values
        mixed += (shares * solution.market.demand[start:stop, None]).T @ shares
    sales = solution.drawn[:, None]
    met = np.divide(mixed, sales, out=np.full((m, m), np.nan), where=sales > 0)
    return Elasticities(gammas[variable] * (np.eye(m) - met))
