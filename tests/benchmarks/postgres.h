// PostgreSQL as a peer: the answers of izind by key, out of a table.

#ifndef IZIN_TESTS_BENCHMARKS_POSTGRES_H_
#define IZIN_TESTS_BENCHMARKS_POSTGRES_H_

#include <filesystem>
#include <string>
#include <vector>

#include "tests/benchmarks/meter.h"

namespace izin {

// 8 connections over a unix socket, one prepared look-up by primary key at a time on each. A
// cluster of its own in `folder`, on a running system's user "postgres" where we are root. Nothing,
// said on standard error, if PostgreSQL or its client library is not installed or does not start.
Run StartPostgres(const std::filesystem::path& folder, const std::vector<std::string>& keys,
                  const std::vector<std::string>& answers);

}  // namespace izin

#endif  // IZIN_TESTS_BENCHMARKS_POSTGRES_H_
