"""OOXML (ECMA-376): names, packages and the review map, shared by the DOCX backend and the review reader."""
