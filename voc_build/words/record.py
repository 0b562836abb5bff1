"""The base of everything an editor writes: immutable, Chinese keys, unknown keys refused."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """One mapping of a YAML file; `model_validate` takes nested dicts, lists and text only."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True, defer_build=True)
