"""Questions on what shops show."""

from beffroi.marketplace.reads.windows import Window, window_of, windows

__all__ = ["Window", "window_of", "windows"]
