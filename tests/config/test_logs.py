"""What a log says, and what it must never say."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Callable, Iterator

import pytest
import structlog
from django.db import IntegrityError, connection
from django.test import Client

from beffroi.accounts.models import Person
from beffroi.config import logs
from beffroi.config.logs.scrubbing import clean_text
from beffroi.territory import writes

PLANTED = {
    "address": "odile.martin@ma-ville.example",
    "password": "Cheval-Pile-Agrafe-9",
    "token": "tok_4f9d2c81aa07",
    "cookie": "c00k1e5e55i0n",
    "typed": "Rue-des-Secrets",
}
Lines = Callable[[], list[dict[str, object]]]


@pytest.fixture
def lines() -> Iterator[Lines]:
    """Everything logged from DEBUG up, as production writes it."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(logs.formatter(readable=False))
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield lambda: [json.loads(line) for line in out.getvalue().splitlines()]
    root.removeHandler(handler)
    root.setLevel(level)


def assert_nothing_planted(found: list[dict[str, object]]) -> None:
    assert found, "nothing was logged: the test would see nothing"
    text = json.dumps(found, ensure_ascii=False)
    assert [name for name, secret in PLANTED.items() if secret in text] == []


def requests(found: list[dict[str, object]]) -> list[dict[str, object]]:
    return [line for line in found if line["event"] == "request"]


@pytest.mark.django_db
def test_request_is_one_line_with_its_facts(lines: Lines, client: Client) -> None:
    writes.open_town(insee_code="99001", name="Bourg-Fictif", by=None)
    person = Person.objects.create_person("a@example.invalid", "Ana")
    client.force_login(person)
    answer = client.get("/bourg-fictif/donnees/", headers={"X-Request-ID": "from-the-proxy-1"})
    (line,) = requests(lines())
    assert answer["X-Request-ID"] == line["request_id"] == "from-the-proxy-1"
    assert (line["method"], line["route"], line["status"]) == ("GET", "data", answer.status_code)
    assert (line["person"], line["town"]) == (person.key, "bourg-fictif")
    assert isinstance(line["ms"], float) and line["level"] == "info"


@pytest.mark.django_db
def test_request_id_that_is_no_name_is_replaced(lines: Lines, client: Client) -> None:
    answer = client.get("/", headers={"X-Request-ID": 'x"; drop'})
    assert len(answer["X-Request-ID"]) == 16


@pytest.mark.django_db
def test_nothing_planted_in_a_request_reaches_a_log(lines: Lines, client: Client) -> None:
    client.cookies["sessionid"] = PLANTED["cookie"]
    headers = {"Authorization": f"Bearer {PLANTED['token']}", "Referer": f"/?q={PLANTED['typed']}"}
    query = f"?q={PLANTED['typed']}&email={PLANTED['address']}"
    client.get(f"/{query}", headers=headers)
    client.get(f"/nulle-part/{PLANTED['token']}/{query}", headers=headers)
    typed = {"email": PLANTED["address"], "login": PLANTED["address"]}
    client.post("/connexion/", typed | {"password": PLANTED["password"]}, headers=headers)
    assert len(requests(lines())) == 3
    assert_nothing_planted(lines())


@pytest.mark.django_db
def test_broken_page_is_told_with_its_traceback_and_no_secret(
    lines: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError(f"password='{PLANTED['password']}' for {PLANTED['address']}")

    monkeypatch.setattr("beffroi.portal.views.pages.data_sets", broken)
    client = Client(raise_request_exception=False)
    assert client.get(f"/donnees-et-licences/?q={PLANTED['typed']}").status_code == 500
    told = [line for line in lines() if "exception" in line]
    assert told and "RuntimeError" in str(told[0]["exception"])
    assert "in licences" in str(told[0]["exception"])
    assert requests(lines())[0]["level"] == "error"
    assert_nothing_planted(lines())


@pytest.mark.django_db
def test_row_that_postgresql_refuses_is_not_repeated(lines: Lines) -> None:
    Person.objects.create_person(PLANTED["address"], "Ana")
    with pytest.raises(IntegrityError), connection.cursor() as cursor:
        try:
            cursor.execute(
                "INSERT INTO accounts_person (password, key, email, name, is_active, is_fictional)"
                " SELECT password, 'k', email, %s, is_active, is_fictional FROM accounts_person",
                [PLANTED["typed"]],
            )
        except IntegrityError:
            logging.getLogger("beffroi.any").exception("refused")
            raise
    assert "IntegrityError" in str(lines())
    assert_nothing_planted([line for line in lines() if line["logger"] == "beffroi.any"])


def test_facts_by_name_are_masked_however_deep(lines: Lines) -> None:
    log = structlog.get_logger("beffroi.any")
    log.warning(
        "planted",
        password=PLANTED["password"],
        headers={"Cookie": PLANTED["cookie"], "X-Api-Key": PLANTED["token"]},
        kept=[{"recipient": PLANTED["address"]}, ("csrfmiddlewaretoken=" + PLANTED["token"],)],
        status=200,
    )
    (line,) = lines()
    assert line["status"] == 200
    assert_nothing_planted([line])


def test_job_is_told_without_its_arguments(lines: Lines) -> None:
    job = {
        "id": 12,
        "task_name": "portal.tasks.send",
        "queue": "mail",
        "attempts": 1,
        "task_kwargs": {"to": PLANTED["address"], "word": PLANTED["typed"]},
        "call_string": f"send[12](word={PLANTED['typed']!r})",
    }
    logging.getLogger("procrastinate.worker.worker").info(
        f"Starting job send[12](word={PLANTED['typed']!r})",
        extra={"action": "start_job", "job": job},
    )
    (line,) = lines()
    assert (line["event"], line["job"], line["job_state"]) == ("start_job", 12, "doing")
    assert (line["task"], line["queue"]) == ("portal.tasks.send", "mail")
    assert_nothing_planted([line])


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("GET /a/b/?q=x&y=z HTTP/1.1", "GET /a/b/?[…] HTTP/1.1"),
        ("postgresql://beffroi:s3cret@db/beffroi", "postgresql://[masqué]@db/beffroi"),
        ("Set-Cookie: sessionid=abc; Path=/", "Set-Cookie: [masqué]; Path=/"),
        ('{"token": "abc", "n": 3}', '{"token": [masqué], "n": 3}'),
        ("est-ce prêt ? oui", "est-ce prêt ? oui"),
        ("12 lignes en 3 ms, vitrine = 4 m", "12 lignes en 3 ms, vitrine = 4 m"),
    ],
)
def test_only_what_is_secret_is_masked(said: str, kept: str) -> None:
    assert clean_text(said) == kept


def test_readable_lines_are_for_eyes() -> None:
    record = logging.LogRecord("beffroi.any", logging.INFO, "", 0, "bonjour", None, None)
    assert "bonjour" in logs.formatter(readable=True).format(record)
    assert json.loads(logs.formatter(readable=False).format(record))["event"] == "bonjour"
