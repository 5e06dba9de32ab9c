"""`saphan migrate`."""

import click

from bot.commands.session import asynchronous, database
from bot.commands.settings import read_settings
from migrations.upgrade import newest, upgrade


@click.command()
@asynchronous
async def migrate() -> None:
    """Bring the database to the newest schema.

    Safe to run at every deployment: a database that is up to date stays as it is.
    """
    async with database(read_settings().database_url) as engine:
        await upgrade(engine)
    click.echo(f"The database is at revision {newest()}.")
