// A cross-check of our client by another: h2load, which knows HTTP/2 and nothing of gRPC.

#ifndef IZIN_TESTS_BENCHMARKS_H2LOAD_H_
#define IZIN_TESTS_BENCHMARKS_H2LOAD_H_

#include <filesystem>
#include <string>

#include "tests/benchmarks/servers.h"

namespace izin {

// Sends one request 20,000 times, 32 at a time on one connection, to the raw echo and to izind, in
// interleaved rounds. Prints medians of requests per server CPU second; returns them as a JSON
// array, empty if h2load is not installed. The request is written to `folder`.
std::string CrossCheck(Servers& servers, const std::filesystem::path& folder, int rounds);

}  // namespace izin

#endif  // IZIN_TESTS_BENCHMARKS_H2LOAD_H_
