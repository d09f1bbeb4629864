"""Text from outside is cleaned alike, cell by cell and by the column."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from stance.render.style import Look


@given(st.lists(st.sampled_from(["plain", "with \x1b[31m", "“marks”", "", "line\nbreak", "\u202eback"]), max_size=200))
def test_a_column_is_cleaned_as_its_cells_are(cells: list[str]) -> None:
    look = Look.of([])
    assert look.clean_all(cells) == [look.clean(cell) for cell in cells]
