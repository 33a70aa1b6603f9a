"""The `migration` section: what running the derived migration means for a system in use."""

from pydantic import Field

from draftspec.sections.base import Model, Text


class Migration(Model):
    """The notes under the migration; the statements themselves are derived from `database`."""

    data_impact: Text = Field(description="What happens to the rows that are there.")
    downtime: Text = Field(description="Which locks are taken, on which tables, and whether requests wait.")
    rollback_plan: Text = Field(description="When the down migration is safe, and what is lost by it.")
