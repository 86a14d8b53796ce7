#!/usr/bin/env python3
"""Do the tests notice? Changes one operator of classifier/ at a time and runs classifier_test.

  tests/mutants/mutants.py 60                     60 mutants drawn with seed 1
  tests/mutants/mutants.py 200 --at-least 90      exit 1 if the tests kill fewer than 90 in a hundred
  tests/mutants/mutants.py --file offices.cc 999  every mutant of one file

Each mutant is compiled on a copy under build/, with the command of the release build, and linked with the objects of
that build; the tree is not touched. Killed is one that the tests fail on, that crashes, or that does not end in time.
Counted are killed and survived: not what does not compile, nor what equivalent.txt lists (four lines each: file, line,
change, reason). Sources are mutated, and
those headers that nothing but the library's own sources includes.

An entry of equivalent.txt that fits no line any more is named at the end.

Exit codes: 0 ok; 1 fewer killed than asked for; 2 usage; 3 failure.
"""

import argparse
import concurrent.futures
import json
import os
import pathlib
import random
import resource
import shlex
import shutil
import subprocess
import sys
import threading
from typing import NamedTuple

sys.dont_write_bytecode = True  # nothing is written into the tree
from sites import mutate, sites_of  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = ROOT / "build" / "release"
WORK = ROOT / "build" / "mutants"
ONCE = ["-O1", "-g0", "-w"]  # compiled once and run once; a warning about an odd condition is no reason to refuse it
LIBRARY = "classifier/CMakeFiles/izin_classifier.dir/"
ARCHIVE = "classifier/libizin_classifier.a"
TEST = "classifier_test"
JOBS = 2
MEMORY = 4 << 30  # bytes; a mutant may loop and take all there is
STATES = ("killed", "survived", "excluded", "did not compile")


class Build(NamedTuple):
    """What the release build says of the library and its test."""

    compile: dict  # source, from the root -> its command, as words
    objects: dict  # source -> its object, from BUILD
    users: dict  # header -> the sources of the library that include it; none that anything else includes
    public: list  # the other headers of the library
    link: list  # the command of the test, as words


class Result(NamedTuple):
    site: object
    state: str


class Failure(Exception):
    """The build or the tests are not what a mutant can be tried on."""


def run(command, **options):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, **options)


# --- the build --------------------------------------------------------------------------------------------------------


def included_by(objects):
    """The headers that only sources of the library include, with those sources; and the other headers."""
    users, foreign = {}, set()
    source_of = {obj: source for source, obj in objects.items()}
    current = None
    for line in run(["ninja", "-C", str(BUILD), "-t", "deps"]).stdout.splitlines():
        if not line.startswith(" "):
            current = source_of.get(line.split(":")[0])
            continue
        path = pathlib.Path(os.path.normpath(BUILD / line.strip()))
        if path.suffix != ".h" or ROOT / "classifier" not in path.parents:
            continue
        header = str(path.relative_to(ROOT))
        if current is None:
            foreign.add(header)
        else:
            users.setdefault(header, []).append(current)
    own = {header: sorted(sources) for header, sources in users.items() if header not in foreign}
    return own, sorted(foreign)


def read_build():
    if not (BUILD / "build.ninja").exists():
        raise Failure("no release build; run ./dev build first")
    built = run(["nice", "-n", "10", "ninja", "-C", str(BUILD), f"-j{JOBS}", TEST])
    if built.returncode != 0:
        raise Failure(f"{TEST} does not build:\n{built.stdout}")
    compile_words, objects = {}, {}
    for entry in json.loads((BUILD / "compile_commands.json").read_text()):
        words = shlex.split(entry["command"])
        target = words[words.index("-o") + 1]
        if target.startswith(LIBRARY):
            source = str(pathlib.Path(entry["file"]).resolve().relative_to(ROOT))
            compile_words[source] = words
            objects[source] = target
    commands = run(["ninja", "-C", str(BUILD), "-t", "commands", TEST]).stdout.splitlines()
    link = [word for word in shlex.split(commands[-1]) if word not in (":", "&&")]
    if not objects or ARCHIVE not in link:
        raise Failure("the build does not look as expected: no library, or not in the command that links the test")
    return Build(compile_words, objects, *included_by(objects), link)


def precompile(build):
    """Compiles the public headers once for all mutants, which is most of what compiling one costs."""
    header = WORK / "public.h"
    header.write_text("".join(f'#include "{name}"\n' for name in build.public))
    words = list(next(iter(build.compile.values())))
    words[words.index("-o") + 1] = f"{header}.gch"
    at = words.index("-c")
    words[at:] = [*ONCE, "-x", "c++-header", str(header)]
    done = run(["nice", "-n", "10", *words], cwd=BUILD)
    if done.returncode != 0:
        raise Failure(f"the public headers do not compile:\n{done.stdout[:2000]}")


# --- one mutant -------------------------------------------------------------------------------------------------------


def compile_mutated(build, source, folder):
    """The object of `source`, with what lies under `folder` before the tree; None if it does not compile."""
    words = list(build.compile[source])
    at = words.index("-c")
    mutated = folder / source
    words[at + 1] = str(mutated if mutated.exists() else ROOT / source)
    target = folder / (source.replace("/", "_") + ".o")
    words[words.index("-o") + 1] = str(target)
    words[at:at] = [*ONCE, "-include", str(WORK / "public.h")]
    words.insert(1, f"-I{folder}")  # a mutated header comes before the tree's
    done = run(["nice", "-n", "10", *words], cwd=BUILD)
    return target if done.returncode == 0 else None


