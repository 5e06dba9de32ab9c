"""How long a text from outside may be, in characters: every bound once.

The grammar, the command line, file imports and the columns of the database keep to these. What
people write is refused with a sentence where it is longer; what machines tell (names in LINE, page
titles) is cut.
"""

MESSAGE = 10_000
"""A message with its commands, and so whatever it says: details, a report, a reason."""
HEADLINE = 300
REFERENCE = 300
"""The number and date of an official paper."""

JOINT_CODE = 40
"""Of an agenda or an indicator of the Joint KPIs."""

NAME = 200
"""Of a person, a workspace, a day off; also the title of a page behind a link."""
AGENCY = 300
"""The name of an agency, or a further one."""
POSITION = 300
HANDLE = 100
"""The LINE ID that a person writes on the form."""
FILE_NAME = 120

LINE_ID = 64
"""LINE's ids of events and messages, and reply tokens; those seen have 18 to 32."""
LINE_CHAT = 40
"""LINE's ids of people, groups and rooms, which have 33."""
LINK_BYTES = 2000
"""A link that is called, in UTF-8: PostgreSQL indexes at most 2,704 bytes of a row."""
