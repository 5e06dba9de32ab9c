"""The town: Saphan between its two groups, on a database of either kind."""

import pytest
from fakes import SECRET
from town import open_town


@pytest.fixture
async def town(settings, platform, carrier, engine):
    platform.channel.secret = SECRET
    platform.webhooks.batch_size = 100
    async with open_town(settings, platform, carrier, engine) as opened:
        yield opened
