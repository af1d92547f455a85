"""The command line. Commands live in modules of their own, loaded when called, so that `--help` answers at once."""

from __future__ import annotations

import importlib
import sys
from typing import Any

import click

from allegedly.errors import AllegedlyError

COMMANDS: dict[str, tuple[str, str]] = {
    "read": ("allegedly.cli.read:read", "Print the record of one report: who says what, on whose word."),
    "add": ("allegedly.cli.add:add", "Store reports and link them with those that are there."),
    "watch": ("allegedly.cli.watch:watch", "Follow feeds: store new articles, tell of new matches."),
    "claims": ("allegedly.cli.ask:claims", "List claims, each with its speaker and how it stands."),
    "claim": ("allegedly.cli.one:claim", "Show one claim: its sentence, its standing, its answers."),
    "events": ("allegedly.cli.ask:events", "List what would have happened, with those who say so."),
    "sources": ("allegedly.cli.ask:sources", "List who speaks, and how much."),
    "who": ("allegedly.cli.one:who", "Show one speaker: said by, said about, answered."),
    "answers": ("allegedly.cli.ask:answers", "List who answers whom: denials, disputes, comments."),
    "conflicts": ("allegedly.cli.ask:conflicts", "List where reports disagree."),
    "timeline": ("allegedly.cli.ask:timeline", "List claims by the day they tell of."),
    "due": ("allegedly.cli.ask:due", "List plans falling due, and those whose date has passed."),
    "search": ("allegedly.cli.ask:search", "Find claims and reports by their words."),
    "review": ("allegedly.cli.review:review", "Put right a speaker or a link, with a note."),
    "verify": ("allegedly.cli.verify:verify", "Read every span, checksum and edge of the store again."),
    "export": ("allegedly.cli.export:export", "Write claims and events in the forms other tools take."),
    "mcp": ("allegedly.cli.mcp:mcp", "Serve the store to assistants (Model Context Protocol)."),
    "serve": ("allegedly.cli.serve:serve", "Open the web pages: the evidence, the dispute, the story."),
    "score": ("allegedly.cli.score:score", "Score what was read against labels: precision, recall, F1."),
    "bulk": ("allegedly.cli.bulk:bulk", "Analyse an archive in shards, here or on a Ray cluster."),
    "copies": ("allegedly.cli.copies:copies", "Print which documents copy one another, passage by passage."),
    "code": ("allegedly.cli.code:code", "Print PLOVER codes for sentences with marked source and target."),
}
"""name → (where it is, one line of help). The help line stands here so that listing the commands loads none of them."""


class LazyGroup(click.Group):
    """A group that imports a command when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command itself, imported now; `None` if there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="allegedly")
def cli() -> None:
    """Who says so, on whose word, and who disputes it: every claim in the news, traced to the sentence.

    Offline; no key, no service. It never says what is true.
    """


def main(arguments: list[str] | None = None) -> Any:
    """Run the command line. Failures are one line on standard error and the exit code of the error (2 set-up, 3 document)."""
    try:
        return cli.main(args=arguments, standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except AllegedlyError as error:
        click.echo(f"allegedly: {error}", err=True)
        sys.exit(error.exit_code)


if __name__ == "__main__":
    main()
