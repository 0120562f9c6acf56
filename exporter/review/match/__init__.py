"""Align a reviewed file with the exported text and the page of today; group its edits as changes.

::

    paragraphs      -> alignment -> paragraph_marks -> grouping, link_changes -> changes
    (bookmark, text)   each character: kept, inserted or deleted

    text_blocks     -> current_page
    (page of today)    the exported paragraphs that the page still has
"""
