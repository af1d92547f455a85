"""Weights of the event stage (`data/events/weights.json`), fitted on labelled reports: `python -m training.events GOLD ... --texts DIR`."""
