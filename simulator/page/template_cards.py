"""Template messages drawn as the Flex cards they resemble [R §template-messages]."""

from typing import Any

Part = dict[str, Any]


def as_flex(template: Part) -> Part:
    """Return a bubble or carousel that shows a template message."""
    kind = template.get("type")
    if kind == "carousel":
        return _carousel([_card(column, template) for column in template.get("columns", [])])
    if kind == "image_carousel":
        return _carousel([_picture(column) for column in template.get("columns", [])])
    if kind == "confirm":
        return _confirm(template)
    return _card(template, template)


def _carousel(bubbles: list[Part]) -> Part:
    return {"type": "carousel", "contents": bubbles}


def _card(column: Part, look: Part) -> Part:
    words = [_text(column.get("title"), weight="bold"), _text(column.get("text"), size="sm")]
    bubble: Part = {
        "type": "bubble",
        "size": "kilo",
        "body": _box([word for word in words if word], spacing="sm"),
        "footer": _box([_button(action) for action in column.get("actions", [])]),
    }
    if column.get("thumbnailImageUrl"):
        square = look.get("imageAspectRatio") == "square"
        bubble["hero"] = {
            "type": "image",
            "url": column["thumbnailImageUrl"],
            "size": "full",
            "aspectRatio": "1:1" if square else "1.51:1",
            "aspectMode": look.get("imageSize", "cover"),
        }
    return bubble


def _confirm(template: Part) -> Part:
    actions = [_button(action) for action in template.get("actions", [])]
    words = _text(template.get("text"))
    return {
        "type": "bubble",
        "size": "kilo",
        "body": _box([words] if words else []),
        "footer": {**_box(actions), "layout": "horizontal"},
    }


def _picture(column: Part) -> Part:
    action = column.get("action") or {}
    image = {
        "type": "image",
        "url": column.get("imageUrl", ""),
        "size": "full",
        "aspectMode": "cover",
        "action": action,
    }
    return {"type": "bubble", "size": "micro", "hero": image, "footer": _box([_button(action)])}


def _box(contents: list[Part], **look: str) -> Part:
    return {"type": "box", "layout": "vertical", "contents": contents, **look}


def _text(words: Any, **look: str) -> Part | None:
    return {"type": "text", "text": str(words), "wrap": True, **look} if words else None


def _button(action: Part) -> Part:
    return {"type": "button", "style": "link", "height": "sm", "action": action}
