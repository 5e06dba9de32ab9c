"""`saphan migrate`."""

import click

from bot.commands.session import asynchronous, database, until_it_answers
from bot.commands.settings import read_settings
from migrations.upgrade import newest, upgrade


@click.command()
@asynchronous
async def migrate() -> None:
    """Bring the database to the newest schema.

    Safe to run at every deployment: a database that is up to date stays as it is.
    """
    settings = read_settings()
    async with database(settings.database_url) as engine:
        await until_it_answers(engine, settings.database_wait)
        await upgrade(engine)
    click.echo(f"The database is at revision {newest()}.")
