"""Questions on what shops show."""

from beffroi.marketplace.reads.windows import Window, nearest, window_of, windows

__all__ = ["Window", "nearest", "window_of", "windows"]
