#!/usr/bin/env python3
"""curl: asks every case by POST of JSON, or as its flags say.

    curl_client.py ADDRESS CASES [--get] [--chunked] [--http2]

--get asks by GET those that have no side effects, and leaves the others out. --http2 speaks HTTP/2 without TLS, for an
edge that takes it.
"""
import json
import subprocess
import sys
import urllib.parse


def command(address, case, flags):
    url = f"http://{address}/{case['method']}"
    request = json.dumps(case["request"], ensure_ascii=False)
    ask = ["curl", "-sS", "--max-time", "30", "--compressed", "-w", "%{stderr}%{http_code}"]
    if "--http2" in flags:
        ask.append("--http2-prior-knowledge")
    if "--get" in flags:
        return [*ask, f"{url}?connect=v1&encoding=json&message={urllib.parse.quote(request)}"]
    if "--chunked" in flags:
        ask += ["-H", "Transfer-Encoding: chunked"]
    return [*ask, "-H", "Content-Type: application/json; charset=utf-8", "--data-binary", request, url]


def main(address, cases, *flags):
    with open(cases, encoding="utf-8") as file:
        for case in json.load(file):
            if "--get" in flags and not case.get("get"):
                continue
            ran = subprocess.run(command(address, case, flags), capture_output=True, check=False)
            if ran.returncode != 0:
                sys.exit(f"{case['name']}: curl ended with {ran.returncode}: {ran.stderr.decode()}")
            print(json.dumps({"name": case["name"], "status": int(ran.stderr), "body": ran.stdout.decode()}))


if __name__ == "__main__":
    main(*sys.argv[1:])
