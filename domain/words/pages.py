"""Pages of an answer: what to type for the next one, and for what there was no room."""

from collections.abc import Sequence

from domain.chat.commands import Kind
from domain.words.names import NameWords


class PageWords(NameWords):
    """What points from one answer to the next: nothing is pushed that was only asked for (M21)."""

    def page_of(self, kind: Kind, page: int, number: int | None = None) -> str:
        """Return what to type for a page of a list, or of what is told of an issue."""
        if number is None:
            return f"{self.command(kind)} {page}"
        return f"{self.command(kind)} {number} {self.say('หน้า', 'page')} {page}"

    def next_page(self, kind: Kind, page: int, number: int | None = None, more: int = 0) -> str:
        """Tell what to type for the page behind one, and how `more` there are, if it is known."""
        ask = self.page_of(kind, page + 1, number)
        count = f"{self.more(more, 'รายการ')} " if more else ""
        return self.say(f"{count}ดูต่อ: พิมพ์ {ask}", f"{count}(for the next page type {ask})")

    def no_such_page(self, kind: Kind, page: int, pages: int, number: int | None = None) -> str:
        """Tell how many pages there are; the number may have been meant as an issue's."""
        last, count = self.page_of(kind, pages, number), self.number(pages)
        there = self.say(f"มี {count} หน้า: พิมพ์ {last}", f"Pages: {count}. Type {last}")
        return there if number is not None else f"{there}{self.say(' ', '; ')}{self._issue(page)}"

    def only_page(self, told: str, page: int, number: int | None = None) -> str:
        """Return all that there is, and where another page was asked for that this is all."""
        return told if page == 1 else f"{told}\n{self.one_page(page, number)}"

    def one_page(self, page: int, number: int | None = None) -> str:
        """Tell who asked for another page that there is one."""
        one = self.number(1)
        there = self.say(f"มี {one} หน้า", f"Pages: {one}")
        return there if number is not None else f"{there}{self.say(' ', '; ')}{self._issue(page)}"

    def _issue(self, number: int) -> str:
        """Tell what to type if the number of a page was meant as an issue's."""
        status = f"{self.command(Kind.STATUS)} {number}"
        return self.say(
            f"หากหมายถึงประเด็น #{number}: พิมพ์ {status}", f"for issue #{number} type {status}"
        )

    def ask_again(self, commands: Sequence[str]) -> str:
        """Tell what to type by itself: one answer has no room for all that was asked."""
        named = "\n".join(f"• {each}" for each in commands)
        return self.say(
            f"คำตอบทั้งหมดยาวเกินหนึ่งครั้ง ส่วนที่เหลือโปรดพิมพ์ทีละคำสั่ง:\n{named}",
            f"One answer does not hold all of this. For the rest please type one by one:\n{named}",
        )
