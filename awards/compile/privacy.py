"""What must not stand in words that everybody reads (R38): ways to reach a person, and the number of a card."""

import re

PRIVATE_WORDS = {
    "địa chỉ thư điện tử": re.compile(r"[\w.+-]+@[\w-]+\.\w+"),
    "số điện thoại": re.compile(r"(?<![\d.,])(?:\+?84|0)(?:[ .\-]?\d){8,10}(?![\d])"),
    "số căn cước": re.compile(r"(?<!\d)\d{12}(?!\d)"),
}


def private_words(*texts):
    """The first private detail in these texts: "số điện thoại (“0905 …”)"; "" when there is none."""
    for name, pattern in PRIVATE_WORDS.items():
        if found := pattern.search("\n".join(texts)):
            return f"{name} (“{found[0].strip()}”)"
    return ""
