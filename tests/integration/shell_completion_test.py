#!/usr/bin/env python3
"""A person at a terminal presses the tabulator: bash and zsh complete command lines of izin by the scripts that it prints.

Reads IZIN_BINARY_DIR, which ctest sets. Says what was completed otherwise, and exits with 1.
"""
import os
import pathlib
import pty
import re
import select
import shutil
import subprocess
import sys
import tempfile
import time

BIN = pathlib.Path(os.environ["IZIN_BINARY_DIR"]).resolve() / "bin"
READY = "ready> "
# What is typed, and the line that stands there afterwards.
LINES = [
    (b"izin cl\t", "izin classify"),
    (b"izin classify --sca\tmic\t", "izin classify --scale micro"),
    (b"izin classify --scale=mik\t", "izin classify --scale=mikro"),
    (b"izin classify --location land,s\t", "izin classify --location land,sea"),
    (b"izin rules di\tpp24\tpp28\t", "izin rules diff pp24-2018 pp28-2025"),
    (b"izin classify --kbli 5630\t3\t--view ful\t", "izin classify --kbli 56303 --view full"),
    (b"izin convert 4943\t2\t--from 20\t0\t", "izin convert 49432 --from 2020"),
    (b"izin reclassify --input regis\t", "izin reclassify --input registry.csv"),
    (b"izin classify --scope 56101-\t2 --ruleset pp28\t", "izin classify --scope 56101-2 --ruleset pp28-2025"),
]


class Shell:
    """A shell at a terminal, whose lines are edited as those of a person."""

    def __init__(self, command, folder, setup):
        environment = {"PATH": f"{BIN}:/usr/bin:/bin", "HOME": str(folder), "TERM": "dumb", "LC_ALL": "C.UTF-8",
                       "INPUTRC": "/dev/null", "ZDOTDIR": str(folder)}
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            os.execvpe(command[0], command, environment)
        self.send(setup + b"\n")
        self.read_until(READY)

    def send(self, keys):
        os.write(self.terminal, keys)

    def read_until(self, pattern, seconds=100.0):
        """What comes until the pattern is found in it; the match."""
        seen = ""
        end = time.monotonic() + seconds
        while (found := re.search(pattern, seen, re.MULTILINE)) is None:
            ready, _, _ = select.select([self.terminal], [], [], max(0.0, end - time.monotonic()))
            if not ready:
                sys.exit(f"waited for {pattern!r}, saw {seen!r}")
            seen += os.read(self.terminal, 65536).decode(errors="replace")
        return found

    def completed(self, keys, marker):
        """The line that stands once all keys are typed, as the shell then runs it as words of echo."""
        # The shell reads what is typed ahead once it has completed.
        self.send(keys)
        self.send(b"\x01echo " + marker.encode() + b" \x05 end\n")  # Control-A, Control-E
        return self.read_until(rf"^{marker} (izin.*?) +end\r?\n(.|\n)*{READY}").group(1)

    def close(self):
        os.close(self.terminal)
        os.waitpid(self.pid, 0)


def faults_in(name, shell):
    for number, (keys, wanted) in enumerate(LINES):
        got = shell.completed(keys, f"M{number}M")
        if got != wanted:
            yield f"{name}: {keys!r} gives {got!r}, want {wanted!r}"


def main():
    faults = []
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "registry.csv").write_text("", encoding="utf-8")
        (folder / "functions").mkdir()
        script = subprocess.run([BIN / "izin", "completion", "zsh"], capture_output=True, check=True).stdout
        (folder / "functions" / "_izin").write_bytes(script)  # as a package installs it
        starts = {
            "bash": (["bash", "--norc", "--noprofile", "-i"],
                     b"source <(izin completion bash); bind 'set enable-bracketed-paste off'; PS1='ready''> '"),
            "zsh": (["zsh", "-f", "-i"],
                    b"fpath=($HOME/functions $fpath); autoload -Uz compinit; compinit -D; bindkey -e; PS1='ready''> '"),
            "zsh, sourced": (["zsh", "-f", "-i"],
                             b"autoload -Uz compinit; compinit -D; source <(izin completion zsh); bindkey -e; PS1='ready''> '"),
        }
        for kind, (command, setup) in starts.items():
            if shutil.which(command[0]) is None:
                sys.exit(f"there is no {command[0]} here")
            shell = Shell(command, folder, setup)
            faults += faults_in(kind, shell)
            shell.close()
    print("\n".join(faults) or f"{len(LINES)} lines in each of {len(starts)} ways")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
