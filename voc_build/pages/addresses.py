"""Where everything stands in the site: addresses are made of codes, numbers and hashes, never of text.

Once published an address stays. `@/` is the site's root; the host turns it into the relative way there.
"""

from __future__ import annotations

from hashlib import blake2b

from markupsafe import Markup

from voc_build.pages.gate import address
from voc_build.words.model import CaseId
from voc_build.words.month import Month

HOME = address("@/")
ISSUES = address("@/issues/")
CASES = address("@/cases/")
INSTITUTIONS = address("@/institutions/")
TOPICS = address("@/topics/")

KIND_CODES = {"投诉": "complaint", "意见": "opinion", "表扬": "praise"}


def issue(period: Month) -> Markup:
    """An issue's page."""
    return address(f"@/issues/{period}/")


def case(id: CaseId) -> Markup:
    """A case's page."""
    return address(f"@/cases/{id}/")


def institution(code: str) -> Markup:
    """An institution's page."""
    return address(f"@/institutions/{code}/")


def kind(name: str) -> Markup:
    """The page of 投诉, 意见 or 表扬."""
    return address(f"@/types/{KIND_CODES[name]}/")


def term(axis: str, code: str) -> Markup:
    """A business type's, cause's or group's page; `axis` is business, causes or groups."""
    return address(f"@/{axis}/{code}/")


def tag(name: str) -> Markup:
    """A free tag's page."""
    return address(f"@/tags/{tag_slug(name)}/")


def tag_slug(name: str) -> str:
    """Six hexadecimal digits that stand for a tag for ever, whatever dictionaries of pinyin become."""
    return blake2b(name.encode(), digest_size=3).hexdigest()
