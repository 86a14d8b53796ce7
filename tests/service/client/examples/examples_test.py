#!/usr/bin/env python3
"""Each example of service/client/examples is compiled where its language is, and asks a real izind: what it prints is what
izin answers, and a question at fault ends with 1 and the message.

Reads IZIN_SOURCE_DIR and IZIN_BINARY_DIR, which ctest sets. A language that is missing is a failure.
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

EXAMPLES = pathlib.Path(os.environ["IZIN_SOURCE_DIR"]) / "service" / "client" / "examples"
BIN = pathlib.Path(os.environ["IZIN_BINARY_DIR"]) / "bin"


def run(command, **more):
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, **more)


def commands(folder):
    """How each example is started; compiles what is compiled."""
    go = shutil.which("gccgo-12") or shutil.which("gccgo")
    build = [go, "-o", folder / "classify-go", EXAMPLES / "classify.go"] if go else [
        "go", "build", "-o", folder / "classify-go", EXAMPLES / "classify.go"]
    for compiled in (build, ["javac", "-Xlint:all", "-Werror", "-d", folder, EXAMPLES / "Classify.java"]):
        ran = run(compiled)
        if ran.returncode != 0:
            sys.exit(f"{compiled} ended with {ran.returncode}:\n{ran.stdout}{ran.stderr}")
    return {
        "Go": [folder / "classify-go"],
        "Java": ["java", "-cp", folder, "Classify"],
        "Node": ["node", EXAMPLES / "classify.mjs"],
        "PHP": ["php", EXAMPLES / "classify.php"],
        "Python": [sys.executable, EXAMPLES / "classify.py"],
    }


def start_izind():
    process = subprocess.Popen(
        [BIN / "izind", "--listen", "127.0.0.1:0", "--http", "127.0.0.1:0", "--log-level", "warning"],
        stdout=subprocess.PIPE, text=True)
    for line in process.stdout:
        if line.startswith("izind http "):
            return process, "http://" + line.removeprefix("izind http ").strip()
    sys.exit(f"izind ended with {process.wait()}")


def faults_of(name, command, address, printed):
    answer = json.loads(printed)["classification"]
    wanted = " ".join([answer["kbliCode"], answer["riskLevel"], *(permit["code"] for permit in answer["permits"])])
    ran = run([*command, address, "56101"])
    got = ran.stdout.removesuffix("\n")
    if ran.returncode != 0 or got != (printed if name == "Java" else wanted):
        yield f"{name} ended with {ran.returncode} and printed\n{ran.stdout}{ran.stderr}want\n{wanted}"
    ran = run([*command, address, "99998"])
    if ran.returncode != 1 or ran.stdout != "" or "no such code in KBLI 2025" not in ran.stderr:
        yield f"{name}, a code that there is not: {ran.returncode}\n{ran.stdout}{ran.stderr}"
    if run([*command, "http://127.0.0.1:1", "56101"]).returncode == 0:
        yield f"{name} finds an answer where nobody is"


def main():
    printed = run([BIN / "izin", "classify", "--kbli", "56101", "--scale", "micro", "--location", "land", "--format",
                   "json"]).stdout.removesuffix("\n")
    with tempfile.TemporaryDirectory() as folder:
        examples = commands(pathlib.Path(folder))
        files = {path.name for path in EXAMPLES.iterdir()}
        if files != {"Classify.java", "classify.go", "classify.mjs", "classify.php", "classify.py"}:
            sys.exit(f"not all of these are tested: {sorted(files)}")
        izind, address = start_izind()
        try:
            faults = [fault for name, command in examples.items() for fault in faults_of(name, command, address, printed)]
        finally:
            izind.terminate()
            izind.wait(timeout=30)
    print("\n".join(faults) or "ok")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
