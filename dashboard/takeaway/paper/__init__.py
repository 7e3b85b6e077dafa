"""Briefings on paper, of one area and of several: HTML that prints, its charts, and PDF."""
