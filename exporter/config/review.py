"""The section ``review`` of ``exporter.yaml``: the request to reviewers, and the table of their comments."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from exporter.config.sections import ConfigSection
from exporter.config.values import Text

# fmt: off
CommentField = Literal[
    "member", "line", "clause", "paragraph", "type", "comment", "proposal", "observation",
    "id", "author", "date", "status", "place", "file",
]
# fmt: on


class CommentColumn(ConfigSection):
    """A column of the comment table."""

    field: CommentField = Field(description="The content of its cells.")
    heading: Text = Field(default="", description="Its heading; by default that of the ISO form, or the field's name.")


def _named(value: Any) -> Any:
    """Return the name of a field as a column."""
    return {"field": value} if isinstance(value, str) else value


Column = Annotated[CommentColumn, BeforeValidator(_named, json_schema_input_type=CommentField | CommentColumn)]


class CommentTable(ConfigSection):
    """The table of comments that ``exporter review list`` makes for a secretary."""

    columns: tuple[Column, ...] = Field(
        default=(), description="Its columns in order; by default the eight of the form of ISO, IEC and CEN."
    )
    form: Text = Field(
        default="",
        description="A DOCX whose first table with as many columns is filled in, in the look of its last row.",
    )
    members: dict[str, Text] = Field(
        default_factory=dict, description="The member body or national committee of each author, such as 'DE'."
    )

    @model_validator(mode="after")
    def _distinct(self) -> "CommentTable":
        names = [column.field for column in self.columns]
        if len(set(names)) < len(names):
            raise ValueError("a field may have one column")
        return self


class ReviewSection(ConfigSection):
    """The request to reviewers on the first page of a Word file, and the table of their comments."""

    instructions: Text = Field(default="", description="The request to the reviewers.")
    until: Text = Field(default="", description="The deadline, such as '2024-01-31'.")
    comment_table: CommentTable = Field(
        default=CommentTable(), exclude=True, description="The table of comments (exporter review list)."
    )
