"""Codes that people type: a slip is caught, what looks alike is read alike, nobody guesses one."""

from thidua.codes import ALPHABET, CHECKS, LENGTH, SIGNS, new_code, read_code, shown_code


def test_a_code_is_read_as_it_is_shown():
    code = new_code()
    assert len(code) == LENGTH and read_code(shown_code(code)) == code
    assert read_code(f" {shown_code(code).lower().replace('-', ' ')} ") == code


def test_what_looks_alike_is_read_alike():
    code = next(code for code in iter(new_code, None) if "0" in code and "1" in code)
    assert read_code(code.replace("0", "O").replace("1", "l")) == code


def test_every_single_slip_is_caught():
    code = new_code()
    slips = [code[:at] + sign + code[at + 1 :] for at in range(LENGTH) for sign in ALPHABET if sign != code[at]]
    assert len(slips) == LENGTH * 31 and not any(map(read_code, slips))


def test_two_neighbours_exchanged_are_caught():
    for _ in range(20):
        code = new_code()
        for at in range(LENGTH - 1):
            turned = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
            assert turned == code or not read_code(turned)


def test_other_words_are_no_code():
    code = new_code()
    for typed in ("", "abc", code[:-1], f"{code}0", code.replace(code[0], "U", 1), "' OR 1=1 --", "ệ" * LENGTH):
        assert read_code(typed) == ""


def test_chance_of_guessing():
    """85 random bits, and no two alike among many."""
    assert len(ALPHABET) == 32 and SIGNS * 5 >= 80 and CHECKS == LENGTH - SIGNS
    assert len({new_code() for _ in range(2000)}) == 2000
