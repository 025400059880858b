"""The page, the worker and the manifest of the walk: what a browser needs to start without network."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client

from beffroi.kernel.headers import REFUSED_POWERS
from beffroi.premises.views.walk import worker
from beffroi.premises.views.walk.words import words
from tests.premises import factories as make
from tests.premises import made_rounds as made

pytestmark = pytest.mark.django_db
BASE = "/essai/releves/"
WALK = Path(worker.__file__).parents[2] / "static" / "premises" / "walk"


@pytest.fixture
def town() -> Any:
    return make.street_with_a_doubt()


def kept(text: str) -> dict[str, Any]:
    """What the worker keeps, as its script says."""
    found = re.search(r"^const KEPT = (.*);$", text, re.MULTILINE)
    assert found
    told: dict[str, Any] = json.loads(found[1])
    return told


def test_shell_bears_nobodys_data_and_is_the_same_for_all(client: Client, town: Any) -> None:
    walked = made.planned(town, surveyor := made.surveyor_of(town))
    passing = client.get(f"{BASE}marche/")
    client.force_login(surveyor)
    signed = client.get(f"{BASE}marche/")
    assert passing.content == signed.content
    for told in (walked.name, walked.key, surveyor.name, "Au Levain"):
        assert told not in signed.content.decode()
    assert "sessionid" not in passing.cookies


def test_round_is_walked_by_who_may_read_it(client: Client, town: Any) -> None:
    surveyor, stranger = made.surveyor_of(town), make.person("Ida")
    walked = made.planned(town, surveyor)
    where = f"{BASE}{walked.key}/marche/"
    assert client.get(where).status_code == 302
    client.force_login(stranger)
    assert client.get(where).status_code == 403
    client.force_login(surveyor)
    assert client.get(where).status_code == 200


def test_position_is_granted_to_the_walk_alone(client: Client, town: Any) -> None:
    assert "geolocation=(self)" in client.get(f"{BASE}marche/")["Permissions-Policy"]
    assert "camera=()" in client.get(f"{BASE}marche/")["Permissions-Policy"]
    assert client.get("/essai/rues/")["Permissions-Policy"] == REFUSED_POWERS
    assert "geolocation=()" in REFUSED_POWERS


def test_session_says_who_sends_with_which_token_and_the_time(client: Client, town: Any) -> None:
    surveyor = made.surveyor_of(town)
    walked = made.planned(town, surveyor)
    where = f"{BASE}{walked.key}/marche/session.json"
    assert client.get(where, headers={"Accept": "application/json"}).status_code == 401
    client.force_login(surveyor)
    told = client.get(where).json()
    assert told["me"] == surveyor.key
    assert told["csrf"]
    assert told["now"].endswith(("Z", "+00:00"))


def test_worker_keeps_every_module_the_application_imports(client: Client, town: Any) -> None:
    answer = client.get(f"{BASE}service.js")
    assert answer["Content-Type"].startswith("text/javascript")
    files = kept(answer.content.decode())["files"]
    missing = set()
    for address in files:
        path = finders.find(address.removeprefix(f"/{settings.STATIC_URL.strip('/')}/"))
        assert path, address
        if address.endswith(".js"):
            text = Path(str(path)).read_text()
            for name in re.findall(r'from "\./([\w.]+)"', text):
                missing |= {name} - {one.rpartition("/")[2] for one in files}
    assert missing == set()
    shell = client.get(f"{BASE}marche/").content.decode()
    asked = set(re.findall(r'(?:src|href)="(/static/[^"]+)"', shell))
    assert asked - set(files) == {"/static/premises/walk/icon-180.png"}, "the first screen's only"


def test_new_file_is_a_new_version(
    client: Client, town: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = kept(client.get(f"{BASE}service.js").content.decode())["version"]
    assert kept(client.get(f"{BASE}service.js").content.decode())["version"] == before
    monkeypatch.setattr(worker, "_digest_of_files", lambda: "another")
    assert kept(client.get(f"{BASE}service.js").content.decode())["version"] != before


def test_browser_without_modules_in_workers_gets_a_plain_one(client: Client, town: Any) -> None:
    assert client.get(f"{BASE}service.js").content.startswith(b"import ")
    assert client.get(f"{BASE}service.js?simple").content.startswith(b"const KEPT")


def test_manifest_names_the_town_and_icons_that_exist(client: Client, town: Any) -> None:
    told = json.loads(client.get(f"{BASE}marche.webmanifest").content)
    assert (told["name"], told["start_url"], told["scope"]) == ("Relevés · Essai", "marche/", "./")
    for icon in told["icons"]:
        assert finders.find(icon["src"].removeprefix("/static/")), icon
    assert {icon.get("purpose", "any") for icon in told["icons"]} == {"any", "maskable"}


def test_who_runs_no_script_is_told_of_paper(client: Client, town: Any) -> None:
    surveyor = made.surveyor_of(town)
    walked = made.planned(town, surveyor)
    client.force_login(surveyor)
    told = client.get(f"{BASE}{walked.key}/marche/").content.decode()
    silent = told.partition("<noscript>")[2].partition("</noscript>")[0]
    assert f'href="{BASE}{walked.key}/feuilles.pdf"' in silent


def test_every_sentence_the_application_says_is_written() -> None:
    told = set(words())
    asked = set()
    for script in WALK.glob("*.js"):
        text = script.read_text()
        asked |= set(re.findall(r'say\(\s*"(\w+)"', text))
        asked |= set(re.findall(r'\? "(\w+)" : "\w+"(?=, |\))', text)) & told
        for start in re.findall(r"say\(`(\w+_)\$", text):
            assert any(key.startswith(start) for key in told), start
    numbered = {key.removesuffix("_one") for key in told if key.endswith("_one")}
    assert len(asked) > 50, "no sentence was looked for"
    assert asked - told - numbered == set()
    for how in set(re.findall(r'Stopped\("(\w+)"', (WALK / "sync.js").read_text())):
        assert f"net_{how}" in told
