"""Shared by all tests: the checkout on the import path, two Hypothesis profiles, the examples."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

# Deadlines measure the machine, not the code; derandomised so that a run can be repeated.
settings.register_profile("usual", deadline=None, max_examples=60, derandomize=True)
settings.register_profile("long", deadline=None, max_examples=2_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "usual"))


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def examples(root: Path) -> list[Path]:
    """The sample reports."""
    return sorted((root / "examples").glob("*.txt"))
