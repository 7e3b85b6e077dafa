"""Plotly figures, one module a view: they draw what a query answered and work out nothing.

A gap is drawn where a figure is missing: traces hold None there and never join across it.
"""
