// Cerbos as a peer: the risk level and the permits that follow from it, by a policy.

#ifndef IZIN_TESTS_BENCHMARKS_CERBOS_H_
#define IZIN_TESTS_BENCHMARKS_CERBOS_H_

#include <filesystem>
#include <string>
#include <vector>

#include "tests/benchmarks/meter.h"
#include "tests/benchmarks/requests.h"

namespace izin {

// One connection with 32 streams against `program` with a policy made of the latest ruleset's
// matrix; configuration and policy are written to `folder`. Nothing, said on standard error, if the
// program is not installed, does not start, or answers otherwise than izind, whose `answers` to the
// requests are given.
Run StartCerbos(const std::string& program, const std::filesystem::path& folder,
                const ClassifyRequests& requests, const std::vector<std::string>& answers);

}  // namespace izin

#endif  // IZIN_TESTS_BENCHMARKS_CERBOS_H_
