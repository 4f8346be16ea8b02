from annotator.css_colors import COLORS, from_css


def test_names_and_both_forms_of_numbers_are_colours() -> None:
    assert [from_css(text) for text in ("LightGreen", " #fA0 ", "#12aBcd", "rgb(1,2,3)", "", "#12", "nothing")] == [
        "#90ee90", "#ffAA00", "#12aBcd", None, None, None, None
    ]  # fmt: skip
    assert len(COLORS) == 148
