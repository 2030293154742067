"""Completion for PowerShell, 5.1 and newer; bash, zsh and fish are Click's own."""

from __future__ import annotations

import os
from typing import Any

from click.shell_completion import CompletionItem, ShellComplete, add_completion_class

ASKED = "_PDSYNC_COMPLETE"
"""The environment variable by which a shell asks for completions."""

WORDS, WORD = "PDSYNC_COMPLETE_WORDS", "PDSYNC_COMPLETE_WORD"

SCRIPT = """\
Register-ArgumentCompleter -Native -CommandName %(prog_name)s -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @($commandAst.CommandElements | Select-Object -Skip 1 |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
        ForEach-Object { if ($_ -is [System.Management.Automation.Language.StringConstantExpressionAst]) {
            $_.Value } else { $_.ToString() } })
    $encoding = [Console]::OutputEncoding
    $env:%(complete_var)s = 'powershell_complete'
    $env:PDSYNC_COMPLETE_WORDS = $words -join "`n"
    $env:PDSYNC_COMPLETE_WORD = $wordToComplete.Trim("'", '"')
    try {
        [Console]::OutputEncoding = [System.Text.Encoding]::UTF8
        & %(prog_name)s 2>$null | Where-Object { $_ } | ForEach-Object {
            $value, $words = $_ -split "`t", 2
            $typed = if ($value -match "[\\s'``$&;,()]") { "'" + $value.Replace("'", "''") + "'" } else { $value }
            [System.Management.Automation.CompletionResult]::new($typed, $value, 'ParameterValue', $words)
        }
    } finally {
        [Console]::OutputEncoding = $encoding
        Remove-Item Env:%(complete_var)s, Env:PDSYNC_COMPLETE_WORDS, Env:PDSYNC_COMPLETE_WORD -ErrorAction Ignore
    }
}
"""


class PowerShell(ShellComplete):
    """Completion for PowerShell.

    The words come one a line, as PowerShell parsed them, so that the backslashes of a path stay. An answer is a value,
    a tab and a tip, one a line. Where a file is meant there is no answer: PowerShell completes files by itself.
    """

    name = "powershell"
    source_template = SCRIPT

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words before the one at the cursor, and that one."""
        words = os.environ.get(WORDS, "")
        return words.split("\n") if words else [], os.environ.get(WORD, "")

    def format_completion(self, item: CompletionItem[Any]) -> str:
        """One line of the answer."""
        if item.type != "plain":
            return ""
        tip = " ".join(str(item.help or item.value).split())
        return f"{item.value}\t{tip}"

    def complete(self) -> str:
        """The answer, without empty lines."""
        return "\n".join(line for line in super().complete().split("\n") if line)


def register() -> None:
    """Let Click know it, in the place of Click's own, which reads a path's backslashes as quotes."""
    add_completion_class(PowerShell)
