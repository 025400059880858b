"""The text of an agreement: articles, and the model they begin with; signing freezes it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Max

from beffroi.accounts.models import Person
from beffroi.kernel import audit
from beffroi.programme.models import Agreement, Article
from beffroi.programme.reads.clauses import filled
from beffroi.programme.reads.pieces_told import new_slug
from beffroi.programme.writes.agreements import check_open, held
from beffroi.programme.writes.told import told_of


@transaction.atomic
def begin_with_model(*, agreement: Agreement, by: Person | None) -> int:
    """Copy the articles usual for its kind that it has not yet; returns how many came."""
    row = held(agreement)
    check_open(row)
    preamble, clauses = filled(row)
    known = set(row.articles.values_list("slug", flat=True))
    new = [(n, one) for n, one in enumerate(clauses, start=1) if one.slug not in known]
    Article.objects.bulk_create(
        Article(agreement=row, slug=one.slug, title=one.title, body=one.body, order=n * 10)
        for n, one in new
    )
    if not row.preamble:
        row.preamble = preamble
        row.save(update_fields=["preamble"])
    audit.record("programme.text_begun", by=by, **told_of(row), articles=len(new))
    return len(new)


@transaction.atomic
def add_article(*, agreement: Agreement, title: str, body: str, by: Person | None) -> Article:
    """A new article at the end of the text; raises `LifeError` once it is signed."""
    row = held(agreement)
    check_open(row)
    last = row.articles.aggregate(last=Max("order"))["last"] or 0
    made: Article = Article.objects.create(
        agreement=row, slug=new_slug(title, set(row.articles.values_list("slug", flat=True))),
        title=title, body=body, order=last + 10,
    )  # fmt: skip
    audit.record("programme.article_added", by=by, **_about(made))
    return made


@transaction.atomic
def change_article(*, article: Article, by: Person | None, **facts: Any) -> Article:
    """Title, body and order of an article; its mark stays."""
    check_open(held(article.agreement))
    for name in ("title", "body", "order"):
        if name in facts:
            setattr(article, name, facts[name])
    article.save()
    audit.record("programme.article_changed", by=by, **_about(article))
    return article


@transaction.atomic
def drop_article(*, article: Article, by: Person | None) -> None:
    """Take an article out of a text that is not signed."""
    check_open(held(article.agreement))
    audit.record("programme.article_dropped", by=by, **_about(article))
    article.delete()


def _about(article: Article) -> dict[str, Any]:
    """What the journal is told of an article."""
    return {**told_of(article.agreement), "article": article.title}
