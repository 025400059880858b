"""The verbs explain themselves, and the report tells what was not run."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from beffroi.cli import main
from beffroi.cli.bench import Bench, discover, load
from beffroi.cli.preparing import fingerprint
from beffroi.cli.serving import free_port
from beffroi.cli.testing import count_not_run, pytest_command
from beffroi.cli.verbs import VERBS


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_each_verb_explains_itself(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main([verb, "--help"])
    assert end.value.code == 0
    assert len(capsys.readouterr().out) > 60


def test_unknown_argument_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["demo", "--prot", "8000"])
    assert end.value.code == 2
    assert "--prot" in capsys.readouterr().err


def test_production_without_a_key_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("BEFFROI_SECRET_KEY", raising=False)
    monkeypatch.setenv("BEFFROI_HOSTS", "example.org")
    assert main(["up"]) == 1
    said = capsys.readouterr().err
    assert "BEFFROI_SECRET_KEY" in said and "Il manque" in said
    monkeypatch.setenv("BEFFROI_SECRET_KEY", "short")
    assert main(["up"]) == 1


def test_what_was_not_run_is_counted_by_mark() -> None:
    report = ET.fromstring("""<suite>
      <testcase name="a"><properties><property name="marks" value="journey"/></properties>
        <skipped/></testcase>
      <testcase name="b"><properties><property name="marks" value="long shared"/></properties>
        <skipped/></testcase>
      <testcase name="c"><properties><property name="marks" value="journey"/></properties></testcase>
    </suite>""")
    assert count_not_run(report.iter("testcase")) == {"journey": 1, "shared": 1}


def test_long_tests_are_asked_for() -> None:
    report = Path("report.xml")
    assert "not long" in pytest_command(False, [], report)
    assert "not long" not in pytest_command(True, [], report)
    assert pytest_command(False, ["-m", "journey"], report).count("-m") == 2  # python -m, and ours


def test_taken_port_gives_the_next_one() -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert free_port("127.0.0.1", port) > port


def test_changed_source_changes_the_fingerprint(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("a")
    before = fingerprint(tmp_path)
    (tmp_path / "a.mo").write_text("compiled by us")
    assert fingerprint(tmp_path) == before
    (tmp_path / "a.py").write_text("ab")
    assert fingerprint(tmp_path) != before


def test_bench_fails_on_a_missed_ratio_but_not_on_a_missed_aim() -> None:
    bench = Bench(tell=lambda _text: None)
    assert bench.ratio("kept", 2.0, 1.0, at_least=0.5) == 2.0
    assert not bench.aim("slow", 2.0, below=1.0)
    bench.ratio("missed", 1.0, 4.0, at_least=0.5)
    bench.count("queries", 13, at_most=12)
    assert bench.failures == ["missed", "queries"]


def test_every_bench_says_what_it_measures() -> None:
    assert "launcher" in discover()
    for name in discover():
        module = load(name)
        assert (module.__doc__ or "").strip() and callable(module.run)
