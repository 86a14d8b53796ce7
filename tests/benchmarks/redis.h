// Redis as a peer: the answers of izind by key, out of memory.

#ifndef IZIN_TESTS_BENCHMARKS_REDIS_H_
#define IZIN_TESTS_BENCHMARKS_REDIS_H_

#include <filesystem>
#include <string>
#include <vector>

#include "tests/benchmarks/meter.h"

namespace izin {

// 32 connections over loopback, one GET at a time on each. Nothing, said on standard error, if
// Redis or its client library is not installed or does not start.
Run StartRedis(const std::filesystem::path& folder, const std::vector<std::string>& keys,
               const std::vector<std::string>& answers);

}  // namespace izin

#endif  // IZIN_TESTS_BENCHMARKS_REDIS_H_
