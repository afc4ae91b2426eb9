"""Sections fold, stay folded, and are opened by what leads into them; what is said of them is beside them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.helpers import samples
from tests.helpers.browser import reader, serve
from tests.helpers.sites import build_site

pytestmark = [pytest.mark.browser, pytest.mark.slow]

YAML = samples.strategy("001", "Pay") + (
    "\niac: {tool: {selected: Terraform, options: [{tool: Pulumi, description: x}, {tool: Terraform, description: y}]}}\n"
    "source_control: {branch_protection: [{branch: '`feature/*`', rules: 'R. R'}]}\n"
    "secrets: {summary: A text with a word to seek., types: [{type: Key, storage: Vault}]}\n"
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    files = {
        "mkdocs.yml": "site_name: T\ntheme: {name: material, font: false}\nplugins: [arckit]\n",
        "docs/p/devops.yaml": YAML,
    }
    built = build_site(tmp_path_factory.mktemp("sections"), files)
    assert built.exit_code == 0, built.log
    with serve(built.site_dir) as start:
        yield f"{start}p/devops/"


@pytest.fixture
def page(address: str, browser: Browser) -> Iterator[Page]:
    with reader(browser, viewport={"width": 1000, "height": 400}) as visitor:
        page = visitor.open(address)
        page.wait_for_selector(".arckit-all")
        yield page
        assert visitor.errors == []


def test_what_is_folded_stays_folded_until_something_leads_there(page: Page) -> None:
    text = page.get_by_text("A text with a word to seek.")
    toggle = page.get_by_label("Show 9. Secret Management")
    toggle.click()
    expect(toggle).to_have_attribute("aria-expanded", "false")
    assert text.bounding_box() is None or text.bounding_box()["height"] == 0  # type: ignore[index]
    page.reload()
    expect(toggle).to_have_attribute("aria-expanded", "false")
    page.emulate_media(media="print")
    assert text.bounding_box()["height"] > 0  # type: ignore[index]
    page.emulate_media(media="screen")
    page.click(".arckit-contents a[href='#9-secret-management']")
    expect(toggle).to_have_attribute("aria-expanded", "true")
    page.reload()
    expect(toggle).to_have_attribute("aria-expanded", "true")


def test_all_sections_fold_and_open_at_once(page: Page) -> None:
    page.get_by_text("Fold all sections").click()
    states = "[...document.querySelectorAll('.arckit-toggle')].map(e => e.getAttribute('aria-expanded'))"
    assert set(page.evaluate(states)) == {"false"}
    page.locator("#secret-types").evaluate("e => e.dispatchEvent(new Event('beforematch', {bubbles: true}))")
    expect(page.get_by_label("Show 9. Secret Management")).to_have_attribute("aria-expanded", "true")
    page.get_by_label("Show 9. Secret Management").click()
    page.get_by_text("Open all sections").click()
    assert set(page.evaluate(states)) == {"true"}


def test_a_link_opens_document_control(page: Page) -> None:
    control = page.locator(".arckit-fold").first
    expect(control).not_to_have_attribute("open", "")
    page.evaluate("location.hash = '#document-control'")
    expect(control).to_have_attribute("open", "")


def test_the_section_that_is_read_is_named_with_its_state(page: Page) -> None:
    page.evaluate("document.getElementById('iac-tool-selection').scrollIntoView(); window.scrollBy(0, 60)")
    expect(page.locator(".arckit-now")).to_have_text("5. Infrastructure as Codepartly, 1 of 4")


def test_code_of_one_word_is_not_broken_and_other_options_are_light(page: Page) -> None:
    lines = "[...document.querySelectorAll('td code')].map(e => e.getClientRects().length)"
    page.set_viewport_size({"width": 360, "height": 700})
    assert page.evaluate(lines) == [1]
    assert page.locator(".arckit-other").all_inner_texts() == [page.locator("tr", has_text="Pulumi").inner_text()]
