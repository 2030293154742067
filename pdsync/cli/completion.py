"""`pdsync completion`: what makes a shell complete commands, options, config files and students' keys."""

from __future__ import annotations

import click

from pdsync.cli.command import declare

WHERE = {
    "bash": ("Put this line at the end of ~/.bashrc:", 'eval "$(pdsync completion bash)"'),
    "zsh": (
        "Put this line at the end of ~/.zshrc:",
        'autoload -Uz compinit && compinit; eval "$(pdsync completion zsh)"',
    ),
    "fish": (
        "Type this once:",
        "mkdir -p ~/.config/fish/completions; pdsync completion fish > ~/.config/fish/completions/pdsync.fish",
    ),
    "powershell": (
        "Put this line into the file that $PROFILE names (notepad $PROFILE opens it):",
        "pdsync completion powershell | Out-String | Invoke-Expression",
    ),
}
"""By shell: what to do with it, and the line."""


@declare("completion", examples=tuple(f"pdsync completion {shell}" for shell in WHERE), exits=(0, 2))
@click.argument("shell", type=click.Choice(list(WHERE)))
def command(shell: str) -> None:
    """Print what makes your shell complete commands, options, config files and students' keys.

    The last lines of what is printed say where to put it. Keys come from the roster's file on this machine; Google is
    never asked.
    """
    from click.shell_completion import get_completion_class

    from pdsync.cli import cli
    from pdsync.cli.shells import ASKED, register

    register()
    made = get_completion_class(shell)
    assert made is not None
    words, line = WHERE[shell]
    click.echo(made(cli, {}, "pdsync", ASKED).source().rstrip())
    click.echo(f"\n# {words}\n#   {line}")
