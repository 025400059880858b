"""Files of at most 200 lines, functions of at most 25; what exceeds may only shrink."""

from __future__ import annotations

from .sizes import grown, lowered, measure, oversized, recorded, sources


def test_nothing_grows() -> None:
    assert len(sources()) > 20, "the sources were not looked at"
    assert grown(measure(), recorded()) == []


def test_record_holds_nothing_that_fell() -> None:
    """Run `python -m tests.house.sizes` after a file or function shrank."""
    assert recorded() == lowered(measure(), recorded())


def test_planted_long_function_is_caught() -> None:
    body = "\n".join(f"        x = {n}" for n in range(30))
    source = f'class A:\n    def long(self):\n        """Not\n        counted."""\n{body}\n'
    assert oversized("a.py", source) == {"a.py::A.long": 31}


def test_planted_long_file_is_caught() -> None:
    assert oversized("a.py", "x = 1\n" * 201) == {"a.py": 201}
    assert oversized("a.py", "x = 1\n" * 200) == {}


def test_planted_growth_is_caught_and_a_fall_is_kept() -> None:
    assert grown({"a.py": 301}, {"a.py": 300})
    assert grown({"b.py": 201}, {"a.py": 300})
    assert grown({"a.py": 299}, {"a.py": 300}) == []
    assert lowered({"a.py": 250, "b.py": 400}, {"a.py": 300, "b.py": 350, "c.py": 210}) == {
        "a.py": 250,
        "b.py": 350,
    }
