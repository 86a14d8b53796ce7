#!/usr/bin/env python3
"""The TypeScript package is generated and built as a user would have it, type-checks what is right and nothing else, and
asks a real izind: under Node, and in a browser on a page of another origin.

Reads IZIN_SOURCE_DIR and IZIN_BINARY_DIR, which ctest sets. Says what went wrong, and exits with 1.
"""
import functools
import http.server
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import threading

SOURCE = pathlib.Path(os.environ["IZIN_SOURCE_DIR"])
IZIND = pathlib.Path(os.environ["IZIN_BINARY_DIR"]) / "bin" / "izind"
PACKAGE = SOURCE / "service" / "client" / "typescript"
HERE = pathlib.Path(__file__).resolve().parent
CHROMIUM = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--virtual-time-budget=20000", "--dump-dom"]


def run(command, where, **more):
    ran = subprocess.run(command, cwd=where, capture_output=True, text=True, check=False, timeout=120, **more)
    if ran.returncode != 0:
        sys.exit(f"{command} ended with {ran.returncode}:\n{ran.stdout}{ran.stderr}")
    return ran.stdout


def build_package(folder):
    """A copy of the package, built; the tree itself stays as it is."""
    shutil.copytree(PACKAGE, folder, ignore=shutil.ignore_patterns("node_modules", "dist", "gen"))
    (folder / "node_modules").symlink_to(PACKAGE / "node_modules")
    run(["npm", "run", "build"], folder, env={**os.environ, "IZIN_PROTO": str(SOURCE / "proto")})
    if not (folder / "dist" / "index.d.ts").exists():
        sys.exit("the package has no types")


def make_user(folder, package):
    """A project that depends on the package."""
    (folder / "node_modules" / "@izin").mkdir(parents=True)
    (folder / "node_modules" / "@izin" / "client").symlink_to(package)
    (folder / "node_modules" / "@connectrpc").symlink_to(PACKAGE / "node_modules" / "@connectrpc")
    for name in ("page.ts", "wrong.ts", "node_client.mjs"):
        shutil.copy(HERE / name, folder)
    (folder / "package.json").write_text('{"type": "module"}\n', encoding="utf-8")


def check_types(folder):
    tsc = [PACKAGE / "node_modules" / ".bin" / "tsc", "--noEmit", "--strict", "--module", "nodenext", "--target", "es2022",
           "--lib", "es2022,dom"]
    run([*tsc, "page.ts"], folder)
    ran = subprocess.run([*tsc, "wrong.ts"], cwd=folder, capture_output=True, text=True, check=False)
    lines = {int(number) for number in re.findall(r"^wrong\.ts\((\d+),", ran.stdout, re.MULTILINE)}
    wanted = {number for number, line in enumerate((HERE / "wrong.ts").read_text(encoding="utf-8").splitlines(), 1)
              if line.startswith("void ")}
    if lines != wanted:
        sys.exit(f"wrong.ts: errors in lines {sorted(lines)}, want {sorted(wanted)}:\n{ran.stdout}")


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def serve(folder):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def start_izind(*flags):
    process = subprocess.Popen([IZIND, "--listen", "127.0.0.1:0", "--http", "127.0.0.1:0", "--log-level", "warning", *flags],
                               stdout=subprocess.PIPE, text=True)
    for line in process.stdout:
        if line.startswith("izind http "):
            return process, "http://" + line.removeprefix("izind http ").strip()
    sys.exit(f"izind ended with {process.wait()}")


def shown(url, scratch):
    page = run([*CHROMIUM, f"--user-data-dir={scratch / 'profile'}", url], scratch)
    text = re.search(r"(ANSWER|ERROR) .* END", page, re.DOTALL)
    if text is None:
        sys.exit(f"{url} shows:\n{page}")
    return text.group(0)


def check_browser(user, scratch):
    run([PACKAGE / "node_modules" / ".bin" / "esbuild", "page.ts", "--bundle", "--format=esm", "--outfile=page.js"], user)
    (user / "index.html").write_text('<!doctype html><body><script type="module" src="page.js"></script></body>\n',
                                     encoding="utf-8")
    site = serve(user)
    port = site.server_address[1]
    izind, address = start_izind("--cors-origin", f"http://127.0.0.1:{port}")
    try:
        text = shown(f"http://127.0.0.1:{port}/?izind={address}", scratch)
        wanted = "ANSWER 56303 MEDIUM_LOW NIB,"
        if not text.startswith(wanted) or not text.endswith(" END") or "activity" not in text.split()[-2]:
            sys.exit(f"the page shows {text!r}, want {wanted!r} and the faults of an empty question")
        # The same page from an origin that was not named gets no answer.
        text = shown(f"http://localhost:{port}/?izind={address}", scratch)
        if not text.startswith("ERROR "):
            sys.exit(f"a page of another origin shows {text!r}")
    finally:
        site.shutdown()
        izind.terminate()
        izind.wait(timeout=30)


def main():
    with tempfile.TemporaryDirectory() as name:
        scratch = pathlib.Path(name)
        build_package(scratch / "package")
        user = scratch / "user"
        make_user(user, scratch / "package")
        check_types(user)
        izind, address = start_izind()
        try:
            print(run(["node", "--test", "node_client.mjs"], user, env={**os.environ, "IZIND": address}))
        finally:
            izind.terminate()
            izind.wait(timeout=30)
        check_browser(user, scratch)
    print("ok")


if __name__ == "__main__":
    main()
