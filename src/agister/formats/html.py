"""placeholder"""
from dataclasses import dataclass
@dataclass
class HtmlPage: ...
def looks_like_html(body: bytes, media_type: str) -> bool: return False
def parse_html(body: bytes, content_type: list[str]) -> HtmlPage | None: return None
