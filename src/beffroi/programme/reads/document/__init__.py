"""An agreement as a document: one set of data, printed as PDF and as .docx."""

from beffroi.programme.reads.document.docx import docx_of
from beffroi.programme.reads.document.whole import pdf_of, whole

__all__ = ["docx_of", "pdf_of", "whole"]
