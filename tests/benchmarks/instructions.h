// What one call costs a server in instructions of user space: a count, so that other load on the
// machine changes nothing.

#ifndef IZIN_TESTS_BENCHMARKS_INSTRUCTIONS_H_
#define IZIN_TESTS_BENCHMARKS_INSTRUCTIONS_H_

#include <filesystem>
#include <string>

#include "tests/benchmarks/servers.h"

namespace izin {

// Runs the echoes and izind under callgrind, 8 calls at a time on one connection, once with few and
// once with many calls after every answer is in memory, each thrice; the difference of the least of
// them, divided, is the count. It prints them with their ratios to the raw echo and returns them as
// a JSON array, empty if valgrind is not installed. Profiles go into `folder`.
std::string CountInstructions(Servers& servers, const std::filesystem::path& folder);

}  // namespace izin

#endif  // IZIN_TESTS_BENCHMARKS_INSTRUCTIONS_H_
