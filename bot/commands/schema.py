"""`saphan migrate`."""

import click

from bot.commands.running import settings, with_engine


@click.command()
def migrate() -> None:
    """Bring the database to the newest schema.

    Safe to run at every deployment: a database that is up to date stays as it is.
    """
    from migrations.upgrade import newest, upgrade

    with_engine(settings().database_url, upgrade)
    click.echo(f"The database is at revision {newest()}.")
