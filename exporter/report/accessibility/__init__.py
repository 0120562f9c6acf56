"""The record of accessibility: for each file and criterion, the checks and people that say it is met, or the faults.

``collect`` takes facts from built files and their documents, ``record`` has their types, ``html`` and ``json`` write
them. The criteria and the evaluation are in ``exporter.evaluation``.
"""
