"""The short ASCII names that stand for free text in addresses."""

from __future__ import annotations

from hashlib import blake2b


def tag_slug(tag: str) -> str:
    """Six hexadecimal digits that stand for a tag for ever, whatever dictionaries of pinyin become."""
    return blake2b(tag.encode(), digest_size=3).hexdigest()
