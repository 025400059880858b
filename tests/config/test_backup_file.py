"""The file of a backup: whole or refused, before anything is touched."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beffroi.config.care import archive, backups, reading, sealing
from beffroi.config.care.archive import Manifest
from beffroi.config.care.errors import Trouble

PASSPHRASE = "une phrase secrète d’essai"
SCRIPT = [b"-- head\n", b"SELECT 1;\n" * 9, b"-- PostgreSQL database dump complete\n"]


def manifest() -> Manifest:
    return Manifest("0.1.0", "18.6", "2026-11-22T05:00:00+00:00", ["kernel.0001"], {"town": 3})


def made(passphrase: str = "") -> bytes:
    from beffroi.config.care.snapshots import _gzipped

    out = io.BytesIO()
    with backups._clothed(out, passphrase) as inner:
        writer = archive.Writer(inner, manifest())
        writer.add_base(_gzipped(iter(SCRIPT)))
        writer.add_media("imports/ab/a.osm", io.BytesIO(b"<osm/>"), 6)
        writer.finish()
    return out.getvalue()


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    path = tmp_path / "a.beffroi"
    path.write_bytes(made())
    return path


def test_read_through_it_tells_what_it_holds(kept: Path) -> None:
    found = reading.examine(kept)
    assert (found.tables, found.rows) == ({"town": 3}, 3)
    assert found.media["imports/ab/a.osm"]["bytes"] == 6
    with reading.opened(kept) as source:
        assert b"".join(reading.script(source)) == b"".join(SCRIPT)


def test_it_opens_with_tar_alone(kept: Path) -> None:
    with tarfile.open(kept) as tar:
        names = tar.getnames()
    assert names[0] == "beffroi.json" and names[-2:] == ["manifest.json", "manifest.sha256"]


@pytest.mark.parametrize("sealed", [False, True])
def test_cut_anywhere_it_is_refused(tmp_path: Path, sealed: bool) -> None:
    whole, words = made(PASSPHRASE if sealed else ""), PASSPHRASE if sealed else ""
    used = len(whole) if sealed else whole.rindex(b"manifest.sha256") + 512
    sizes = [0, 10, 511, 600, *range(1024, used, 1024), used]
    for size in sizes[:: 4 if sealed else 1]:  # each try at a sealed one costs 0.4 s
        path = tmp_path / f"{size}.beffroi"
        path.write_bytes(whole[:size] if size < len(whole) else whole[:-1])
        with pytest.raises(Trouble):
            reading.examine(path, passphrase=words)


@settings(max_examples=60, deadline=None)
@given(where=st.floats(0, 1, exclude_max=True), flip=st.integers(1, 255))
def test_a_byte_changed_in_the_content_is_refused(where: float, flip: int) -> None:
    from tempfile import NamedTemporaryFile

    whole = bytearray(made())
    begin = whole.index(b"base/000001") + 512
    with tarfile.open(fileobj=io.BytesIO(bytes(whole))) as tar:
        member = tar.getmember("base/000001")
        begin, size = member.offset_data, member.size
    whole[begin + int(where * size)] ^= flip
    with NamedTemporaryFile(suffix=".beffroi") as file:
        Path(file.name).write_bytes(whole)
        with pytest.raises(Trouble, match="modifi"):
            reading.examine(Path(file.name))


def test_changed_manifest_is_refused(kept: Path) -> None:
    kept.write_bytes(kept.read_bytes().replace(b'"town": 3', b'"town": 4'))
    with pytest.raises(Trouble, match="sommaire"):
        reading.examine(kept)


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04" + bytes(2000), bytes(4096)])
def test_foreign_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.beffroi"
    path.write_bytes(content)
    with pytest.raises(Trouble, match=r"sauvegarde|incomplète"):
        reading.examine(path)


def test_tar_of_somebody_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.tar"
    with tarfile.open(path, "w") as tar:
        tar.add(__file__, "base/000001")
    with pytest.raises(Trouble, match="n’est pas une sauvegarde"):
        reading.examine(path)


@pytest.mark.parametrize("name", ["../x", "/etc/x", "a/../../x", "", "a/./b", "a\0b"])
def test_name_that_leaves_the_folder_is_refused(name: str) -> None:
    with pytest.raises(Trouble, match="interdit"):
        reading.safe(name)


def test_link_in_a_backup_is_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        head = tarfile.TarInfo("beffroi.json")
        tar.addfile(head)
        link = tarfile.TarInfo("media/x")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(link)
    path = tmp_path / "a.beffroi"
    path.write_bytes(out.getvalue())
    with pytest.raises(Trouble):
        reading.examine(path)


def test_sealed_it_says_nothing_without_its_passphrase(tmp_path: Path) -> None:
    path = tmp_path / "a.beffroi"
    path.write_bytes(made(PASSPHRASE))
    assert b"kernel.0001" not in path.read_bytes() and b"<osm/>" not in path.read_bytes()
    assert reading.examine(path, passphrase=PASSPHRASE).rows == 3
    with pytest.raises(Trouble, match="chiffrée"):
        reading.examine(path)
    with pytest.raises(Trouble, match="phrase secrète"):
        reading.examine(path, passphrase="une autre phrase secrète")
    with pytest.raises(Trouble, match="trop courte"):
        made("court")


def test_sealed_chunks_cannot_change_places(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "CHUNK", 64)
    out = io.BytesIO()
    with sealing.Sealer(out, PASSPHRASE) as sealer:  # type: ignore[arg-type]
        sealer.write(bytes(range(256)))
    whole, head, step = out.getvalue(), len(sealing.MAGIC) + 23, 64 + 16
    assert sealing.Opener(io.BytesIO(whole), PASSPHRASE).read() == bytes(range(256))
    chunks = [whole[at : at + step] for at in range(head, len(whole), step)]
    for wrong in ([chunks[1], chunks[0], *chunks[2:]], chunks[:-1], [*chunks, chunks[-1]]):
        with pytest.raises(Trouble):
            sealing.Opener(io.BytesIO(whole[:head] + b"".join(wrong)), PASSPHRASE).read()


def test_only_our_dated_backups_are_let_go(tmp_path: Path) -> None:
    dated = [f"beffroi-2026-11-{day}-030000.beffroi" for day in (19, 20, 21)]
    for name in [*dated, "avant-restauration-2026-01-01-000000.beffroi", "autre.beffroi"]:
        (tmp_path / name).touch()
    assert [path.name for path in backups.let_go(tmp_path, 2)] == dated[:1]
    assert backups.let_go(tmp_path, 0) == []
    assert len(list(tmp_path.iterdir())) == 4
