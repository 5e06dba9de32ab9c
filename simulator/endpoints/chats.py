"""The endpoints for attachments, the loading animation and read marks."""

from simulator.endpoints import fields
from simulator.model.calls import Call, LineAnswer
from simulator.model.chats import BOT, AttachedFile
from simulator.model.errors import ErrorDetail, LineRefused, bad_body
from simulator.model.platform import Platform


def content(platform: Platform, call: Call) -> LineAnswer:
    """Hand out an attachment; 202 while it is not ready, 410 when unsent [R §get-content]."""
    found = _content(platform, call)
    if found.not_ready:
        found.not_ready -= 1
        return LineAnswer(202, b"")
    return LineAnswer(200, found.body, {"content-type": found.media_type})


def preview(platform: Platform, call: Call) -> LineAnswer:
    """Hand out the preview of an image or video; here it is the content [R §get-image-preview]."""
    if not _content(platform, call).previewable:
        raise LineRefused(404, "The content can not be previewed")
    return content(platform, call)


def transcoding(platform: Platform, call: Call) -> LineAnswer:
    """Tell whether a video or audio is ready [R §verify-video-or-audio-preparation-status]."""
    found = _content(platform, call)
    if not found.media_type.startswith(("video/", "audio/")):
        raise LineRefused(400, "Transcoding status doesn't support this type of content")
    return LineAnswer(200, {"status": "processing" if found.not_ready else "succeeded"})


def start_loading(platform: Platform, call: Call) -> LineAnswer:
    """Show the loading animation, in 1:1 chats only [R §display-a-loading-indicator]."""
    chat, problems = fields.text(call.body, "chatId"), []
    seconds = call.body.get("loadingSeconds", 20)
    if type(seconds) is not int:
        raise fields.invalid_property("loadingSeconds")
    if not 5 <= seconds <= 60:
        problems.append(ErrorDetail("loadingSeconds", "Must be between 5 and 60"))
    if seconds % 5:
        problems.append(ErrorDetail("loadingSeconds", "must be a multiple of five"))
    if chat not in platform.people.persons:
        reason = "Only user id is acceptable, please confirm if there are any group/room ids"
        problems.append(ErrorDetail("chatId", f"{reason} or illegal ids."))
    if problems:
        raise bad_body(problems)
    platform.updates.add("loading", chat=chat, seconds=seconds)
    return LineAnswer(202)


def mark_as_read(platform: Platform, call: Call) -> LineAnswer:
    """Mark a chat as read up to a message [R §mark-as-read]."""
    message_id = platform.read_tokens.get(fields.text(call.body, "markAsReadToken"))
    if message_id is None:
        reason = "Tokens must be used by the bot that received them via Webhook."
        raise LineRefused(400, f"Invalid markAsReadToken. {reason}")
    entry = platform.chats.entry(message_id)
    platform.chats.see(entry.chat, BOT, message_id)
    platform.updates.add("read", chat=entry.chat, id=message_id)
    return LineAnswer(200)


def _content(platform: Platform, call: Call) -> AttachedFile:
    found = platform.contents.get(call.params["messageId"])
    if found is None:
        raise LineRefused(404, "not found", rule="content of an unknown message")
    if found.gone:
        raise LineRefused(410, "The content is gone", rule="content of an unsent message")
    return found
