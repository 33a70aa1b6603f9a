"""Amounts of example rows that add up: a line comes to quantity times price, and a bill to its lines with their tax."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from draftspec.sections.database import Column, Table

Value = Callable[[str, str, int], Any]
"""Gives the value of a column of a table in a row."""

_AMOUNTS = ("amount_cents", "total_cents", "line_total_cents", "total_amount_cents")
_PRICES = ("unit_amount_cents", "unit_price_cents", "unit_cents", "price_cents", "unit_cost_cents")
_QUANTITIES = ("quantity", "qty")
_TAXES = ("tax_percent", "tax_rate", "vat_percent")
_TOTALS = ("total_cents", "total_amount_cents", "amount_cents")
_PARTS = ("subtotal", "net", "tax", "discount", "shipping", "vat", "tip", "fee")
"""Words in columns beside a total that make it more than the sum of the lines."""
_SHOWN = 2
"""Lines that the example of a bill shows."""


def worked_out(table: str, column: Column, row: int, columns: Mapping[str, Column], value: Value) -> int | None:
    """Return what a line comes to in cents, or None where the row does not say."""
    if column.name not in _AMOUNTS or column.references is not None:
        return None
    price = next((name for name in _PRICES if name in columns and name != column.name), None)
    quantity = next((name for name in _QUANTITIES if name in columns), None)
    if price is None or quantity is None:
        return None
    return _product(value(table, quantity, row), value(table, price, row))


def lines_of(table: str, tables: Iterable[Table], made_with: Container[str] = ()) -> Table | None:
    """Return the table whose rows are the lines of a table: it refers to it and holds amounts of its own.

    Lines have a quantity, or are among the tables that a row is `made_with`; payments of a bill are no lines of it.
    """
    for other in tables:
        refers = any(c.references is not None and c.references.table == table for c in other.columns)
        names = {c.name for c in other.columns}
        if (
            refers
            and other.name != table
            and names & set(_AMOUNTS)
            and (names & set(_QUANTITIES) or other.name in made_with)
        ):
            return other
    return None


def total_of(table: Table, column: Column, row: int, lines: Table, value: Value) -> int | None:
    """Return the sum of the lines that the examples show of a row, with tax, in cents; None where more than that counts."""
    beside = [c.name for c in table.columns if c.name != column.name]
    if column.name not in _TOTALS or any(part in name for name in beside for part in _PARTS):
        return None
    names = {c.name for c in lines.columns}
    amount = next(name for name in _AMOUNTS if name in names)
    tax = next((name for name in _TAXES if name in names), None)
    found = [
        _taxed(value(lines.name, amount, at), value(lines.name, tax, at) if tax else 0)
        for at in range(row * _SHOWN, (row + 1) * _SHOWN)
    ]
    return None if None in found else sum(cents for cents in found if cents is not None)


def _product(quantity: Any, price: Any) -> int | None:
    try:
        return _rounded(Decimal(str(quantity)) * Decimal(str(price)))
    except InvalidOperation:
        return None


def _taxed(cents: Any, percent: Any) -> int | None:
    tax = _product(percent, cents)
    return None if tax is None else int(cents) + _rounded(Decimal(tax) / 100)


def _rounded(number: Decimal) -> int:
    return int(number.quantize(Decimal(1), ROUND_HALF_UP))