def link_test(build, mutated, folder):
    """The test with the mutated objects in the place of theirs."""
    binary = folder / TEST
    at = build.link.index(ARCHIVE)
    words = [word for word in build.link if word != ARCHIVE]  # it may stand there twice
    words[at:at] = [str(mutated.get(source, obj)) for source, obj in build.objects.items()]
    words[words.index("-o") + 1] = str(binary)
    done = run(["nice", "-n", "10", *words], cwd=BUILD)
    if done.returncode != 0:
        raise Failure(f"a mutant does not link:\n{done.stdout[:2000]}")
    return binary


def passes(binary, seconds):
    """True if the tests pass; a crash or no end in time is no pass."""

    def bound():
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    environment = dict(os.environ, GTEST_FAIL_FAST="1", GTEST_BRIEF="1")
    environment.update(IZIN_SOURCE_DIR=str(ROOT), IZIN_BINARY_DIR=str(BUILD))
    command = ["nice", "-n", "10", str(binary)]
    try:
        done = subprocess.run(command, cwd=ROOT, env=environment, timeout=seconds, preexec_fn=bound, check=False,
                              stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def try_mutant(build, site, seconds):
    folder = WORK / f"{site.file.replace('/', '_')}.{site.offset}.{len(site.before)}"
    try:
        target = folder / site.file
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(mutate((ROOT / site.file).read_text(), site))
        mutated = {}
        for source in build.users.get(site.file, [site.file]):
            mutated[source] = compile_mutated(build, source, folder)
            if mutated[source] is None:
                return "did not compile"
        return "survived" if passes(link_test(build, mutated, folder), seconds) else "killed"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


# --- all of them ------------------------------------------------------------------------------------------------------


def read_equivalent(path):
    """Keys of the mutants that no test can tell from the source. Four lines each: file, line, change, reason."""
    blocks = [[]]
    for line in path.read_text().splitlines():
        if line.startswith("#"):
            continue
        if line.strip():
            blocks[-1].append(line.strip())
        elif blocks[-1]:
            blocks.append([])
    blocks = [block for block in blocks if block]
    for block in blocks:
        if len(block) != 4:
            raise Failure(f'{path.name}: want file, line, change and reason in "{block[0]}"')
    return {tuple(block[:3]) for block in blocks}


def all_sites(build):
    files = sorted([*build.objects, *build.users])
    return [site for file in files for site in sites_of(file, (ROOT / file).read_text())]


def run_all(build, sites, equivalent, seconds):
    done = []
    lock = threading.Lock()

    def one(site):
        state = "excluded" if site.key() in equivalent else try_mutant(build, site, seconds)
        with lock:
            done.append(Result(site, state))
            print(f"{len(done)}/{len(sites)} {state}: {site}", file=sys.stderr, flush=True)

    with concurrent.futures.ThreadPoolExecutor(JOBS) as pool:
        waiting = [pool.submit(one, site) for site in sites]
        try:
            for waited in waiting:
                waited.result()
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    return done


def report(results):
    """Prints the table and the survivors; returns how many in a hundred were killed."""
    files = sorted({result.site.file for result in results})
    print(f"{'':44}" + "".join(f"{state:>17}" for state in STATES))
    for file in [*files, "all"]:
        of_file = [result.state for result in results if file in ("all", result.site.file)]
        print(f"{file:44}" + "".join(f"{of_file.count(state):17}" for state in STATES))
    survivors = sorted(result.site for result in results if result.state == "survived")
    for site in survivors:
        print(f"survived: {site}")
    killed = sum(result.state == "killed" for result in results)
    per_cent = 100.0 * killed / max(1, killed + len(survivors))
    print(f"{per_cent:.1f} % killed: {killed} of {killed + len(survivors)}")
    return per_cent


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", nargs="?", type=int, default=60, help="how many mutants (60)")
    parser.add_argument("--seed", type=int, default=1, help="of the draw (1)")
    parser.add_argument("--at-least", type=float, default=0, help="per cent that must be killed, else exit 1")
    parser.add_argument("--file", default="", help="only files whose path ends so")
    parser.add_argument("--timeout", type=float, default=30, help="seconds that the tests may take (30)")
    parser.add_argument("--list", action="store_true", help="print the mutants drawn and stop")
    return parser.parse_args()


def main():
    asked = arguments()
    build = read_build()
    sites = all_sites(build)
    equivalent = read_equivalent(pathlib.Path(__file__).with_name("equivalent.txt"))
    stale = sorted(equivalent - {site.key() for site in sites})
    drawn = [site for site in sites if site.file.endswith(asked.file)]
    random.Random(asked.seed).shuffle(drawn)
    drawn = drawn[: asked.count]
    if asked.list:
        print("\n".join(str(site) for site in drawn))
        return 0
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    precompile(build)
    if not passes(BUILD / "tests" / "bin" / TEST, asked.timeout):
        raise Failure(f"{TEST} fails without any change")
    per_cent = report(run_all(build, drawn, equivalent, asked.timeout))
    for file, text, change in stale:
        print(f"equivalent.txt: nothing fits {file}: {change}: {text}")
    return 1 if per_cent < asked.at_least else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Failure as failure:
        print(f"mutants: {failure}", file=sys.stderr)
        sys.exit(3)
