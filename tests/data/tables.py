"""Reading the project's own data files, as the tests of this folder need them."""

import csv
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = (ROOT / "units" / "data", ROOT / "movements" / "data")
FILES = sorted(path for folder in FOLDERS for path in folder.iterdir())
TABLES = [path for path in FILES if path.suffix == ".csv"]
KINDS_THAT_REPORT = {
    "xa", "phuong", "thi_tran", "huyen", "thanh_pho", "so_ban_nganh", "don_vi_su_nghiep", "doan_the",
    "luc_luong_vu_trang", "co_quan_trung_uong", "doanh_nghiep",
}  # fmt: skip
COMMUNES = {"xa", "phuong", "thi_tran"}


@cache
def table(name):
    path = next(path for path in TABLES if path.stem == name)
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def column(name, field):
    return [row[field] for row in table(name)]


def by(name, field):
    return {row[field]: row for row in table(name)}
