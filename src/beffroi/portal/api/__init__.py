"""The read API: every public figure and list, by HTTP, for programs.

Owns: addresses under /api/v1/, their shapes, their errors. Leaves to the contexts below: what is
public and how it is computed. The document is /api/v1/openapi.json; the page for people is /api/.
"""
