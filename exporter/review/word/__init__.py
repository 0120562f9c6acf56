"""Read a reviewed DOCX: its characters with their tracked changes, its comments, its changes of layout.

::

    reader  -> runs, tracked_changes, formats (styles), comments; wordml names the elements
            -> document: the characters of all texts in one sequence
"""
