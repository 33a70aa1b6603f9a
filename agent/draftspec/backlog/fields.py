"""The names that columns and keys have in exports, by what they mean here; the first that a source has is taken."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

NAMES: Mapping[str, tuple[str, ...]] = {
    "id": (
        "issue key", "key", "identifier", "number", "iid", "ref", "reference", "id", "#", "no", "no.", "nr", "num",
        "card id", "short id", "shortlink", "ticket id", "ticket number", "ticket", "issue id", "issue number", "story id", "task id",
        "work item id", "item id", "feature id", "req id", "requirement id", "us id", "us", "us#", "external id", "gid", "uuid",
        "formatted id", "index", "code", "jira", "jira key", "vorgang", "vorgangsschlüssel", "clé", "clave", "キー", "番号",
    ),
    "title": (
        "title", "summary", "name", "subject", "headline", "issue title", "story title", "feature title", "feature name",
        "user story", "story", "story name", "feature", "task name", "task", "card name", "card title", "card", "item name", "item",
        "item title", "work item", "backlog item", "product backlog item", "pbi", "requirement", "capability", "function",
        "epic", "epic name", "issue name", "issue", "short description", "what", "idea", "request", "feature request", "todo", "to do",
        "heading", "topic", "label text", "want", "i want", "i want to", "i need", "i would like", "i would like to", "goal", "action",
        "titel", "zusammenfassung", "bezeichnung", "thema", "anforderung", "aufgabe", "titre", "résumé", "intitulé", "sujet",
        "título", "titulo", "resumen", "resumo", "nombre", "nome", "titolo", "oggetto", "tytuł", "název", "название", "заголовок",
        "タイトル", "件名", "概要", "标题", "标题名称", "主题", "제목",
    ),
    "body": (
        "description", "body", "desc", "details", "detail", "long description", "full description", "story description",
        "user story description", "description html", "card description", "task content", "task description", "feature description", "item description",
        "issue description", "text", "content", "brief", "specification", "spec", "requirements",
        "beschreibung", "description détaillée", "descripción", "descripcion", "descrição", "descrizione", "beschrijving", "opis",
        "popis", "описание", "説明", "内容", "描述", "설명",
    ),
    "acceptance": (
        "acceptance criteria", "acceptance", "acceptance criterion", "ac", "conditions of satisfaction", "criteria", "definition of done",
        "dod", "acceptance tests", "akzeptanzkriterien", "critères d'acceptation", "criterios de aceptación",
    ),
    "notes": ("notes", "note", "remarks", "additional information", "business rules", "rules", "checklist", "checklists", "check list", "notizen", "bemerkung"),
    "role": ("as a", "as an", "as a/an", "as", "role", "actor", "persona", "user", "user type", "user role", "who", "en tant que", "als"),
    "want": ("i want", "i want to", "i want to be able to", "i need", "i need to", "want", "i would like", "i would like to", "i can", "action", "je veux", "möchte ich"),
    "benefit": ("so that", "so i can", "in order to", "benefit", "why", "value", "business value", "reason", "purpose", "afin de", "damit"),
    "kind": ("issue type", "work item type", "story type", "type", "issuetype", "kind", "tracker", "item type", "ticket type", "task type", "vorgangstyp", "typ"),
    "status": (
        "status", "state", "current state", "column", "board column", "stage", "list", "list name", "workflow state", "task status", "section/column",
        "section", "statut", "estado", "stato", "stav", "статус", "ステータス", "状态", "상태", "zustand",
    ),
    "resolution": ("resolution", "state reason", "lösung"),
    "category": ("status category", "state type", "status type", "state category"),
    "done": ("done", "done?", "is done", "completed", "complete", "is completed", "finished", "closed", "is closed", "checked", "due complete", "erledigt", "fertig"),
    "ended": (
        "completed at", "closed at", "resolved", "resolved at", "resolution date", "canceled", "cancelled", "canceled at", "cancelled at",
        "accepted at", "done date", "date closed", "date completed", "closed date", "completion date", "completed date", "date done",
        "archived", "archived at", "is archived",
    ),
    "labels": (
        "labels", "label", "tags", "tag", "categories", "category", "components", "component/s", "component", "keywords", "area", "area path",
        "stichwörter", "étiquettes", "etiquetas", "etichette",
    ),
    "parent": (
        "parent key", "epic link", "epic key", "parent issue", "parent", "parent id", "epic", "epic name", "epic title", "parent summary",
        "parent title", "parent task", "parent item", "group", "group name", "theme", "module", "list name", "list", "section", "feature group", "initiative",
    ),
    "depends": (
        "depends on", "dependencies", "dependency", "blocked by", "is blocked by", "inward issue link (blocks)", "requires", "prerequisites",
        "prerequisite", "predecessors", "predecessor", "needs", "after", "blockers", "depends", "abhängig von", "dépend de",
    ),
    "address": ("url", "html url", "web url", "link", "permalink", "issue url", "short url"),
    "pull": ("pull request", "is pull request"),
}  # fmt: skip
"""Names in the order in which they are looked for. Case, white space and punctuation do not count."""

_PREFIX = re.compile(r"^(?:custom ?fields?|system|microsoft vsts common|fields)\b[ .:]*", re.I)


@lru_cache(maxsize=4096)
def normalized(name: str) -> str:
    """Return the name of a column or key as names are compared: "Custom field (Acceptance Criteria)" is "acceptance criteria"."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name.strip())
    plain = re.sub(r"[^\w#?/()' ]+", " ", spaced.replace("_", " ")).strip().casefold()
    plain = _PREFIX.sub("", plain) or plain
    plain = plain.removeprefix("(").removesuffix(")") if plain.startswith("(") else plain
    return re.sub(r"^(title) \d$", r"\1", " ".join(plain.split()))  # Azure writes "Title 1", "Title 2" for a tree


def first(present: Iterable[str], field: str) -> str | None:
    """Return the first name of a field that is present, or None."""
    return next(iter(every(present, field)), None)


def every(present: Iterable[str], field: str) -> tuple[str, ...]:
    """Return all names of a field that are present, in the field's order."""
    return _every(tuple(present), field)


@lru_cache(maxsize=4096)
def _every(present: tuple[str, ...], field: str) -> tuple[str, ...]:
    """Find the names once for all records that have the same fields, as the rows of a table have."""
    known = set(present)
    return tuple(name for name in _normal_names(field) if name in known)


def is_title(name: str) -> bool:
    """Tell whether a column of this name can hold titles."""
    return normalized(name) in _normal_names("title") or normalized(name) in _normal_names("body")


def is_known(name: str) -> bool:
    """Tell whether a column of this name means anything here."""
    return any(normalized(name) in _normal_names(field) for field in NAMES)


@lru_cache(maxsize=64)
def _normal_names(field: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(normalized(name) for name in NAMES[field]))
