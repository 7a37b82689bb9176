"""The page round a balance report: its looks and its frame. Nothing in it comes from elsewhere, and nothing runs."""

from __future__ import annotations

from base64 import b64encode

from game.lab import balance_style as style

LOOKS = f"""
:root {{ color-scheme: dark; }}
body {{ margin: 0; background: {style.VOID}; color: {style.TEXT};
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; }}
header, section {{ max-width: {style.WIDTH}px; margin: 0 auto; padding: 0 24px; }}
header {{ padding-top: 56px; }}
h1, h2, table, dl, code {{ font-family: ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; }}
h1 {{ margin: 0; font-size: 34px; font-weight: 400; letter-spacing: .18em; text-transform: uppercase;
  color: {style.PEARL}; }}
h1 + p {{ margin: 4px 0 24px; padding-top: 10px; border-top: 1px solid {style.HOT}; color: {style.DIM};
  letter-spacing: .3em; text-transform: uppercase; font-size: 12px; }}
h2 {{ margin: 64px 0 4px; font-size: 19px; font-weight: 400; letter-spacing: .1em; text-transform: uppercase;
  color: {style.RING}; }}
section > p {{ margin: 0 0 16px; max-width: 76ch; color: {style.DIM}; }}
dl {{ display: grid; grid-template-columns: max-content 1fr; gap: 2px 20px; margin: 0; font-size: 13px; }}
dt {{ color: {style.DIM}; }}
dd {{ margin: 0; }}
img {{ display: block; width: 100%; height: auto; margin: 0 0 12px; border: 1px solid {style.LINE}; }}
div.tables {{ display: flex; flex-wrap: wrap; gap: 8px 32px; overflow-x: auto; }}
table {{ border-collapse: collapse; font-size: 12.5px; margin: 8px 0; }}
th, td {{ padding: 3px 12px 3px 0; text-align: right; font-weight: 400; white-space: nowrap;
  border-bottom: 1px solid {style.DUSK}; }}
thead th {{ color: {style.DIM}; border-bottom-color: {style.LINE}; }}
th:first-child, .command {{ text-align: left; }}
code {{ color: {style.RING}; user-select: all; }}
footer {{ height: 72px; }}
"""

PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}: balance</title>
<style>{looks}</style>
</head>
<body>
<header><h1>{title}</h1><p>balance report</p><dl>{facts}</dl></header>
{body}
<footer></footer>
</body>
</html>
"""
SECTION = """<section><h2>{title}</h2><p>{says}</p>
{pictures}<div class="tables">{tables}</div></section>
"""
TABLE = "<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>\n"


def page(title: str, facts: str, body: str) -> str:
    """The whole page; everything given is HTML already."""
    return PAGE.format(title=title, looks=LOOKS, facts=facts, body=body)


def image(what: str, png: bytes) -> str:
    """A picture within the page; `what` is HTML already."""
    return f'<img alt="{what}" src="data:image/png;base64,{b64encode(png).decode()}">\n'
