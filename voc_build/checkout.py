"""Where the checkout stands and where it keeps what can be made again; read once, above all floors."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).parents[1]
"""The checkout."""

CACHE = Path(os.environ.get("VOC_CACHE") or ROOT / ".cache" / "voc")
"""The cache folder; VOC_CACHE puts it elsewhere, for measurements and for CI runs that share one."""
