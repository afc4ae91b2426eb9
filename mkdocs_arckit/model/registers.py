"""What a site brings to compare its strategies with: a list of technologies, and a list of requirements."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator

from mkdocs_arckit.model.base import Model, Named, OneOrMore, key_field, required, without_own_keys
from mkdocs_arckit.model.fields import PendingDate, Text


class ListedTechnology(Named):
    """A technology, or one version of it, and what the organisation says of it."""

    technology: Text = required("Technology", "Its name; with a version if only that one is meant")
    layer: Text | None = key_field("Layer", "The layer of the technology stack, if only that one is meant")
    reason: Text | None = key_field("Reason", "Why")
    instead: Text | None = key_field("Instead", "What to use instead")
    end_of_life: PendingDate = key_field("End of life", "The last day of its support, YYYY-MM-DD")


class TechnologyList(Model):
    """What a `technologies.yaml` says."""

    aliases: Annotated[dict[str, OneOrMore] | None, BeforeValidator(without_own_keys)] = key_field(
        "Aliases", "Other names, by the name to use"
    )
    approved: list[ListedTechnology] | None = key_field("Approved", "What may be used")
    tolerated: list[ListedTechnology] | None = key_field("Tolerated", "What may stay in use, but not be newly chosen")
    banned: list[ListedTechnology] | None = key_field("Banned", "What must not be used")


class ListedRequirement(Named):
    """A requirement."""

    id: Text = required("ID", "Its ID, as strategies write it")
    title: Text | None = key_field("Title", "What it asks for")
    link: Text | None = key_field("Link", "Where it is kept: an address that begins with https:// or http://")
    project: Text | None = key_field("Project", "The project ID, if it is a requirement of that project alone")


class RequirementList(Model):
    """What a `requirements.yaml` says."""

    requirements: list[ListedRequirement] = required("Requirements", "The requirements, a list")
