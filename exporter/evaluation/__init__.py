"""Evaluation of accessibility: the criteria of WCAG 2.1 A and AA, and the items of a document that people judge.

EN 301 549 V3.2.1 applies the criteria: clause 9 to web pages, clause 10 to other documents. Everything here is a
function of a document, its findings and people's answers.
"""
