"""Drawings as geometry, without HTML: where a bar, an area or a node lies."""
