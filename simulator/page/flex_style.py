"""From the properties of Flex components to CSS, as LINE's own apps draw them.

Source: LINE's pages "Send Flex Messages", "Flex Message elements" and "Flex Message layout".
Values that are no length, colour or keyword of LINE are left out, so nothing else gets into CSS.
"""

import re
from typing import Any

Part = dict[str, Any]

SPACE = {"none": "0", "xs": "2px", "sm": "4px", "md": "8px", "lg": "12px", "xl": "16px"}
SPACE |= {"xxl": "20px"}
FONT = {"xxs": "11px", "xs": "13px", "sm": "14px", "md": "16px", "lg": "19px", "xl": "22px"}
FONT |= {"xxl": "29px", "3xl": "35px", "4xl": "48px", "5xl": "74px"}
IMAGE = {"xxs": "40px", "xs": "60px", "sm": "80px", "md": "100px", "lg": "120px", "xl": "140px"}
IMAGE |= {"xxl": "160px", "3xl": "180px", "4xl": "200px", "5xl": "220px", "full": "100%"}
BUBBLE = {"nano": 120, "micro": 160, "deca": 220, "hecto": 241, "kilo": 260, "mega": 300}
BUBBLE |= {"giga": 386}
BORDER = {"none": "0", "light": "0.5px", "normal": "1px", "medium": "2px", "semi-bold": "3px"}
BORDER |= {"bold": "4px"}
EDGE = {"start": "flex-start", "flex-start": "flex-start", "top": "flex-start"}
EDGE |= {"end": "flex-end", "flex-end": "flex-end", "bottom": "flex-end", "center": "center"}
LINE = "#d4d6da"
"""The colour of borders and separators."""
SPREAD = {"space-between", "space-around", "space-evenly"}

_LENGTH = re.compile(r"-?\d{1,4}(\.\d{1,4})?(px|%)")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}([0-9A-Fa-f]{2})?")
_RATIO = re.compile(r"(\d{1,6}(?:\.\d+)?):(\d{1,6}(?:\.\d+)?)")
_ANGLE = re.compile(r"\d{1,3}(\.\d+)?deg")


def length(value: Any, words: dict[str, str] = SPACE) -> str:
    """Return a keyword's length, or a length in px or %; empty for anything else."""
    text = str(value or "")
    return words.get(text) or (text if _LENGTH.fullmatch(text) else "")


def colour(value: Any) -> str:
    """Return a colour of the form #RRGGBB or #RRGGBBAA; empty for anything else."""
    return str(value) if _COLOUR.fullmatch(str(value or "")) else ""


def css(**declarations: Any) -> str:
    """Return a style attribute's text; empty values are left out, `_` stands for `-`."""
    return ";".join(
        f"{name.replace('_', '-')}:{value}"
        for name, value in declarations.items()
        if value not in ("", None)
    )


def placed(part: Part, parent: Part, first: bool) -> str:
    """Return how a component sits in its parent box: share, distance, gravity, offset."""
    across = parent.get("layout") in ("horizontal", "baseline")
    distance = "" if first else length(part.get("margin")) or length(parent.get("spacing"))
    offsets: dict[str, str] = {}
    if part.get("position") == "absolute":
        distance = ""
        offsets["position"] = "absolute"
    elif any(part.get(f"offset{side}") for side in ("Top", "Bottom", "Start", "End")):
        offsets["position"] = "relative"
    for side, name in (("Top", "top"), ("Bottom", "bottom"), ("Start", "left"), ("End", "right")):
        offsets[name] = length(part.get(f"offset{side}"))
    return css(
        flex=_share(part, across),
        margin_left=distance if across else "",
        margin_top="" if across else distance,
        align_self=EDGE.get(part.get("gravity", ""), "") if across else "",
        **offsets,
    )


def _share(part: Part, across: bool) -> str:
    kind = part.get("type")
    usual = 0 if kind in ("icon", "separator", "spacer") or not across else 1
    if kind == "filler":
        usual = 1
    flex = part.get("flex", usual)
    if not isinstance(flex, int | float) or part.get("width"):
        flex = 0
    if across:
        return f"{flex} 1 0%" if flex > 0 else "0 0 auto"
    return f"{flex} 0 auto"


