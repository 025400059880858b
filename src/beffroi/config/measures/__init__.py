"""Measures for a monitor, in Prometheus' text format.

Owns: what each web process counts (`requests`), and what is read from the database when a monitor
asks (`standing`). Leaves to others: who may read them (`beffroi.config.watch`).

Several web processes answer in turn, so each counts in files of PROMETHEUS_MULTIPROC_DIR that all
of them read (docs/adr/0009-what-is-watched.md).
"""
