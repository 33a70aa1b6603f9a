"""Access and protection: roles, owners, permission checks, sensitive columns, encryption, audit."""

from __future__ import annotations

import re
from collections.abc import Sequence

from draftspec.reading_back import keeping
from draftspec.reading_back.labels import Labels, labels
from draftspec.reading_back.nodes import Node
from draftspec.reading_back.notes import Notes
from draftspec.reading_back.parts import Part, below
from draftspec.reading_back.plain import codes, leading_code
from draftspec.sections.security import AuditedAction, Ownership, Role, Security, SensitiveColumn

_OWNER = re.compile(r" by ((?:`[^`]*`(?: → )?)+): (.*)")
_KIND = re.compile(r" \((personal|secret)\): (.*)")


def security(root: Part, base: Security, notes: Notes) -> Security:
    """Return who may do what, and what is protected."""
    part = below(below(root, "Business Logic", notes), "Security Considerations", notes)
    access = labels(below(part, "Authentication & Authorization", notes), notes, "bullet")
    data = labels(below(part, "Data Protection", notes), notes, "bullet")
    reader = _Reader(notes)
    return notes.changed(
        part.line,
        base,
        roles=_roles(access, base, reader),
        ownership=keeping.listed(_shown(access, "Resource ownership"), base.ownership, "no owner.", reader.owner),
        permission_checks=keeping.listed_texts(
            _shown(access, "Permission checks"), base.permission_checks, "none: no endpoint asks who calls."
        ),
        sensitive=keeping.listed(_shown(data, "Sensitive data"), base.sensitive, "none.", reader.sensitive),
        encryption=keeping.listed_texts(_shown(data, "Encryption"), base.encryption, "none needed."),
        audit=keeping.listed(_shown(data, "Audit logging"), base.audit, "no action needs it.", reader.audited),
    )


def _shown(labelled: Labels, name: str) -> tuple[Node, ...]:
    return labelled.one(name).shown()


def _roles(labelled: Labels, base: Security, reader: _Reader) -> tuple[Role, ...]:
    """Return the roles; who else may call is derived from the endpoints and stands without a code span."""
    shown = [node for node in _shown(labelled, "Who can access") if leading_code(node.text)]
    return keeping.items(shown, base.roles, reader.role)


class _Reader:
    def __init__(self, notes: Notes) -> None:
        self.notes = notes

    def _code(self, node: Node, form: str) -> tuple[str, str]:
        found = leading_code(node.text)
        if found is None:
            raise self.notes.error(
                node.line, f"{node.text[:60]!r} does not begin with a name", f"write it as in {form}"
            )
        return found

    def _bad(self, node: Node, form: str) -> Exception:
        return self.notes.error(node.line, f"{node.text[:60]!r} cannot be read", f"write it as in {form}")

    def role(self, node: Node, left: Sequence[Role]) -> Role:
        name, rest = self._code(node, "`accountant`: may void invoices")
        self.notes.at(f"security.roles.{name}", node.line)
        return self.notes.built(node.line, Role, name=name, may=rest.removeprefix(":").strip())

    def owner(self, node: Node, left: Sequence[Ownership]) -> Ownership:
        form = "`invoices` by `user_id`: others get 404"
        table, rest = self._code(node, form)
        match = _OWNER.fullmatch(rest)
        if match is None:
            raise self._bad(node, form)
        *via, column = codes(match[1])
        return self.notes.built(node.line, Ownership, table=table, column=column, via=tuple(via), rule=match[2])

    def sensitive(self, node: Node, left: Sequence[SensitiveColumn]) -> SensitiveColumn:
        form = "`users.email` (personal): masked in logs"
        name, rest = self._code(node, form)
        match = _KIND.fullmatch(rest)
        if match is None:
            raise self._bad(node, form)
        known = next((one for one in left if f"{one.table}.{one.column}" == name), None)
        table, _, column = (known.table, "", known.column) if known else name.partition(".")
        return self.notes.built(
            node.line, SensitiveColumn, table=table, column=column, kind=match[1], protection=match[2]
        )

    def audited(self, node: Node, left: Sequence[AuditedAction]) -> AuditedAction:
        action, rest = self._code(node, "`POST /api/v1/invoices`: caller, time")
        return self.notes.built(node.line, AuditedAction, action=action, recorded=rest.removeprefix(":").strip())