def box(part: Part) -> str:
    """Return a box's own look: direction, size, padding (sides after the whole), border, ground."""
    layout = part.get("layout")
    across = layout in ("horizontal", "baseline")
    justify = part.get("justifyContent", "")
    border = length(part.get("borderWidth"), BORDER)
    line = colour(part.get("borderColor")) or LINE
    return css(
        flex_direction="row" if across else "column",
        align_items="baseline" if layout == "baseline" else EDGE.get(part.get("alignItems", "")),
        justify_content=justify if justify in SPREAD else EDGE.get(justify),
        border=f"{border} solid {line}" if border not in ("", "0") else "",
        border_radius=length(part.get("cornerRadius")),
        background=_background(part),
        **{name: length(part.get(key)) for name, key in _LENGTHS.items()},
    )


_LENGTHS = {
    **{"width": "width", "height": "height", "max_width": "maxWidth", "max_height": "maxHeight"},
    **{"padding": "paddingAll", "padding_top": "paddingTop", "padding_bottom": "paddingBottom"},
    **{"padding_left": "paddingStart", "padding_right": "paddingEnd"},
}


def _background(part: Part) -> str:
    paint = part.get("background")
    if isinstance(paint, dict) and paint.get("type") == "linearGradient":
        angle = str(paint.get("angle", ""))
        stops = [colour(paint.get("startColor")), colour(paint.get("endColor"))]
        middle = colour(paint.get("centerColor"))
        if middle:
            at = str(paint.get("centerPosition", "50%"))
            stops.insert(1, f"{middle} {at if _LENGTH.fullmatch(at) else '50%'}")
        if _ANGLE.fullmatch(angle) and all(stops):
            return f"linear-gradient({angle},{','.join(stops)})"
    return colour(part.get("backgroundColor"))


def text(part: Part) -> str:
    """Return the look of a text or a span."""
    lines, spacing = part.get("maxLines"), length(part.get("lineSpacing"))
    return css(
        color=colour(part.get("color")),
        font_size=length(part.get("size"), FONT),
        font_weight={"bold": "600", "regular": "400"}.get(part.get("weight", "")),
        font_style="italic" if part.get("style") == "italic" else "",
        text_decoration={"underline": "underline", "line-through": "line-through"}.get(
            part.get("decoration", "")
        ),
        text_align={"start": "left", "end": "right", "center": "center"}.get(part.get("align", "")),
        white_space="" if part.get("wrap") else "nowrap",
        _webkit_line_clamp=lines if part.get("wrap") and isinstance(lines, int) and lines else "",
        line_height=f"calc(1.4em + {spacing})" if spacing else "",
    )


def picture(part: Part) -> str:
    """Return the look of an image: width, shape, and whether it fills its frame."""
    ratio = _RATIO.fullmatch(str(part.get("aspectRatio", "1:1")))
    return css(
        width=length(part.get("size", "md"), IMAGE) or IMAGE["md"],
        aspect_ratio=f"{ratio[1]}/{ratio[2]}" if ratio else "1/1",
        object_fit="cover" if part.get("aspectMode") == "cover" else "contain",
        background=colour(part.get("backgroundColor")),
        align_self=EDGE.get(part.get("align", ""), ""),
    )


def button(part: Part) -> str:
    """Return a button's own colours: of its face, or of its words when it is a link."""
    paint = colour(part.get("color"))
    if part.get("style", "link") == "link":
        return css(color=paint)
    return css(background=paint)


def block(bubble: Part, name: str) -> str:
    """Return the style of a bubble's header, hero, body or footer from its `styles`."""
    style = (bubble.get("styles") or {}).get(name) or {}
    line = colour(style.get("separatorColor")) or LINE
    return css(
        background=colour(style.get("backgroundColor")),
        border_top=f"1px solid {line}" if style.get("separator") else "",
    )


def bubble_width(bubble: Part) -> str:
    """Return a bubble's width, never wider than the chat."""
    return css(width=f"{BUBBLE.get(bubble.get('size', 'mega'), BUBBLE['mega'])}px")
