"""Reading old .xls."""

from thidua.errors import Refused


def xls_grids(data):
    raise Refused("Tệp .xls cũ: mở bằng Excel, lưu dạng .xlsx rồi tải lên lại.")
