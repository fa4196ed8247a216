"""Wordings by which a name tells of an event: "(sáp nhập 2020)", "đã giải thể", "(tên cũ: …)".

The same words are part of true names ("Phòng khám Hợp Nhất", "Trường THCS Tách Giang", "Trung tâm
Chuyển giao công nghệ", "Liên đoàn tổ chức giải thể thao"), so each wording says how much else must
speak for an event before it is believed.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import Enum


class Weight(Enum):
    """What is believed of a wording by itself; a date after it or "đã" before it always helps."""

    PLAIN = "nothing is called so: that the name ends with it, or another unit follows, is enough"
    NAME = "places are called so: not where it is written as a name, nor without a partner"
    SERVICE = "services are called so: only at the beginning of brackets"


@dataclass(frozen=True)
class Wording:
    """``kind`` is a key of :data:`units.kinds.KINDS`, or empty where the words fit none of them;
    ``clues`` are folded texts of which one is in every name that holds the wording."""

    kind: str
    weight: Weight
    pattern: str
    clues: tuple[str, ...]


MOVED_HOUSE = r"(?! (?:địa điểm|địa chỉ|trụ sở|cơ sở|số|đường|khu|vị trí|nơi))"

#: The first that is believed names the kind: "thành lập trên cơ sở hợp nhất" is a consolidation.
WORDINGS = (
    Wording("merge", Weight.PLAIN, r"sáp nhập", ("sap nhap",)),
    Wording(
        "merge",
        Weight.NAME,
        r"(?<!hội )(?<!thu )(?:nhập|gộp|ghép)(?= (?:vào|về|với|cùng|chung)\b)",
        ("nhap vao", "nhap ve", "nhap voi", "nhap cung", "nhap chung", "gop ", "ghep "),
    ),
    Wording("consolidate", Weight.NAME, r"hợp nhất", ("hop nhat",)),
    Wording(
        "separate",
        Weight.NAME,
        r"(?:chia,? )?tách(?= (?:ra|từ|khỏi)\b)"
        r"|(?<!chia )(?<!chia, )tách(?= (?:thành|năm|\d{4})\b)",
        ("tach ",),
    ),
    Wording(
        "divide",
        Weight.NAME,
        r"chia,? tách|chia(?= (?:từ|ra|thành|làm|năm|\d{4})\b)",
        ("chia ",),
    ),
    Wording(
        "equitize",
        Weight.SERVICE,
        r"cổ phần h(?:óa|oá)|chuyển (?:đổi )?(?:thành|sang) (?:công ty|doanh nghiệp)",
        ("co phan hoa", "cong ty", "doanh nghiep"),
    ),
    Wording("dissolve", Weight.PLAIN, r"giải thể(?! (?:thao|dục|chất|hình|lực))", ("giai the",)),
    Wording(
        "dissolve",
        Weight.PLAIN,
        r"(?<!tạm )(?:dừng|ngừng|chấm dứt) hoạt động",
        ("hoat dong",),
    ),
    Wording(
        "rename",
        Weight.PLAIN,
        r"đổi tên|tên(?: gọi)? (?:cũ|mới|trước)|nay (?:gọi )?là\b"
        r"|(?:trước(?: đây| kia)?|nguyên|tiền thân|cũ)(?: là\b| ?:)",
        ("doi ten", "ten ", "nay ", "truoc", "nguyen la", "tien than", "cu"),
    ),
    Wording(
        "convert",
        Weight.NAME,
        r"chuyển đổi(?= (?:loại hình|mô hình|thành|từ|sang|năm|\d{4})\b)|chuyển thành",
        ("chuyen doi", "chuyen thanh"),
    ),
    Wording(
        "transfer",
        Weight.NAME,
        rf"(?<!vận )(?<!di )(?<!luân )chuyển (?:về|sang|đến){MOVED_HOUSE}|nay thuộc"
        r"|(?:chuyển|bàn) giao(?= (?:về|cho|sang|từ|nguyên trạng|năm|\d{4})\b)",
        ("chuyen ve", "chuyen sang", "chuyen den", "nay thuoc", "giao "),
    ),
    Wording("establish", Weight.SERVICE, r"(?:mới )?thành lập", ("thanh lap",)),
    Wording(
        "",
        Weight.SERVICE,
        r"sắp xếp|tổ chức lại|kiện toàn",
        ("sap xep", "to chuc lai", "kien toan"),
    ),
)

UNIT = (
    r"(?:trường|trung tâm|trung học|tiểu học|mầm non|trạm|bệnh viện|phòng|ban|viện|nhà|đài|thư viện"
    r"|bảo tàng|tt|ttyt|bv|mn|th|thcs|thpt|ptdtbt|ptdtnt|đơn vị|cơ sở|chi cục|cục|sở|đội|khoa|ubnd"
    r"|công ty|quỹ)\b"
)
DATE_WORD = r"(?:vào|từ|trong|ngày|tháng|năm|học|kỳ|quý)\b"
LINK = r"(?:vào|về|với|từ|thành|cùng|giữa|và|ra|khỏi)\b"
YEAR = r"(?:19[4-9]|20\d)\d"
#: What may stand before (…$), after (^…) or anywhere around a wording.
AROUND = {
    "marked": r"\b(?:đã|được|vừa|đang|sẽ|bị|sau|sau khi|trên cơ sở) $",
    "place": r"\b(?:xã|phường|thị trấn|huyện|quận|thôn|ấp|khóm|bản|làng|khu|phố|tổ|đường) $",
    "purpose": r"\b(?:hỗ trợ|tư vấn|nghiên cứu|xử lý|giải quyết|phục vụ)\b",
    "lead": rf"^(?:(?:đã|được|mới|vừa|sau|khi|do|có|trên cơ sở)\b|{DATE_WORD}|[\d\W])*$",
    "link": rf"^\W*{LINK}",
    "partner": rf"^\W*(?:(?-i:{LINK})\s*)+(?P<partner>\w)",
    "unit": rf"^\W*{UNIT}",
    "linked unit": rf"^\W*(?:{LINK}\s*)+{UNIT}",
    "several": rf"^\W*(?:{LINK}\s*)*(?:các|hai|ba|bốn|\d+) {UNIT}",
    "order": r"^\W*theo (?:qđ|quyết định|nq|nghị quyết)\b",
    "date": rf"^\W*(?:ra\b\W*)?(?:{DATE_WORD}\W*|\d{{1,2}}[/.-])*{YEAR}\b(?!/\D)",
    "date in words": rf"^\W*(?:ra\b\W*)?(?:{DATE_WORD}\W*|\d{{1,2}}[/.-])+{YEAR}\b(?!/\D)",
    # A year, but not a decision's number: "QĐ số 2019/QĐ-UBND ngày 5/8/2020" is of 2020.
    "year": rf"(?<!\d)(?<!số )(?<!qđ )({YEAR})(?!\d|/\D)",
}


def without_accents(text: str) -> str:
    marks = unicodedata.normalize("NFD", text.replace("đ", "d"))
    return "".join(char for char in marks if not unicodedata.combining(char))
