"""Scores of a clustering against gold clusters: MUC, B-cubed and CEAF-e F1, by their published definitions.

`gold` maps a mention to its cluster, `groups` are the predicted clusters of the same mentions.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

Groups = Iterable[tuple[str, ...]]


def muc(gold: Mapping[str, str], groups: Groups) -> float:
    """Links of each cluster that the other side keeps (Vilain et al. 1995)."""
    predicted, true = list(groups), _clusters(gold)
    name = {m: k for k, group in enumerate(predicted) for m in group}
    return _f1(_kept(predicted, gold), _kept(true, name))


def _kept(groups: Iterable[Iterable[str]], other: Mapping[str, object]) -> float:
    sizes = [(len(list(g)), len({other[m] for m in g})) for g in groups]
    total = sum(n - 1 for n, _ in sizes)
    return sum(n - parts for n, parts in sizes) / total if total else 0.0


def b_cubed(gold: Mapping[str, str], groups: Groups) -> float:
    """The share of each mention's cluster that is right, over mentions (Bagga and Baldwin 1998)."""
    predicted, sizes = list(groups), Counter(gold.values())
    shared = [(n, len(group), sizes[cluster]) for group in predicted for cluster, n in Counter(gold[m] for m in group).items()]
    return _f1(sum(n * n / p for n, p, _ in shared) / len(gold), sum(n * n / g for n, _, g in shared) / len(gold))


def ceaf_e(gold: Mapping[str, str], groups: Groups) -> float:
    """The best one-to-one alignment of clusters by 2·shared / (sizes added) (Luo 2005)."""
    predicted, true = list(groups), _clusters(gold)
    name = {m: k for k, group in enumerate(predicted) for m in group}
    likeness: dict[tuple[int, int], float] = {}
    for k, cluster in enumerate(true):
        for j, n in Counter(name[m] for m in cluster).items():
            likeness[k, j] = 2 * n / (len(cluster) + len(predicted[j]))
    best = sum(_best_alignment(part) for part in _components(likeness))
    return _f1(best / len(predicted), best / len(true))


def _components(likeness: Mapping[tuple[int, int], float]) -> list[dict[tuple[int, int], float]]:
    """The table in parts that share neither a row nor a column."""
    parts: list[tuple[set[int], set[int], dict[tuple[int, int], float]]] = []
    for (row, column), value in sorted(likeness.items()):
        rows, columns, cells = {row}, {column}, {(row, column): value}
        rest = []
        for part in parts:
            if row in part[0] or column in part[1]:
                rows |= part[0]
                columns |= part[1]
                cells |= part[2]
            else:
                rest.append(part)
        parts = [*rest, (rows, columns, cells)]
    return [cells for _, _, cells in parts]


def _best_alignment(cells: Mapping[tuple[int, int], float]) -> float:
    """The largest sum of cells, no two in one row or column, by shortest augmenting paths (the Hungarian method)."""
    rows, columns = sorted({r for r, _ in cells}), sorted({c for _, c in cells})
    size = max(len(rows), len(columns))
    cost = [[0.0] * size for _ in range(size)]
    for (r, c), value in cells.items():
        cost[rows.index(r)][columns.index(c)] = -value
    return -_least_cost(cost)


def _least_cost(cost: list[list[float]]) -> float:
    n = len(cost)
    u, v, match = [0.0] * (n + 1), [0.0] * (n + 1), [0] * (n + 1)
    for i in range(1, n + 1):
        _augment(cost, i, u, v, match)
    return sum(cost[match[j] - 1][j - 1] for j in range(1, n + 1))


def _augment(cost: list[list[float]], i: int, u: list[float], v: list[float], match: list[int]) -> None:
    """Give row `i` a column; `match[j]` is the row of column j, all counted from 1."""
    n = len(cost)
    least, way, used = [float("inf")] * (n + 1), [0] * (n + 1), [False] * (n + 1)
    match[0], column = i, 0
    while match[column]:
        used[column] = True
        row, delta, following = match[column], float("inf"), 0
        for j in range(1, n + 1):
            if not used[j]:
                reduced = cost[row - 1][j - 1] - u[row] - v[j]
                if reduced < least[j]:
                    least[j], way[j] = reduced, column
                if least[j] < delta:
                    delta, following = least[j], j
        for j in range(n + 1):
            if used[j]:
                u[match[j]] += delta
                v[j] -= delta
            else:
                least[j] -= delta
        column = following
    while column:
        match[column] = match[way[column]]
        column = way[column]


def _clusters(gold: Mapping[str, str]) -> list[list[str]]:
    out: dict[str, list[str]] = defaultdict(list)
    for mention, cluster in gold.items():
        out[cluster].append(mention)
    return list(out.values())


def _f1(a: float, b: float) -> float:
    return 2 * a * b / (a + b) if a + b else 0.0
