"""The `success` section: how one will see that the feature works."""

from pydantic import Field

from draftspec.sections.base import Model, Text


class Success(Model):
    """Figures to look at after the release."""

    performance: tuple[Text, ...] = Field(min_length=1, description="Speed and load.")
    quality: tuple[Text, ...] = Field(min_length=1, description="Correctness and reliability.")
