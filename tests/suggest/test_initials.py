from annotator.suggest.initials import next_initial


def words(text, letter):
    found, at = [], 0
    while (place := next_initial(text, letter, at)) is not None:
        found.append(text[place[0] : place[1]])
        at = place[1]
    return found


def test_a_small_letter_finds_both_and_a_capital_only_capitals():
    assert words("Then they met the Turks.", "t") == ["Then", "they", "the", "Turks"]
    assert words("Then they met the Turks.", "T") == ["Then", "Turks"]


def test_it_finds_words_not_letters_inside_them():
    assert words("al-Qaeda quit; l'Quai, x_q 9q", "q") == ["quit", "Quai"]


def test_it_finds_letters_of_any_script():
    assert words("Иван и Мария", "и") == ["Иван", "и"]
    assert words("قال الرئيس", "ق") == ["قال"]
    assert words("東京", "東") == ["東"]


def test_behind_the_last_there_is_none():
    assert next_initial("one two", "o", 1) is None
