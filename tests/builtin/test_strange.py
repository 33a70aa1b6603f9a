"""Of a brief in a language that nobody taught the reader one table is built, or those that it names as tables."""

from __future__ import annotations

import pytest

from draftspec.drafters.builtin.catalogue import concepts
from draftspec.drafters.builtin.planning import make_plan
from draftspec.drafters.builtin.reading import read_brief


@pytest.mark.parametrize(
    ("brief", "tables"),
    [
        ("Šabloni planova plaćanja: za celu organizaciju ili za projekat, stavke u procentima, rok", ["sabloni"]),
        ("Zarządzanie fakturami: klienci, pozycje, status płatności", ["zarzadzanie"]),
        ("선물 카테고리 관리 기능 추가 - gift_categories 테이블 생성 마이그레이션 추가", ["gift_categories"]),
        ("Kullanıcılar kitap ödünç alabilir, en fazla üç kitap", ["kullanicilar"]),
    ],
)
def test_the_surest_words_are_built(brief: str, tables: list[str]) -> None:
    plan = make_plan(read_brief(brief, concepts()), ())
    assert [resource.table for resource in plan.resources] == tables
