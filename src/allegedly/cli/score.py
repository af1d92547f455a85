"""`allegedly score`: what was read against what was labelled."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import click

from allegedly.errors import SetupError

if TYPE_CHECKING:
    from allegedly.score.labels import Labels
    from allegedly.score.rates import Rate

    Both = tuple[Mapping[str, Labels], Mapping[str, Labels]]


@click.command()
@click.argument("gold", metavar="GOLD")
@click.argument("predicted", metavar="PREDICTED")
@click.option("--layer", "layers", multiple=True, type=click.Choice(["attribution", "time", "place"]), help="Only this layer; repeatable.")
@click.option("--merge", is_flag=True, help="Join predicted attributions with one cue and source first.")
@click.option("--json", "as_json", is_flag=True, help="One line of JSON per measure.")
def score(gold: str, predicted: str, layers: tuple[str, ...], merge: bool, as_json: bool) -> None:
    """Precision, recall and F1 of PREDICTED against GOLD, layer by layer.

    Both are JSON lines, gzipped or not: reports as `allegedly read --json` prints them, or rows by layer with an id. A document that
    PREDICTED lacks counts as empty; layers that GOLD does not label are left out.
    """
    from allegedly.score.labels import read_labels

    both = (read_labels(gold), read_labels(predicted))
    rates = {f"{layer} {name}": rate for layer in layers or SCORERS for name, rate in SCORERS[layer](both, merge).items()}
    if not rates:
        raise SetupError(f"{gold}: labels none of the layers asked for: give attributions, timexes or places")
    if not as_json:
        click.echo(f"{'':32s}{'precision':>10s}{'recall':>8s}{'F1':>8s}{'right':>8s}{'found':>8s}{'gold':>8s}")
    for name, rate in rates.items():
        click.echo(_line(name, rate) if as_json else _row(name, rate))


def _row(name: str, rate: Rate) -> str:
    shares = f"{100 * rate.precision:10.1f}{100 * rate.recall:8.1f}{100 * rate.f1:8.1f}"
    return f"{name:32s}{shares}{rate.right:8d}{rate.predicted:8d}{rate.gold:8d}"


def _line(name: str, rate: Rate) -> str:
    counts = {"right": rate.right, "predicted": rate.predicted, "gold": rate.gold}
    return json.dumps({"measure": name, "precision": rate.precision, "recall": rate.recall, "f1": rate.f1, **counts})


def _attribution(both: Both, merge: bool) -> dict[str, Rate]:
    from allegedly.score.attribution import merge_rows, score_attributions

    gold = {k: (v.text, v.attributions) for k, v in both[0].items() if v.attributions is not None}
    if not gold:
        return {}
    if lacking := next((k for k, (text, _) in gold.items() if text is None), None):
        raise SetupError(f"{lacking}: labelled attributions without their text cannot be scored: add the text to its line")
    found = {k: v.attributions or () for k, v in both[1].items()}
    texts = {k: (text or "", rows) for k, (text, rows) in gold.items()}
    try:
        result = score_attributions(texts, {k: merge_rows(v) for k, v in found.items()} if merge else found)
    except ValueError as error:
        raise SetupError(f"{error}: were both files made from the same texts?") from None
    return {"relation": result.relation, **{f"{role}, exact": rate for role, rate in result.exact.items()}}


def _time(both: Both, merge: bool) -> dict[str, Rate]:
    from allegedly.score.timex import score_timexes

    gold = {k: v.timexes for k, v in both[0].items() if v.timexes is not None}
    if not gold:
        return {}
    result = score_timexes(gold, {k: v.timexes or () for k, v in both[1].items()})
    return {"strict": result.strict, "relaxed": result.relaxed, "type": result.type, "value": result.value}


def _place(both: Both, merge: bool) -> dict[str, Rate]:
    from allegedly.score.place import score_places

    gold = {k: v.places for k, v in both[0].items() if v.places is not None}
    if not gold:
        return {}
    result = score_places(gold, {k: v.places or () for k, v in both[1].items()})
    return {"recognition, exact": result.exact, "recognition, overlap": result.overlap, "end to end": result.end_to_end}


SCORERS: dict[str, Callable[[Both, bool], dict[str, Rate]]] = {"attribution": _attribution, "time": _time, "place": _place}
