"""The build: from a project's pages to its files. One flow owns the way.

::

    open_project ──> open_flow ─────> Flow ────────────> prepare ──> Batch ──> Results
    project          within_limits    flow               files       batch     results
                     workers/         reading, records   settings              stored_findings
                                      documents          rendering
                                      pictures, grading

    ``project``        configuration, pages, site, theme and formats, read once
    ``within_limits``  the flow of a command, with workers that keep it within its limits
    ``flow``           each page read once, the plan, the content of each export; ``records`` keeps them between runs
    ``files``          where each file goes, what it is made from, and the key of that
    ``batch``          every file that is not current, made by a worker; ``results`` writes it and the manifest
    ``workers/``       processes of this machine or of a cluster, their tasks, and how they start

The other commands walk the same way to a file and then do their own with it: ``validate``, ``check``, ``publish``,
``published_copies``, ``one_file``, ``orphans``, ``download_changes``.
"""
