"""What stays together on a page: words that lead to what follows them."""

from exporter.model.nodes import (
    Block,
    CodeBlock,
    Container,
    Heading,
    List,
    Paragraph,
    QuestionAnswer,
    Rule,
    Strong,
    Table,
)


def leads(before: Block | None, block: Block, following: Block | None) -> bool:
    """Whether ``block`` is to stand on the page of the block that follows it; headings do so by their style."""
    match before, block, following:
        case _, _, None:
            return False
        case _, Paragraph(), List() | CodeBlock() | Table() | Container(role="code-group"):
            return True
        case _, Paragraph(children=(Strong(),)), _:
            return True  # a heading in all but name
        case Heading(), Paragraph(), QuestionAnswer():
            return True
        case Heading(), Rule(), _:
            return True
        case _:
            return False
