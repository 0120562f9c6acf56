"""ShFaq: a heading and its pairs of question and answer."""

from pydantic import BaseModel, ConfigDict, Field

from exporter.components import codes
from exporter.components.base import Component
from exporter.components.call import Call
from exporter.components.models import Props
from exporter.lowering.context import Items
from exporter.model.nodes import QuestionAnswer
from exporter.model.slugs import anchor_of
from exporter.model.walk import plain_text


class Pair(BaseModel):
    """A question (plain text) and its answer (Markdown)."""

    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)

    q: str = Field("", description="the question, plain text")
    a: str = Field("", description="the answer, Markdown")


class FaqProps(Props):
    """Props of ShFaq."""

    title: str = Field("", description="the heading above the questions")
    qas: tuple[Pair, ...] = Field((), description="the questions with their answers")


def lower(props: FaqProps, call: Call) -> Items:
    """Lower to the title as a heading, unless it is blank, and a core node for each pair."""
    if not props.qas:
        call.missing("qas")
    heading = call.heading(call.line("title"))
    pairs = [pair for i in range(len(props.qas)) for pair in _pair(call, i)]
    if heading:
        call.lowering.level -= 1  # the FAQ's own heading ends with the FAQ
    return [*heading, *pairs, *call.blocks()]


def _pair(call: Call, index: int) -> list[QuestionAnswer]:
    question = call.text(("qas", index, "q"))
    level = call.lowering.level
    answer = call.markdown(("qas", index, "a"))
    call.lowering.level = level  # headings in an answer end with it
    if not question or not answer:
        call.report(codes.PROP_MISSING, f"{call.name}: {_lacking(bool(question))}", ("qas", index), "write q: and a:")
    if not question and not answer:
        return []
    call.lowering.questions += 1
    anchor = call.lowering.anchor(anchor_of(plain_text(question)) or "question", own=False)
    pos = call.lowering.pos(call.place(("qas", index)))
    return [
        QuestionAnswer(
            number=call.lowering.questions,
            anchor=anchor,
            question=question,
            answer=answer,
            level=min(6, level + 1),
            pos=pos,
        )
    ]


def _lacking(has_question: bool) -> str:
    return "question without an answer" if has_question else "answer without a question"


FAQ = Component("ShFaq", FaqProps, lower, "questions and answers")
