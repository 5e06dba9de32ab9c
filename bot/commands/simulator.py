"""`saphan simulator`: the LINE Platform simulator without the bot."""

import click

from bot.commands.serve import run_app, take_port
from simulator.http import create_app
from simulator.model.channel import Channel
from simulator.model.platform import Platform


@click.command()
@click.option(
    "--port", type=int, default=8010, show_default=True, help="Port to listen on, 0: any free one."
)
@click.option(
    "--webhook",
    metavar="URL",
    default="http://127.0.0.1:8000/webhook",
    show_default=True,
    help="Where webhooks are sent.",
)
@click.option(
    "--secret",
    envvar="LINE_CHANNEL_SECRET",
    default="simulated-channel-secret",
    help="Channel secret; default: the setting LINE_CHANNEL_SECRET.",
)
@click.option(
    "--token",
    envvar="LINE_CHANNEL_ACCESS_TOKEN",
    default="simulated-channel-access-token",
    help="Access token; default: the setting LINE_CHANNEL_ACCESS_TOKEN.",
)
def simulator(port: int, webhook: str, secret: str, token: str) -> None:
    """Run the LINE Platform simulator alone, on loopback.

    Start `saphan serve` with LINE_API_URL=http://127.0.0.1:8010 and the same secret and token.
    """
    channel = Channel(secret=secret.split(",")[0].strip(), token=token, webhook_url=webhook)
    with take_port("127.0.0.1", port) as bound:
        click.echo(f"LINE_API_URL=http://127.0.0.1:{bound.getsockname()[1]}", err=True)
        run_app(create_app(Platform(channel)), bound)
