"""Write changes into the source of a page: plan them, make edits of the plan, verify the page by reading it again.

::

    page drives: planner, plan_text, plan_blocks, plan_questions -> page_plan
                 edits, text_edits, block_edits, question_edits  -> new source, expected paragraphs
                 verify                                          -> the page as it is read again

``text_edits`` uses ``paragraph_source`` (the pieces of old source) and ``inline_writer`` (new characters between them);
all use ``source_text`` (lines), ``yaml_scalars`` and ``markdown_syntax``.
"""
