"""What both readers do around their rows: scanning, counting, faults with their line.

While rows come, the `line` of a fault is the ordinal of its row; `_complete` makes it a line.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from beffroi.sources.sirene.report import Progress, ReadReport, Record
from beffroi.sources.sirene.scan import Filter, Row, Scan

Taking = Callable[[list[Row]], list[Record]]  # rows wanted in, records out, faults told aside


def taken_batches(
    scan: Scan, take: Taking, report: ReadReport, progress: Progress | None
) -> Iterator[list[Record]]:
    """Batches of records; closes the scan and completes the report when they end."""
    try:
        for rows in scan.batches():
            report.read = scan.rows_read
            report.matched += len(rows)
            records = take(rows)
            report.taken += len(records)
            if progress is not None:
                progress(scan.rows_read)
            if records:
                yield records
        _complete(report, scan)
        if progress is not None:
            progress(scan.rows_read)
    finally:
        scan.close()


def _complete(report: ReadReport, scan: Scan) -> None:
    """Turn the ordinals of faults into lines, now that all rows are known."""
    rejects = scan.rejects()
    lines = scan.lines({fault.line for fault in report.faults if fault.line}, rejects)
    report.faults[:] = [
        replace(fault, line=lines.of_ordinal[fault.line]) if fault.line else fault
        for fault in report.faults
    ]
    for reject, line in zip(rejects, lines.of_reject, strict=True):
        report.tell(replace(reject.fault, line=line))
    report.read = scan.rows_read + len(rejects)
    report.complete = True


def file_day(path: Path | str) -> dt.date:
    """The day a file was last written: what its content is dated by when nobody says better."""
    return dt.date.fromtimestamp(Path(path).stat().st_mtime)


def wanted_rows(communes: object, departement: str, sirets: object = None) -> Filter:
    """The filter of the public readers' arguments."""
    return Filter(
        communes=frozenset(communes or ()),  # type: ignore[call-overload]
        departement=departement or "",
        sirets=None if sirets is None else list(sirets),  # type: ignore[call-overload]
    )
