"""What is in a folder: files of others are neither changed nor removed, whatever a manifest says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mkdocs_arckit.hosts.folder.written import MANIFEST, ManifestError, apply, file_changes

A, B = b"a\n", b"b\n"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def put(out: Path, files: dict[str, bytes], *, force: bool = False) -> list[tuple[str, str]]:
    """Make a folder hold files; return what was done."""
    found = file_changes(out, files, force=force)
    apply(out, files, found, force=force)
    return [(change.kind, change.path) for change in found]


def names(out: Path) -> set[str]:
    return {p.relative_to(out).as_posix() for p in out.rglob("*") if p.is_file()} - {MANIFEST}


def test_files_are_added_updated_and_removed(out: Path) -> None:
    assert put(out, {"a": A, "x/b": B}) == [("add", "a"), ("add", "x/b")]
    assert put(out, {"a": B, "x/b": B}) == [("update", "a")]
    assert put(out, {"a": B}) == [("remove", "x/b")]
    assert names(out) == {"a"}
    assert not (out / "x").exists()


def test_files_of_others_stay_without_force(out: Path) -> None:
    out.mkdir()
    (out / "a").write_bytes(B)
    assert put(out, {"a": A, "b": B}) == [("keep", "a"), ("add", "b")]
    assert (out / "a").read_bytes() == B
    assert put(out, {}) == [("remove", "b")]
    assert names(out) == {"a"}
    assert put(out, {"a": A}, force=True) == [("update", "a")]
    assert put(out, {}) == [("remove", "a")]


def test_a_file_of_somebody_else_with_the_same_content_is_not_ours(out: Path) -> None:
    out.mkdir()
    (out / "a").write_bytes(A)
    assert put(out, {"a": A}) == []
    assert put(out, {}) == []
    assert names(out) == {"a"}


def test_what_somebody_changed_since_stays_without_force(out: Path) -> None:
    put(out, {"a": A, "b": B})
    for name in "ab":
        (out / name).write_bytes(b"changed\n")
    assert put(out, {"a": B}) == [("keep", "a"), ("keep", "b")]
    assert put(out, {"a": B}) == [("keep", "a"), ("keep", "b")]  # it is not forgotten
    assert put(out, {"a": B}, force=True) == [("update", "a"), ("keep", "b")]


def test_other_line_ends_are_no_change(out: Path) -> None:
    put(out, {"a": A, "b": B})
    for name in "ab":
        (out / name).write_bytes((out / name).read_bytes().replace(b"\n", b"\r\n"))
    assert put(out, {"a": A}) == [("remove", "b")]


def poison(out: Path, *paths: str) -> None:
    """Let a manifest name files that it did not write, with what they hold."""
    put(out, {"mine": A})
    digest = json.loads((out / MANIFEST).read_text())["files"]["mine"]
    (out / MANIFEST).write_text(json.dumps({"files": dict.fromkeys(paths, digest)}))


@pytest.mark.parametrize(
    "path",
    [
        "../kept",
        "x/../../kept",
        "/{}",
        "./../kept",
        "..\\kept",
        "x/../mine",
        "",
        ".",
        "C:kept",
        "mine\0",
        MANIFEST,
        "x//y",
    ],
)
def test_a_manifest_removes_nothing_outside(out: Path, path: str) -> None:
    kept = out.parent / "kept"
    kept.write_bytes(A)
    poison(out, path.format(kept))
    assert put(out, {"mine": A}) == []
    assert kept.read_bytes() == A
    assert (out / "mine").read_bytes() == A
    assert (out / MANIFEST).exists()


def test_links_are_not_followed(out: Path) -> None:
    elsewhere = out.parent / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "kept").write_bytes(A)
    poison(out, "link/kept", "kept")
    (out / "link").symlink_to(elsewhere)
    (out / "kept").symlink_to(elsewhere / "kept")
    assert put(out, {"mine": A, "link/new": B}) == [("keep", "link/new")]
    assert put(out, {"mine": A, "kept": B}, force=True) == [("update", "kept")]  # the link itself, not what it leads to
    assert (elsewhere / "kept").read_bytes() == A
    assert list(elsewhere.iterdir()) == [elsewhere / "kept"]
    assert (out / "kept").read_bytes() == B


def test_a_folder_or_a_file_in_the_way_is_said(out: Path) -> None:
    (out / "a").mkdir(parents=True)
    (out / "b").write_bytes(B)
    assert put(out, {"a": A, "b/c": A}, force=True) == [("keep", "a"), ("keep", "b/c")]


@pytest.mark.parametrize("text", ["", "[]", '{"files": 1}', "{}", "[" * 100_000])
def test_a_manifest_that_is_not_ours_is_said_and_force_forgets_it(out: Path, text: str) -> None:
    put(out, {"a": A})
    (out / MANIFEST).write_text(text)
    with pytest.raises(ManifestError):
        file_changes(out, {"a": B}, force=False)
    assert put(out, {"a": B}, force=True) == [("update", "a")]
    assert put(out, {}) == [("remove", "a")]


def test_a_manifest_that_is_a_link_is_not_ours(out: Path) -> None:
    put(out, {"a": A})
    (out / MANIFEST).rename(out.parent / "manifest")
    (out / MANIFEST).symlink_to(out.parent / "manifest")
    with pytest.raises(ManifestError):
        file_changes(out, {}, force=False)
