"""Roles that stages of the exporter itself give and look for; pages use the roles of ``styles/roles.toml``."""

EXPANSION = "expansion"
"""The role of an abbreviation's expansion, which a document shows once, behind the first use."""

REQUIRED = "required"
"""The role of the word "required" on a field; selection puts it into the document's language."""

REFERENCES = "references"
"""The role of a list of references."""
FORMULA = "formula"
"""The role of a paragraph that is a formula on a line of its own."""
SEPARATOR = "separator"
"""The role of the line in front of a changed clause."""
