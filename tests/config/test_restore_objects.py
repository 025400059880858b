"""Files in object storage go into the backup and come back, as those of a folder do."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from beffroi.config.care import backups, stores
from beffroi.config.care.errors import Trouble
from beffroi.config.care.place import Place
from beffroi.config.care.restoring import restore
from beffroi.territory import writes
from beffroi.territory.models import ImportRun

from .test_restore import rows, url

NAMES = ("imports/ab12/export.osm", "imports/cd34/Établissements.csv")
BIG = bytes(range(256)) * 4096 * 10  # 10 MiB: sent in parts


@pytest.fixture
def cloud(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A fake of Amazon's storage with two buckets."""
    boto3, moto = pytest.importorskip("boto3"), pytest.importorskip("moto")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    with moto.mock_aws():
        client = boto3.client("s3")
        for bucket in ("here", "there"):
            client.create_bucket(Bucket=bucket)
        yield client


@pytest.fixture
def here(tmp_path: Path, cloud: Any, transactional_db: None) -> Place:
    town = writes.open_town(insee_code="99001", name="Bourg-Fictif", by=None)
    for name, content in zip(NAMES, (b"<osm/>", BIG), strict=True):
        cloud.put_object(Bucket="here", Key=f"kept/{name}", Body=content)
        ImportRun.objects.create(town=town, file_name=Path(name).name, stored_as=name)
    return Place(url(), tmp_path / "here", "s3://here/kept")


@pytest.fixture
def bare(bare_url: str, tmp_path: Path) -> Place:
    """A machine where nothing ever was, and the other bucket."""
    return Place(bare_url, tmp_path / "bare" / "media", "s3://there/again")


def objects(cloud: Any, bucket: str) -> dict[str, str]:
    """Keys and digests."""
    found = cloud.list_objects_v2(Bucket=bucket).get("Contents", [])
    return {one["Key"]: digest(cloud, bucket, one["Key"]) for one in found}


def digest(cloud: Any, bucket: str, key: str) -> str:
    body = cloud.get_object(Bucket=bucket, Key=key)["Body"].read()
    return hashlib.sha256(body).hexdigest()


def test_objects_come_back_in_another_bucket_to_the_byte(here, bare, cloud, tmp_path) -> None:
    saved = backups.save(here, tmp_path / "a.beffroi")
    assert sorted(saved.media) == sorted(NAMES) and saved.absent == []
    assert saved.media[NAMES[1]] == {"bytes": len(BIG), "sha256": hashlib.sha256(BIG).hexdigest()}
    put = restore(bare, tmp_path / "a.beffroi")
    assert put.tables == saved.tables
    wanted = {f"again/{key[5:]}": value for key, value in objects(cloud, "here").items()}
    assert objects(cloud, "there") == wanted and len(wanted) == 2
    named = rows(bare, "SELECT stored_as FROM territory_importrun ORDER BY id")
    assert [row[0] for row in named] == list(NAMES)
    assert not bare.media.exists(), "nothing passes by a folder"


def test_from_a_bucket_to_a_folder_and_back(here, bare, cloud, tmp_path) -> None:
    backups.save(here, tmp_path / "a.beffroi")
    folder = Place(bare.url, bare.media)
    restore(folder, tmp_path / "a.beffroi")
    assert (folder.media / NAMES[1]).read_bytes() == BIG
    backups.save(folder, tmp_path / "b.beffroi")
    restore(bare, tmp_path / "b.beffroi", replace=True)
    assert len(objects(cloud, "there")) == 2


def test_whole_paths_of_a_folder_become_names_in_a_bucket(here, bare, cloud, tmp_path) -> None:
    """Rows of before the move name files of the folder, which are still there."""
    old = here.media / NAMES[0]
    old.parent.mkdir(parents=True)
    old.write_bytes(b"<osm/>")
    cloud.delete_object(Bucket="here", Key=f"kept/{NAMES[0]}")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE territory_importrun SET stored_as = %s WHERE stored_as = %s",
            [str(old), NAMES[0]],
        )
    assert backups.save(here, tmp_path / "a.beffroi").absent == []
    restore(bare, tmp_path / "a.beffroi")
    named = rows(bare, "SELECT stored_as FROM territory_importrun ORDER BY id")
    assert [row[0] for row in named] == list(NAMES)
    assert digest(cloud, "there", f"again/{NAMES[0]}") == hashlib.sha256(b"<osm/>").hexdigest()


def test_object_that_is_gone_is_said_in_the_backup(here, cloud, tmp_path) -> None:
    cloud.delete_object(Bucket="here", Key=f"kept/{NAMES[0]}")
    assert backups.save(here, tmp_path / "a.beffroi").absent == [NAMES[0]]


def test_object_that_is_there_already_is_not_sent_again(here, bare, cloud, tmp_path) -> None:
    backups.save(here, tmp_path / "a.beffroi")
    restore(bare, tmp_path / "a.beffroi")
    first = cloud.head_object(Bucket="there", Key=f"again/{NAMES[1]}")["LastModified"]
    cloud.put_object(Bucket="there", Key=f"again/{NAMES[0]}", Body=b"<osM/>")  # the same size
    sent: list[str] = []
    real = stores.Bucket.put

    def put(self: stores.Bucket, name: str, member: Any) -> None:
        sent.append(name)
        real(self, name, member)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stores.Bucket, "put", put)
        restore(bare, tmp_path / "a.beffroi", replace=True)
    assert sent == [NAMES[0]]
    assert cloud.head_object(Bucket="there", Key=f"again/{NAMES[1]}")["LastModified"] == first


def test_storage_that_refuses_leaves_everything_as_it_was(here, bare, cloud, tmp_path) -> None:
    backups.save(here, tmp_path / "a.beffroi")
    restore(bare, tmp_path / "a.beffroi")
    with bare.connection() as opened:
        opened.execute("UPDATE territory_town SET name = 'Changée'")
    nowhere = Place(bare.url, bare.media, "s3://nowhere")
    with pytest.raises(Trouble, match="stockage d’objets"):
        restore(nowhere, tmp_path / "a.beffroi", replace=True)
    assert rows(bare, "SELECT name FROM territory_town") == [("Changée",)]
    with pytest.raises(Trouble, match="stockage d’objets"):
        backups.save(Place(here.url, here.media, "s3://nowhere"), tmp_path / "b.beffroi")
    assert not (tmp_path / "b.beffroi").exists() and not list(tmp_path.glob("*.part"))
