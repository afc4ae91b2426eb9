"""Ready-made classification schemes by name."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
import yaml

from mkdocs_arckit.model.ladders import LADDERS, scheme
from mkdocs_arckit.model.vocabulary import CLASSIFICATIONS
from tests.helpers.command import call
from tests.helpers.documents import HEAD
from tests.helpers.sites import ROOT, Built

Site = Callable[..., Built]


def built(site: Site, strategies: dict[str, str], **options: object) -> Built:
    config = {"site_name": "Site", "use_directory_urls": True, "plugins": [{"arckit": options}]}
    files = {"mkdocs.yml": yaml.safe_dump(config, allow_unicode=True), "docs/index.md": "# Home\n"}
    return site(files | {f"docs/{name}": text for name, text in strategies.items()})


@pytest.mark.parametrize("name", LADDERS)
def test_a_scheme_has_words_that_differ_and_a_row_in_the_docs(name: str) -> None:
    words = LADDERS[name]
    assert len({word.casefold() for word in words}) == len(words)
    docs = (ROOT / "docs/classifications.md").read_text(encoding="utf-8")
    (row,) = re.findall(rf"^\| `{name}` \|.*$", docs, re.MULTILINE)
    assert [word for word in words if word not in row] == []


@pytest.mark.parametrize("name", LADDERS)
def test_the_words_of_a_scheme_are_classifications_of_a_site(site: Site, name: str) -> None:
    files = {
        f"s{n}/devops.yaml": HEAD.replace("OFFICIAL", json.dumps(word, ensure_ascii=False)).replace("001", f"00{n}")
        for n, word in enumerate(LADDERS[name])
    }
    found = built(site, files, classifications=name, publish_up_to=LADDERS[name][1])
    assert found.exit_code == 0, found.log
    published = [n for n in range(len(LADDERS[name])) if (found.site_dir / f"s{n}/devops/index.html").exists()]
    assert published == [0, 1]


def test_the_default_is_that_of_the_uk() -> None:
    assert LADDERS["uk"] == CLASSIFICATIONS
    assert (scheme(["US"]), scheme(["us", "x"]), scheme(["A"])) == (LADDERS["us"], ("us", "x"), ("A",))


@pytest.mark.parametrize("value", ["usa", "", 3, [1], {}])
def test_another_name_is_an_error(site: Site, value: object) -> None:
    found = built(site, {"a/devops.yaml": HEAD}, classifications=value)
    assert found.exit_code != 0
    assert "classifications" in found.log


def test_the_command_takes_the_name_of_a_scheme(tmp_path: object) -> None:
    schema = json.loads(call("schema", "--classification", "ca").stdout)
    assert "Protected B" in json.dumps(schema["$defs"]["DocumentControl"]["properties"]["classification"])
